import pytest

from tests.workgroups.factories import ProvinceFactory
from workgroups.services import load_demo_workgroups, load_workgroups


@pytest.fixture
def provinces(db):
    """The two pilot provinces."""
    ProvinceFactory()
    ProvinceFactory(code="17", slug="sing-buri", name_th="สิงห์บุรี", name_en="Sing Buri", region="central")


@pytest.fixture
def pilot(provinces):
    """The reference facts."""
    load_workgroups()


@pytest.fixture
def demonstration(pilot):
    """The reference facts and the invented group."""
    load_demo_workgroups()
