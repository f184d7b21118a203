import datetime
import io

import pytest
from django.utils import timezone

from ecosystem.models import Instrument, Round
from ecosystem.services import load_ecosystem
from foundation.accounts.models import User
from places.services import load_places
from workgroups.models import Grant, Workgroup
from workgroups.services import load_workgroups


@pytest.fixture
def lampang(db):
    silent = io.StringIO()
    load_places(silent)
    load_workgroups(silent)
    load_ecosystem(silent)
    return Workgroup.objects.get(slug="lampang")


@pytest.fixture
def round_(lampang):
    today = timezone.localdate()
    return Round.objects.create(
        title_th="รอบที่ 1",
        title_en="Round 1",
        fiscal_year=2570,
        instrument=Instrument.objects.get(),
        opens=today,
        due=today + datetime.timedelta(days=30),
        closes=today + datetime.timedelta(days=60),
    )


@pytest.fixture
def person(lampang):
    """`person(role, slug)`: somebody who holds `role` in the group `slug`, or centrally without one."""

    def make(role, slug=None):
        user = User.objects.create_user(f"{role}.{slug or 'central'}@example.go.th", name=f"{role} {slug}")
        group = Workgroup.objects.get(slug=slug) if slug else None
        Grant.objects.create(user=user, role=role, group=group, starts="2021-03-22")
        return user

    return make
