"""What is due is imported once, what was missed is caught up, what fails writes nothing and is told."""

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.notices.models import Notice
from pm25.importers import ADAPTERS, rollups
from pm25.importers.store import store
from pm25.models import DailyMean, ImportRun, Reading, Source, Station
from pm25.services import import_due, ledger
from pm25.services.schedule import due_window
from tests.pm25.factories import ProvinceFactory, SourceFactory
from tests.pm25.payloads import current, history, station
from tests.pm25.sources import serving

CURRENT, HISTORY = "/services/getNewAQI_JSON.php", "/forweb/getHistoryData.php"
MORNING = datetime(2026, 11, 20, 2, 20, tzinfo=UTC)  # 09:20 in Thailand
WINDOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock():
    """A clock that stands still until it is shifted."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def air4thai(source, settings, clock):
    """A source at loopback; `answers` may be changed between runs."""
    ProvinceFactory(lampang=True)
    answers = {
        CURRENT: current(station(PM25="30.4")),
        HISTORY: history(("2026-11-20 08:00:00", {"PM25": 12.5}), ("2026-11-20 09:00:00", {"PM25": 14})),
    }
    with serving(answers) as server:
        settings.IMPORT_TRUSTED_HOSTS = ["127.0.0.1"]
        settings.AIR4THAI_URL = server.url
        server.answers = answers
        yield server


def statuses():
    return [
        (run.adapter, run.window_start, run.status) for run in ImportRun.objects.order_by("window_start", "adapter")
    ]


@pytest.mark.parametrize(
    ("now", "seconds", "window"),
    [
        ("2026-11-20T02:14:59Z", 3600, "2026-11-20T01:00Z"),
        ("2026-11-20T02:15:00Z", 3600, "2026-11-20T02:00Z"),
        ("2026-11-20T03:14:00Z", 3600, "2026-11-20T02:00Z"),
        ("2026-11-20T02:00:05Z", 4, "2026-11-20T02:00:04Z"),
    ],
)
def test_window_is_due_a_quarter_after_it_began(settings, now, seconds, window):
    settings.SCHEDULE_SECONDS = seconds

    assert due_window(datetime.fromisoformat(now)) == datetime.fromisoformat(window)


def test_both_feeds_are_imported_and_put_in_the_ledger(air4thai):
    runs = import_due()

    assert statuses() == [("air4thai_current", WINDOW, "done"), ("air4thai_history", WINDOW, "done")]
    assert sorted(Reading.objects.values_list("series__averaging", "value")) == [
        ("PT1H", Decimal("12.5")),
        ("PT1H", Decimal(14)),
        ("PT24H", Decimal("30.4")),
    ]
    feed = runs[0]
    assert (feed.new, feed.size, len(feed.sha256), feed.attempts) == (1, len(air4thai.answers[CURRENT]), 64, 1)
    assert feed.origin == f"{air4thai.url}{CURRENT}"


def test_one_audit_entry_tells_of_each_run(air4thai):
    import_due()

    entries = list(Entry.objects.filter(object_type="pm25.importrun").order_by("seq"))
    assert [entry.action for entry in entries] == ["import", "import"]
    assert entries[0].after["new"] == 1


def test_nothing_is_asked_twice_in_an_hour(air4thai):
    import_due()
    asked = list(air4thai.asked)

    assert import_due() == []
    assert air4thai.asked == asked


def test_history_asks_for_all_stations_and_the_last_three_days(air4thai):
    import_due()

    assert air4thai.asked[1].startswith(f"{HISTORY}?stationID=37t&param=PM25,")
    assert "sdate=2026-11-17&edate=2026-11-20" in air4thai.asked[1]


def test_a_missed_hour_is_caught_up(air4thai, clock):
    import_due()
    clock.shift(4 * HOUR)
    air4thai.answers[HISTORY] = history(*((f"2026-11-20 {hour:02}:00:00", {"PM25": hour + 4}) for hour in range(8, 14)))

    import_due()

    hours = list(Reading.objects.filter(series__averaging="PT1H").values_list("period_end", flat=True))
    assert hours == [datetime(2026, 11, 20, hour, tzinfo=UTC) for hour in range(1, 7)]
    last = ImportRun.objects.get(adapter="air4thai_history", window_start=WINDOW + 4 * HOUR)
    covered = ImportRun.objects.filter(message_th=f"ได้ข้อมูลจากรอบที่ {last.pk}").order_by("window_start")
    assert [(run.window_start, run.status, run.attempts) for run in covered] == [
        (WINDOW + n * HOUR, "done", 0) for n in (1, 2, 3)
    ]


def test_hours_that_were_looked_for_in_vain_come_late(air4thai, clock):
    import_due()
    clock.shift(8 * HOUR)
    air4thai.answers[HISTORY] = history(
        ("2026-11-20 07:00:00", {"PM25": 10}),
        ("2026-11-20 08:00:00", {"PM25": 12.5}),
        ("2026-11-20 17:00:00", {"PM25": 20}),
    )

    import_due()

    run = ImportRun.objects.filter(adapter="air4thai_history").latest("window_start")
    assert (run.new, run.unchanged, run.late) == (2, 1, 1)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"<html>maintenance</html>", "html"),
        (b"", "empty"),
        (b'{"stations": []}', "no_stations"),
        (b'{"stations": [{"stationID": "37t", "AQILast": {"da', "not_json"),
        (current(station(container="Neuste", PM25="1")), "schema"),
        ((503, {}, b"busy"), "http_status"),
    ],
)
def test_failed_run_writes_nothing_and_says_what_to_do(air4thai, answer, code):
    air4thai.answers[CURRENT] = answer

    import_due()

    run = ImportRun.objects.get(adapter="air4thai_current")
    assert (run.status, run.error_code, run.new) == ("failed", code, 0)
    assert all((run.message_th, run.message_en, run.error_id, run.finished_at))
    assert not Reading.objects.exists()


def test_failed_hour_is_tried_again_after_ten_minutes(air4thai, clock):
    good, air4thai.answers[CURRENT] = air4thai.answers[CURRENT], b""
    import_due()
    air4thai.answers[CURRENT] = good

    clock.shift(timedelta(minutes=9))
    import_due()
    soon = ImportRun.objects.get(adapter="air4thai_current")
    clock.shift(timedelta(minutes=1))
    import_due()

    run = ImportRun.objects.get(adapter="air4thai_current")
    assert (soon.status, soon.attempts) == ("failed", 1)
    assert (run.status, run.attempts, run.error_code, run.message_th) == ("done", 2, "", "")


def test_failed_history_hours_are_marked_done_by_the_run_that_brings_them(air4thai, clock):
    import_due()
    good, air4thai.answers[HISTORY] = air4thai.answers[HISTORY], b"<html>"
    clock.shift(HOUR)
    import_due()
    air4thai.answers[HISTORY] = good
    clock.shift(HOUR)

    import_due()

    history_runs = [row for row in statuses() if row[0] == "air4thai_history"]
    assert [status for _, _, status in history_runs] == ["done"] * 3
    assert ImportRun.objects.get(adapter="air4thai_history", window_start=WINDOW + HOUR).attempts == 1


def test_third_failure_in_a_row_is_told_to_the_secretariat_once(air4thai, clock, settings):
    settings.SECRETARIAT_EMAIL = "opdc@agency.example"
    air4thai.answers[CURRENT] = b""
    letters = []
    for _ in range(5):
        import_due()
        letters.append(Notice.objects.count())
        clock.shift(timedelta(minutes=10))

    assert letters == [0, 0, 1, 1, 1]
    notice = Notice.objects.get()
    assert (notice.to, notice.kind) == ("opdc@agency.example", "pm25.import_failing")
    assert "กรมควบคุมมลพิษ" in notice.subject


def test_killed_import_is_taken_over_after_its_lease(air4thai, clock, source):
    ledger.claim(source, "air4thai_current", WINDOW)

    import_due()
    waiting = ImportRun.objects.get(adapter="air4thai_current").status
    clock.shift(timedelta(minutes=11))
    import_due()

    run = ImportRun.objects.get(adapter="air4thai_current")
    assert (waiting, run.status, run.attempts) == ("running", "done", 2)


def test_killed_import_of_an_earlier_hour_is_marked_as_failed(air4thai, clock, source):
    ledger.claim(source, "air4thai_current", WINDOW)
    file = ledger.open_run(source, "air4thai_current", origin="years.csv")
    clock.shift(HOUR)

    import_due()
    by_hand = ImportRun.objects.get(pk=file.pk).status
    clock.shift(24 * HOUR)
    import_due()

    killed = ImportRun.objects.get(adapter="air4thai_current", window_start=WINDOW)
    assert (killed.status, killed.error_code, killed.new) == ("failed", "killed", 0)
    assert (by_hand, ImportRun.objects.get(pk=file.pk).error_code) == ("running", "killed")


def test_long_outage_is_caught_up_answer_by_answer(air4thai, clock):
    """Ten days: each run brings the last three days, and three more of the oldest that are missing."""
    air4thai.answers[HISTORY] = hours_asked_for
    import_due()
    clock.shift(10 * 24 * HOUR)
    left = []

    for _ in range(4):
        import_due()
        clock.shift(HOUR)
        left.append(10 * 24 + len(left) - ImportRun.objects.done().filter(adapter="air4thai_history").count() + 1)

    ends = sorted(Reading.objects.filter(series__averaging="PT1H").values_list("period_end", flat=True))
    assert left == [96, 24, 0, 0]
    assert [later - end for end, later in pairwise(ends)] == [HOUR] * (len(ends) - 1)
    assert not Reading.objects.filter(flags__gt=0, series__averaging="PT1H").exists()


def hours_asked_for(path):
    query = parse_qs(urlsplit(path).query)
    first, last = (datetime.fromisoformat(query[name][0]) for name in ("sdate", "edate"))
    hours = [first + n * HOUR for n in range(int((last - first) / HOUR) + 24)]
    now = timezone.localtime().replace(tzinfo=None)
    return history(
        *((f"{hour:%Y-%m-%d %H:%M:%S}", {"PM25": 10 + hour.day + hour.hour / 10}) for hour in hours if hour <= now)
    )


def test_feed_that_breaks_leaves_the_others_to_their_work(air4thai, monkeypatch, caplog):
    monkeypatch.setattr(ADAPTERS["air4thai_current"], "fetch", lambda client, **asked: 1 / 0)
    ImportRun.objects.all().delete()
    Station.objects.create(source=Source.objects.get(), source_station_id="37t", code="37t", name_th="ก", name_en="a")

    import_due()

    assert statuses() == [("air4thai_current", WINDOW, "failed"), ("air4thai_history", WINDOW, "done")]
    assert ImportRun.objects.get(adapter="air4thai_current").error_code == "internal"


def test_overtaken_import_writes_nothing(air4thai, clock, source, monkeypatch):
    """Its lease ran out while it fetched; what it brings belongs to nobody."""
    adapter = ADAPTERS["air4thai_current"]
    fetch = adapter.fetch

    def overtaken(client, **asked):
        clock.shift(timedelta(minutes=11))
        ledger.claim(source, adapter.NAME, WINDOW)
        return fetch(client, **asked)

    monkeypatch.setattr(adapter, "fetch", overtaken)

    import_due()

    run = ImportRun.objects.get(adapter=adapter.NAME)
    assert (run.status, run.attempts) == ("running", 2)
    assert not Reading.objects.filter(series__averaging="PT24H").exists()


def test_bug_in_the_importer_fails_the_run_and_leaves_nothing(air4thai, monkeypatch, caplog):
    monkeypatch.setattr(rollups, "recompute", lambda *_: 1 / 0)

    import_due()

    assert {(run.status, run.error_code) for run in ImportRun.objects.all()} == {("failed", "internal")}
    assert (Reading.objects.count(), DailyMean.objects.count()) == (0, 0)


def test_demonstration_reaches_for_no_network(source, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr("pm25.services.schedule.Client", lambda: pytest.fail("asked the network"))

    assert import_due() == []


def test_demonstration_asks_a_trusted_host(air4thai, settings):
    settings.DEMO = True

    assert len(import_due()) == 2


def test_source_without_a_schedule_is_left_alone(air4thai):
    Source.objects.update(schedule="")

    assert import_due() == []


def test_source_that_is_no_trusted_host_is_refused(source, settings):
    settings.AIR4THAI_URL = "http://127.0.0.1:9"

    import_due()

    assert ImportRun.objects.get().error_code == "not_https"


def test_adapters_stand_under_their_names():
    assert {name: adapter.NAME for name, adapter in ADAPTERS.items()} == {name: name for name in ADAPTERS}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_workers_on_one_window_have_one_winner():
    source, won, barrier = SourceFactory(), [], threading.Barrier(8)

    def work():
        barrier.wait()
        try:
            won.append(ledger.claim(source, "air4thai_current", WINDOW))
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len([run for run in won if run is not None]) == 1
    assert ImportRun.objects.get().attempts == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_imports_of_one_answer_at_once_store_it_once(settings):
    source, barrier, errors = SourceFactory(), threading.Barrier(8), []
    adapter = ADAPTERS["air4thai_current"]
    content = current(*(station(f"{number}t", PM25="20", PM10="30") for number in range(40)))

    def work():
        barrier.wait()
        try:
            run = ledger.open_run(source, adapter.NAME)
            store(adapter.parse(content, timezone.now()), run)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert errors == []
    assert Reading.objects.count() == 80
    assert connection.vendor == "postgresql"
