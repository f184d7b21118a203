import pytest

from tests.replayed import replayed
from tests.workgroups.factories import ProvinceFactory
from workgroups.services import load_demo_workgroups, load_workgroups


@pytest.fixture
def provinces(db):
    """The two pilot provinces."""
    _make_provinces()


def _make_provinces():
    ProvinceFactory()
    ProvinceFactory(code="17", slug="sing-buri", name_th="สิงห์บุรี", name_en="Sing Buri", region="central")


@pytest.fixture
def pilot(db):
    """The pilot provinces and the reference facts."""
    replayed(_load, "places", "workgroups", "audit")


def _load():
    _make_provinces()
    load_workgroups()


@pytest.fixture
def demonstration(pilot):
    """The reference facts and the invented group."""
    load_demo_workgroups()
