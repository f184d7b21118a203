"""A source that is silent for three hours is told of once, and again when it is back; the secretariat sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.notices.models import Notice
from pm25.models import DailyMean, Latest, Outage, Reading
from pm25.services import import_due
from tests.accounts.factories import SuperuserFactory
from tests.pm25.factories import ImportRunFactory, SeriesFactory, SourceFactory
from tests.pm25.payloads import current, station
from tests.pm25.test_schedule import CURRENT, HISTORY, HOUR, MORNING, air4thai, clock  # noqa: F401


@pytest.fixture(autouse=True)
def _mailbox(settings):
    settings.SECRETARIAT_EMAIL = "opdc@agency.example"


@pytest.fixture
def office(db, client, settings):
    settings.DEMO = True  # without the second factor
    settings.IMPORT_TRUSTED_HOSTS = ["127.0.0.1"]
    client.force_login(SuperuserFactory())
    return client


def told():
    subjects = Notice.objects.order_by("pk").values_list("subject", flat=True)
    return [subject.partition(":")[0] for subject in subjects if "ติดต่อกัน" not in subject]


SILENT, BACK = "ไม่มีข้อมูลฝุ่นเข้ามาเกิน 3 ชั่วโมง", "ข้อมูลฝุ่นกลับมาแล้ว"


def test_silence_is_told_once_and_its_end_once(air4thai, clock):  # noqa: F811
    answers = dict(air4thai.answers)
    import_due()
    air4thai.answers.update({CURRENT: b"", HISTORY: b""})
    letters = []
    for _ in range(6):
        clock.shift(HOUR)
        import_due()
        letters.append(told())
    at = f"{timezone.localtime():%H}:00"
    air4thai.answers.update(answers | {CURRENT: current(station(time=at, PM25="30"))})
    clock.shift(timedelta(minutes=10))
    import_due()
    import_due()

    assert letters == [[], [], [SILENT], [SILENT], [SILENT], [SILENT]]
    assert told() == [SILENT, BACK]
    outage = Outage.objects.get()
    assert (outage.began_at, outage.ended_at) == (MORNING - timedelta(minutes=20), timezone.now())


def test_second_silence_is_told_anew(air4thai, clock):  # noqa: F811
    for _ in range(2):
        at = timezone.localtime().replace(minute=0)
        air4thai.answers[CURRENT] = current(station(date=f"{at:%Y-%m-%d}", time=f"{at:%H:%M}", PM25="30"))
        clock.shift(timedelta(minutes=10))
        import_due()
        air4thai.answers.update({CURRENT: b"", HISTORY: b""})
        clock.shift(4 * HOUR)
        import_due()

    assert told() == [SILENT, BACK, SILENT]


@pytest.mark.parametrize("adapters", [[], ["air4thai_history"], ["no_such_adapter"]])
def test_source_without_any_run_is_told_of(clock, adapters, db):  # noqa: F811
    SourceFactory(adapters=adapters)  # the history asks nothing before there is a station

    import_due()
    first = told()
    clock.shift(3 * HOUR)
    import_due()
    import_due()

    assert (first, told()) == ([], [SILENT])


def test_source_without_readings_is_heard_by_its_good_runs(clock, settings, db):  # noqa: F811
    """Hotspots and forecasts have no readings: that their run was good is what was heard."""
    firms = SourceFactory(slug="firms", adapters=[])
    run = ImportRunFactory(source=firms, adapter="firms", status="done", finished_at=timezone.now())

    import_due()
    clock.shift(3 * HOUR)
    import_due()
    at_the_limit = Outage.objects.count()
    clock.shift(HOUR)
    import_due()

    assert (at_the_limit, Outage.objects.get().began_at, told()) == (0, run.finished_at, [SILENT])


def test_source_taken_off_the_schedule_ends_its_outage_silently(source, clock):  # noqa: F811
    Outage.objects.create(source=source, began_at=timezone.now() - 9 * HOUR, told_at=timezone.now())
    source.schedule = ""
    source.save()

    import_due()

    assert (Outage.objects.open().count(), told()) == (0, [])


def test_nobody_to_tell_leaves_the_outage_to_be_told(source, clock, settings):  # noqa: F811
    settings.SECRETARIAT_EMAIL = ""
    SeriesFactory()
    import_due()
    clock.shift(4 * HOUR)
    import_due()
    settings.SECRETARIAT_EMAIL = "opdc@agency.example"
    untold = told()

    import_due()

    assert (untold, told()) == ([], [SILENT])


@pytest.mark.parametrize("address", ["admin:index", "admin:pm25_importrun_changelist"])
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"<html>maintenance</html>", "แหล่งข้อมูลตอบเป็นหน้าเว็บ"),
        (b'{"stations": [{"stationID": "37t", "AQILast": {"da', "คำตอบไม่ใช่ JSON ที่สมบูรณ์"),
        (b'{"stations": []}', "แหล่งข้อมูลตอบโดยไม่มีสถานีเลย"),
        (current(station(container="Neuste", PM25="1")), "รูปแบบข้อมูลไม่ใช่แบบที่รู้จัก"),
    ],
)
def test_bad_answer_writes_nothing_and_is_seen_by_the_secretariat(office, air4thai, answer, said, address):  # noqa: F811
    air4thai.answers[CURRENT] = answer

    import_due()

    shown = office.get(reverse(address)).content.decode()
    assert "ข้อมูลฝุ่นเข้ามาไม่ครบ" in shown
    assert said in shown
    assert [model.objects.count() for model in (Reading, DailyMean, Latest)] == [0, 0, 0]


@pytest.mark.parametrize("address", ["admin:index", "admin:pm25_importrun_changelist"])
def test_secretariat_sees_no_warning_where_all_is_well(office, air4thai, address):  # noqa: F811
    import_due()

    assert "ข้อมูลฝุ่นเข้ามาไม่ครบ" not in office.get(reverse(address)).content.decode()


def test_secretariat_sees_a_source_that_no_sweep_ever_asked(office, source, settings):
    settings.AIR4THAI_URL = "http://127.0.0.1:9"

    shown = office.get(reverse("admin:index")).content.decode()

    assert "ตรวจว่างานเบื้องหลังทำงานอยู่" in shown
