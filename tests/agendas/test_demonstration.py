"""The demonstration group's meetings come through the services, are marked, and go without a trace of rows."""

import io

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, transaction
from icalendar import Calendar

from agendas.models import (
    Action,
    ActionUpdate,
    Adoption,
    AgendaItem,
    AgendaSection,
    Attendance,
    Directive,
    Dissent,
    Meeting,
    MeetingEvent,
    MeetingMove,
    MinutesVersion,
    PublicSummary,
    Resolution,
)
from agendas.services.demonstration import load_demo_agendas
from agendas.services.reference import load_agendas
from agendas.services.removal import remove_demo_agendas
from foundation.accounts.services import load_demo_accounts
from foundation.audit.services import verify
from foundation.notices.models import Notice
from places.services import load_places
from tests.agendas.lives import adopted
from workgroups.models import Grant, Workgroup
from workgroups.services import load_demo_workgroups, load_workgroups, remove_demo_workgroups

pytestmark = pytest.mark.django_db
ROWS = [Meeting, AgendaSection, AgendaItem, Attendance, Resolution, PublicSummary, Dissent, Directive, Action]
ROWS += [ActionUpdate, Adoption, MinutesVersion, MeetingEvent, MeetingMove]


@pytest.fixture(autouse=True)
def _on_a_day_of_december():
    with time_machine.travel("2026-12-01T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def facts(settings):
    settings.DEMO = True
    silent = io.StringIO()
    load_places(silent)
    load_workgroups(silent)
    load_agendas(silent)
    load_demo_accounts(silent)
    load_demo_workgroups(silent)


def counted():
    return {model.__name__: model.objects.count() for model in ROWS}


def test_every_state_of_a_life_is_shown(facts):
    load_demo_agendas()

    states = Meeting.objects.filter(is_demo=True).order_by("date").values_list("kind", "number", "status", "year_be")
    assert list(states) == [
        ("ordinary", 1, "adopted", 2569),
        ("ordinary", 2, "minutes_circulated", 2569),
        ("situation", None, "concluded", None),
        ("special", 1, "cancelled", 2569),
        ("ordinary", 3, "called", 2569),
        ("ordinary", None, "draft", None),
    ]
    statuses = sorted(Action.objects.filter(is_demo=True).values_list("status", flat=True))
    assert statuses == ["in_progress", "in_progress", "in_progress", "open", "reported_done", "verified"]
    assert Resolution.objects.filter(is_demo=True, status="final").count() == 3
    third = Meeting.objects.get(is_demo=True, number=3)
    assert third.moves.count() == 1
    assert AgendaItem.objects.filter(section__meeting=third, adopts__number=2).exists()


def test_verifier_is_not_the_reporter(facts):
    load_demo_agendas()

    updates = Action.objects.get(is_demo=True, status="verified").updates.order_by("pk")

    assert [row.by.email.partition("@")[0] for row in updates] == ["officer.lampang", "secretary.lampang"]


def test_second_run_writes_nothing(facts):
    load_demo_agendas()
    before = counted()

    assert load_demo_agendas() == 0
    assert counted() == before


def test_without_accounts_nothing_is_made():
    assert load_demo_agendas() == 0
    assert not Workgroup.objects.exists()


def test_marked_on_its_pages_and_in_its_calendar_and_in_no_feed_of_all(client, facts):
    load_demo_agendas()
    meeting = Meeting.objects.get(is_demo=True, number=1, kind="ordinary")
    trace = meeting.resolutions.get(number=2)
    pages = [meeting.get_absolute_url(), trace.get_absolute_url()]
    pages += ["/agendas/demonstration/", "/workgroups/demonstration/"]

    assert meeting.label == "ครั้งที่ 1/2569 (สาธิต)"
    assert ["ข้อมูลสาธิต" in client.get(page).content.decode() for page in pages] == [True] * 4
    own = Calendar.from_ical(client.get("/agendas/demonstration/calendar.ics").content)
    assert ["สาธิต" in event["SUMMARY"] for event in own.walk("VEVENT")] == [True] * 5
    for path in ("calendar.ics", "meetings.atom", "resolutions.atom"):
        assert "สาธิต" not in client.get(f"/agendas/{path}").content.decode()


def test_nobody_is_written_to_of_meetings_that_never_were(facts):
    load_demo_agendas()

    assert not Notice.objects.filter(kind__startswith="agendas").exists()


def test_removal_leaves_facts_and_whole_chain(facts):
    before = counted(), Grant.objects.count()
    load_demo_agendas()

    remove_demo_agendas()

    assert counted() == before[0]
    remove_demo_workgroups()
    assert not Workgroup.objects.filter(is_demo=True).exists()
    assert verify().broken is None


def test_may_be_loaded_again_after_its_removal(facts):
    load_demo_agendas()
    before = counted()
    remove_demo_agendas()
    remove_demo_workgroups()
    load_demo_workgroups(io.StringIO())

    assert load_demo_agendas() == 6
    assert counted() == before


def test_rows_of_a_real_group_stay_kept_from_any_change():
    with time_machine.travel("2026-12-31T09:00:00+07:00", tick=False):
        meeting = adopted(items=1)
    kept = [meeting.events, meeting.minutes_versions, meeting.resolutions, meeting.attendances]

    for rows in kept:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.all()._raw_delete("default")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(is_demo=True)

    assert remove_demo_agendas() == 0


def test_commands_load_and_remove_it(facts, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    before = counted()
    silent = io.StringIO()
    load_demo_agendas(silent)

    call_command("remove_demo", stdout=silent)

    assert counted() == before


def test_english_pages_say_demonstration_and_name_the_usual_sections(client, facts):
    load_demo_agendas()
    meeting = Meeting.objects.get(is_demo=True, number=2)

    page = client.get(f"/en{meeting.get_absolute_url()}").content.decode()

    assert [words for words in ("2/2569 (demonstration)", "Matters arising", "None") if words not in page] == []
    assert "Not in the source" not in page


def test_page_shows_what_came_of_the_chairs_orders(client, facts):
    load_demo_agendas()
    meeting = Meeting.objects.get(is_demo=True, number=2)
    action = Action.objects.get(directive__meeting=meeting)

    page = client.get(meeting.get_absolute_url()).content.decode()

    assert f'href="{action.get_absolute_url()}"' in page
    assert "รายงานว่าแล้วเสร็จ (รอตรวจสอบ)" in page
