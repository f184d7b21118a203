"""What sources send that is wrong, late, double or odd, and what becomes of it. Each test is one such case."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from pm25 import queries
from pm25.flags import Flag
from pm25.importers import air4thai_current, air4thai_history
from pm25.importers.problems import ImportProblem
from pm25.importers.store import store
from pm25.models import DailyMean, ImportRun, Reading, Reject, Revision, Series, Station
from pm25.services import describe
from tests.pm25.factories import ImportRunFactory, ProvinceFactory, StationFactory, hours_ago, this_hour
from tests.pm25.payloads import as_bytes, current, history, station

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NINE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 09:00 in Thailand


@pytest.fixture
def take(source):
    """Parse and store an answer as one import; return its run with the counts set."""

    def _take(adapter, content, *, at=NOW, origin="", **options):
        parsed = adapter.parse(content, at, origin)
        run = ImportRunFactory(source=source, adapter=adapter.NAME)
        counts = store(parsed, run, **options)
        for name, count in vars(counts).items():
            setattr(run, name, count)
        run.status, run.finished_at = ImportRun.Status.DONE, at
        run.save()
        return run

    return _take


def only_reading(**where):
    return Reading.objects.get(**where)


@pytest.mark.parametrize("sent", ["-", "N/A", "", None])
def test_a_missing_mark_is_no_reading_and_never_zero(take, sent):
    run = take(air4thai_current, current(station(PM25={"value": sent}, PM10="20")))

    assert list(Series.objects.values_list("parameter", flat=True)) == ["pm10"]
    assert describe(run) == "new=1 unchanged=0 revised=0 rejected=0"


def test_an_absent_key_is_no_reading(take):
    run = take(air4thai_current, current(station(PM25={"color_id": "0", "aqi": "-1"}, PM10="20")))

    assert describe(run) == "new=1 unchanged=0 revised=0 rejected=0"


@pytest.mark.parametrize("sent", ["-1", "-999", "-9999", "9999", "999.9", "1999.9"])
def test_a_sentinel_is_kept_as_sent_and_never_used(take, sent):
    take(air4thai_current, current(station(PM25=sent)))

    reading = only_reading()
    assert (reading.value, reading.raw, reading.usable) == (Decimal(sent), sent, None)
    assert reading.flag_set == Flag.SENTINEL


def test_an_index_sentinel_is_no_reading(take):
    content = current(station(PM25={"color_id": "0", "aqi": "-999", "value": "12.5"}))

    take(air4thai_current, content)

    assert only_reading().usable == Decimal("12.5")


def test_a_small_negative_value_is_kept_unclipped(take):
    take(air4thai_history, history(("2026-11-20 09:00:00", {"PM25": -0.4})))

    reading = only_reading()
    assert (reading.usable, reading.flag_set) == (Decimal("-0.4"), Flag.NEGATIVE_NOISE)


def test_zero_is_kept_and_marked_when_it_stands_still(take):
    hours = [(f"2026-11-20 0{hour}:00:00", {"PM25": 0}) for hour in range(1, 7)]

    take(air4thai_history, history(*hours[:5]))
    short = set(Reading.objects.values_list("flags", flat=True))
    take(air4thai_history, history(*hours))

    assert short == {0}
    assert list(Reading.objects.usable().values_list("value", "flags")) == [(Decimal(0), Flag.STUCK)] * 6


@pytest.mark.parametrize(("sent", "value"), [("๑๒.๕", "12.5"), ("12.9 ", "12.9")])
def test_thai_digits_and_blanks_are_read(take, sent, value):
    take(air4thai_current, current(station(PM25=sent)))

    assert only_reading().value == Decimal(value)


@pytest.mark.parametrize(("sent", "reason"), [("1,234.5", "comma"), ("12,5", "comma"), ("<2", "qualifier")])
def test_forms_that_need_a_guess_are_refused_with_a_reason(take, sent, reason):
    run = take(air4thai_current, current(station(PM25=sent, PM10="20")))

    reject = Reject.objects.get(run=run)
    assert (reject.reason, sent in reject.raw, bool(reject.message_th)) == (reason, True, True)
    assert describe(run) == "new=1 unchanged=0 revised=0 rejected=1"


@pytest.mark.parametrize("sent", ["NaN", "Infinity", "-Infinity", "1e400", "1e99999999999999999999"])
def test_what_is_no_finite_number_is_refused_and_the_run_goes_on(take, sent):
    content = history(("2026-11-20 08:00:00", {"PM25": 7.5}), ("2026-11-20 09:00:00", {"PM25": 1.25}))

    run = take(air4thai_history, content.replace(b"1.25", sent.encode()))

    assert describe(run) == "new=1 unchanged=0 revised=0 rejected=1"
    assert only_reading().value == Decimal("7.5")


def test_an_impossible_value_is_kept_as_sent_and_never_used(take):
    take(air4thai_current, current(station(PM25="1500")))

    reading = only_reading()
    assert (reading.value, reading.raw, reading.usable, reading.flag_set) == (
        Decimal(1500),
        "1500",
        None,
        Flag.ABOVE_MAX,
    )


def test_a_24_hour_mean_never_meets_an_hourly_value(take):
    take(air4thai_current, current(station(PM25="30.4")))
    take(air4thai_history, history(("2026-11-20 09:00:00", {"PM25": 12.1})))

    values = {
        (reading.series.averaging, reading.period_end): reading.value
        for reading in Reading.objects.select_related("series")
    }
    assert values == {("PT24H", NINE): Decimal("30.4"), ("PT1H", NINE): Decimal("12.1")}


def test_webv2_is_moved_by_an_hour_and_never_overwrites_forweb(take):
    forweb = history(("2026-11-20 08:00:00", {"PM25": 9.3}), ("2026-11-20 09:00:00", {"PM25": 16.4}))
    webv2 = history(("2026-11-20 07:00:00", {"PM25": 9}), ("2026-11-20 08:00:00", {"PM25": 16, "PM10": "-"}))

    take(air4thai_history, forweb)
    run = take(air4thai_history, webv2)

    assert describe(run) == "new=0 unchanged=2 revised=0 rejected=0"
    assert list(Reading.objects.values_list("value", flat=True)) == [Decimal("9.3"), Decimal("16.4")]


def test_forweb_replaces_what_webv2_brought_first(take):
    take(air4thai_history, history(("2026-11-20 08:00:00", {"PM25": 16, "PM10": "-"})))

    run = take(air4thai_history, history(("2026-11-20 09:00:00", {"PM25": 16.4})))

    reading = only_reading()
    assert (reading.period_end, reading.value, reading.flags) == (NINE, Decimal("16.4"), 0)
    assert describe(run) == "new=0 unchanged=0 revised=1 rejected=0"


def test_the_hour_24_ends_its_own_day(take):
    take(air4thai_history, history(("2026-11-18 24:00:00", {"PM25": 20})))

    assert only_reading().period_end == datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
    assert list(DailyMean.objects.values_list("day", "hours")) == [(datetime(2026, 11, 18).date(), 1)]  # noqa: DTZ001


def test_a_time_in_the_future_is_refused(take):
    run = take(air4thai_history, history(("2026-11-20 11:00:00", {"PM25": 20}), ("2026-11-20 10:00:00", {"PM25": 21})))

    assert list(Reject.objects.values_list("reason", flat=True)) == ["future"]
    assert describe(run) == "new=1 unchanged=0 revised=0 rejected=1"


def test_a_buddhist_year_is_a_time_in_the_future(take):
    run = take(air4thai_current, current(station(date="2569-11-20", PM25="20"), station("40t", PM25="21")))

    assert list(Reject.objects.values_list("reason", flat=True)) == ["future"]
    assert describe(run) == "new=1 unchanged=0 revised=0 rejected=1"


def test_a_stale_station_keeps_its_own_time_and_is_not_now(take):
    ProvinceFactory(lampang=True)
    stale = timezone.localtime(this_hour()) - timedelta(days=18)
    content = current(station(date=f"{stale:%Y-%m-%d}", time=f"{stale:%H:%M}", PM25="80"))

    take(air4thai_current, content, at=timezone.now())
    run = take(air4thai_current, content, at=timezone.now())

    now = queries.station_now(Station.objects.all())[Station.objects.get().pk]
    assert (now.state, now.at, now.band) == ("late", stale, None)
    assert describe(run) == "new=0 unchanged=1 revised=0 rejected=0"


def test_the_same_answer_twice_changes_nothing(take):
    content = current(station(PM25="30.4", PM10="44", NO2="6", SO2="-1"), station("40t", PM25="๑๒.๕"))

    first, second = take(air4thai_current, content), take(air4thai_current, content)

    assert describe(first) == "new=5 unchanged=0 revised=0 rejected=0"
    assert describe(second) == "new=0 unchanged=5 revised=0 rejected=0"
    assert not Reading.objects.filter(run=second).exists()


def test_a_changed_value_is_a_revision_and_its_day_is_computed_anew(take):
    hours = [(f"2026-11-19 {hour:02}:00:00", {"PM25": 20}) for hour in range(1, 25)]
    first = take(air4thai_history, history(*hours))

    second = take(air4thai_history, history(("2026-11-19 10:00:00", {"PM25": 44})))

    revision = Revision.objects.get()
    assert (revision.old_value, revision.new_value) == (Decimal(20), Decimal(44))
    assert (revision.old_run, revision.run) == (first, second)
    assert only_reading(run=second).value == Decimal(44)
    assert DailyMean.objects.get().mean == Decimal(21)
    assert describe(second) == "new=0 unchanged=0 revised=1 rejected=0"


def test_two_values_for_one_hour_in_one_file_keep_the_first(take):
    content = history(("2026-11-20 09:00:00", {"PM25": 20}), ("2026-11-20 09:00:00", {"PM25": 21}))

    run = take(air4thai_history, content)

    assert only_reading().value == Decimal(20)
    assert list(Reject.objects.values_list("reason", "line")) == [("conflict", 2)]
    assert describe(run) == "new=1 unchanged=0 revised=0 rejected=1"


def test_a_value_that_disappears_later_is_kept(take):
    take(air4thai_history, history(("2026-11-20 08:00:00", {"PM25": 7}), ("2026-11-20 09:00:00", {"PM25": 20})))

    run = take(
        air4thai_history, history(("2026-11-20 08:00:00", {"PM25": -999}), ("2026-11-20 09:00:00", {"PM25": None}))
    )

    assert list(Reading.objects.usable().values_list("value", flat=True)) == [Decimal(7), Decimal(20)]
    assert describe(run) == "new=0 unchanged=1 revised=0 rejected=0"


def test_an_hour_that_comes_eight_hours_late_is_taken_and_marked(take):
    hours = [(f"2026-11-19 {hour:02}:00:00", {"PM25": 20 + hour}) for hour in range(1, 25) if hour != 18]
    take(air4thai_history, history(*hours))
    before = DailyMean.objects.get().hours

    run = take(
        air4thai_history,
        history(("2026-11-19 18:00:00", {"PM25": 60}), ("2026-11-20 09:00:00", {"PM25": 30})),
        late_before=NOW - timedelta(hours=3),
    )

    late = only_reading(value=Decimal(60))
    assert (late.flag_set, only_reading(value=Decimal(30), run=run).flags) == (Flag.LATE, 0)
    assert (before, DailyMean.objects.get(day="2026-11-19").hours, run.late) == (23, 24, 1)


@pytest.mark.parametrize("code", ["37T", " 37t ", "37t"])
def test_spellings_of_an_id_are_one_station(take, code):
    known = StationFactory(source_station_id="37t")

    take(air4thai_current, current(station(code, PM25="20")))

    assert list(Station.objects.all()) == [known]


def test_an_unknown_station_waits_for_the_secretariat(take):
    run = take(air4thai_history, history(("2026-11-20 09:00:00", {"PM25": 20}), code="new9"))

    made = Station.objects.get()
    assert (made.code, made.status, run.pending_stations) == ("new9", Station.Status.PENDING, 1)


@pytest.mark.parametrize(
    ("lat", "lon", "reason"),
    [
        ("99.50", "18.28", "swapped"),
        ("0", "0", "zero"),
        ("", "99.50", "no_position"),
        ("48.85", "2.35", "outside_thailand"),
        ("14.89", "100.40", "far_from_province"),
    ],
)
def test_a_position_that_cannot_be_right_is_kept_and_marked(take, lat, lon, reason):
    ProvinceFactory(lampang=True)

    take(air4thai_current, current(station(PM25="20", lat=lat, long=lon)))

    position = Station.objects.get().positions.get()
    assert (position.suspect, position.reason, position.as_sent) == (True, reason, f"{lat}, {lon}")
    assert (Station.objects.get().lat, Station.objects.get().status) == (None, Station.Status.PENDING)
    assert (only_reading().usable, only_reading().flag_set) == (Decimal(20), Flag.POSITION_SUSPECT)


def test_a_leading_space_in_a_position_does_no_harm(take):
    ProvinceFactory(lampang=True)

    take(air4thai_current, current(station(PM25="20", lat=" 18.28", long=" 99.50 ")))

    made = Station.objects.get()
    assert (made.lat, made.lon, made.status, made.positions.get().suspect) == (
        18.28,
        99.5,
        Station.Status.PUBLIC,
        False,
    )


def test_minutes_typed_as_decimals_are_far_from_the_stated_district(take):
    """The known case: 18°47′32.7″ was published as 18.47327; it is within the province, 55 km from its city."""
    chiang_mai = ProvinceFactory(chiang_mai=True)
    chiang_mai.districts.create(
        code="5001",
        slug="mueang",
        name_th="เมืองเชียงใหม่",
        name_en="Mueang Chiang Mai",
        source="ทดสอบ",
        as_of="2026-11-20",
    )
    at = {"areaTH": "ต.ศรีภูมิ อ.เมือง, เชียงใหม่", "PM25": "20"}

    take(air4thai_current, current(station("36t", lat="18.47327", long="98.59162", date="2026-11-18", **at)))
    suspect, first = Station.objects.get(), Station.objects.get().positions.get()
    take(air4thai_current, current(station("36t", lat="18.7911", long="98.9881", **at)))

    assert (suspect.status, suspect.lat, first.reason) == (
        Station.Status.PUBLIC,
        None,
        "far_from_district",
    )
    mended = Station.objects.get()
    assert list(mended.positions.values_list("lat", "suspect")) == [(18.7911, False), (18.47327, True)]
    assert (mended.lat, mended.lon) == (18.7911, 98.9881)


@pytest.mark.parametrize(("lat", "versions"), [("18.2810", 1), ("18.2830", 2)])
def test_a_move_of_more_than_200_metres_is_a_new_version(take, lat, versions):
    ProvinceFactory(lampang=True)
    take(air4thai_current, current(station(PM25="20", date="2026-11-18")))

    take(air4thai_current, current(station(PM25="20", lat=lat)))

    positions = Station.objects.get().positions
    assert positions.count() == versions
    assert positions.last().valid_from == NINE - timedelta(days=2)


def test_two_positions_for_one_time_are_two_versions_and_the_last_holds(take):
    ProvinceFactory(lampang=True)
    for lat in ("18.28", "18.30", "18.30", "18.32"):
        take(air4thai_current, current(station(PM25="20", lat=lat)))

    assert list(Station.objects.get().positions.values_list("lat", flat=True)) == [18.32, 18.30, 18.28]
    assert Station.objects.get().lat == 18.32


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "html"),
        (b'{"stations": []}', "no_stations"),
        (b'{"stations": [{"stationID": "37t", "AQILast": {"date": "2026', "not_json"),
        (b"[1, 2]", "schema"),
        (b'{"stations": {"37t": {}}}', "schema"),
        (b"[" * 100_000, "not_json"),
        (b'{"stations": [{"stationID": "37t", "stationID": "40t", "AQILast": {}, "data": []}]}', "name_twice"),
        ("ลำปาง".encode("tis-620"), "not_utf8"),
    ],
)
@pytest.mark.parametrize("adapter", [air4thai_current, air4thai_history], ids=lambda adapter: adapter.NAME)
def test_an_answer_that_is_no_data_fails_the_run(db, adapter, content, code):
    with pytest.raises(ImportProblem) as problem:
        adapter.parse(content, NOW)

    assert problem.value.code == code
    assert problem.value.message_th


def test_the_bare_object_of_one_station_is_taken(take):
    run = take(air4thai_current, as_bytes(station(PM25="20")))

    assert describe(run) == "new=1 unchanged=0 revised=0 rejected=0"


@pytest.mark.parametrize("container", ["LastUpdate", "AQILast"])
def test_both_shapes_of_the_feed_are_read(take, container):
    run = take(air4thai_current, current(station(container=container, PM25="20")))

    assert describe(run) == "new=1 unchanged=0 revised=0 rejected=0"


def test_a_shape_that_nobody_knows_fails_instead_of_bringing_nothing(db):
    with pytest.raises(ImportProblem) as problem:
        air4thai_current.parse(current(station(container="Latest", PM25="20")), NOW)

    assert problem.value.code == "schema"


def test_one_station_of_unknown_shape_is_refused_and_the_others_taken(take):
    run = take(air4thai_current, current(station(container="Latest", PM25="20"), station("40t", PM25="21")))

    assert describe(run) == "new=1 unchanged=0 revised=0 rejected=1"


def test_latest_reading_wins_on_pages_while_error_flags_do_not(take, db):
    ProvinceFactory(lampang=True)
    older, newer = (timezone.localtime(hours_ago(hours)) for hours in (2, 1))
    for moment, sent in ((older, "20.4"), (newer, "1500")):
        take(
            air4thai_current,
            current(station(date=f"{moment:%Y-%m-%d}", time=f"{moment:%H:%M}", PM25=sent)),
            at=timezone.now(),
        )

    now = queries.station_now(Station.objects.all())[Station.objects.get().pk]
    assert (now.value, now.at, now.state) == (Decimal("20.4"), older, "fresh")
