"""The secretariat's pages of the air."""

import pytest
from django.urls import reverse

from foundation.audit.models import Entry
from pm25.models import ImportRun, ProvinceDay, Reject, Station
from tests.accounts.factories import SuperuserFactory
from tests.pm25.factories import ImportRunFactory, ProvinceFactory, SeriesFactory, StationFactory, hours_ago
from tests.pm25.test_rollups import day_of


@pytest.fixture
def secretary(db):
    return SuperuserFactory()


@pytest.fixture
def office(client, secretary, settings):
    settings.DEMO = True  # without the second factor
    client.force_login(secretary)
    return client


@pytest.mark.parametrize("model", ["source", "station", "importrun", "standard", "bandscale"])
def test_lists_open(office, model):
    StationFactory(source_station_id="37t")
    ImportRunFactory()

    assert office.get(reverse(f"admin:pm25_{model}_changelist")).status_code == 200


def test_station_is_published_by_an_action(office, secretary):
    station = StationFactory(status=Station.Status.PENDING)

    office.post(
        reverse("admin:pm25_station_changelist"), {"action": "publish", "_selected_action": [station.pk]}, follow=True
    )

    station.refresh_from_db()
    assert station.status == Station.Status.PUBLIC
    assert Entry.objects.get(object_type="pm25.station").actor_id == secretary.pk


def test_impossible_move_is_explained(office):
    station = StationFactory(status=Station.Status.CLOSED)

    page = office.post(
        reverse("admin:pm25_station_changelist"), {"action": "hold_back", "_selected_action": [station.pk]}, follow=True
    )

    assert "เปลี่ยนสถานะไม่ได้" in page.content.decode()


def test_new_province_of_a_station_is_computed_at_once(office, put):
    station = StationFactory(source_station_id="37t")
    put(*day_of([20] * 24))
    SeriesFactory(station=station)
    sing_buri = ProvinceFactory(sing_buri=True)

    answer = office.post(
        reverse("admin:pm25_station_change", args=[station.pk]),
        {
            "name_th": station.name_th,
            "province": sing_buri.pk,
            **no_rows("positions"),
            **no_rows("series"),
        },
    )

    assert answer.status_code == 302
    assert ProvinceDay.objects.get().province == sing_buri


def test_run_shows_its_rejects_and_nothing_can_be_changed(office):
    run = ImportRunFactory(status=ImportRun.Status.DONE, finished_at=hours_ago(0))
    Reject.objects.create(run=run, line=7, reason="comma", message_th="มีจุลภาค", raw="1,5")

    page = office.get(reverse("admin:pm25_importrun_change", args=[run.pk]))

    text = page.content.decode()
    assert "1,5" in text
    assert 'name="_save"' not in text


@pytest.mark.parametrize(("model", "action"), [("importrun", "add"), ("source", "add"), ("station", "add")])
def test_rows_of_the_importers_are_not_made_by_hand(office, model, action):
    assert office.get(reverse(f"admin:pm25_{model}_{action}")).status_code == 403


def no_rows(prefix):
    return {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
