"""Flags that are seen beside other hours: set, lifted, and the same after one import as after many."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm25.flags import ERROR_MASK, WATCHED_MASK, Flag
from pm25.importers.parsed import Block, Parsed, SeriesKey, StationRow
from pm25.importers.store import Counts, store
from pm25.models import Reading, Revision, Source
from pm25.services import rebuild_flags
from tests.pm25.factories import ImportRunFactory, SourceFactory, StationFactory

NOON = datetime(2026, 3, 10, 5, tzinfo=UTC)  # 12:00 in Thailand
SPIKE, FINE, DAMP, STUCK = Flag.SPIKE, Flag.PM25_GT_PM10, Flag.HIGH_RH, Flag.STUCK


def hour(number, sent, parameter="pm25", station="37t", averaging="PT1H"):
    return station, parameter, averaging, NOON + timedelta(hours=number), sent


def hours(text, parameter="pm25", **more):
    """Rows of hours 0, 1, 2 … from words; - is a missing hour."""
    return [hour(number, sent, parameter, **more) for number, sent in enumerate(text.split()) if sent != "-"]


def flags(parameter="pm25"):
    rows = Reading.objects.filter(series__parameter=parameter).order_by("period_end")
    return [Flag(value) for value in rows.values_list("flags", flat=True)]


@pytest.fixture
def lowcost(db):
    """The source of a low-cost sensor."""
    return SourceFactory(slug="dustboy", kind=Source.Kind.LOWCOST)


@pytest.mark.parametrize(
    ("values", "spikes"),
    [
        ("20 121 20", [0, SPIKE, 0]),
        ("20 120 20", [0, 0, 0]),
        ("300 199 300", [0, SPIKE, 0]),
        ("20 150 300", [0, 0, 0]),
        ("20 150 150 20", [0, 0, 0, 0]),
        ("20 150", [0, 0]),
        ("150 20", [0, 0]),
        ("20 - 150 20", [0, 0, 0]),
        ("20 150 - 20", [0, 0, 0]),
        ("20 150 1600", [0, 0, Flag.ABOVE_MAX]),
        ("20 150 -1", [0, 0, Flag.SENTINEL]),
        ("20 130.1 20 130.1 20", [0, SPIKE, SPIKE, SPIKE, 0]),
    ],
)
@pytest.mark.parametrize("parameter", ["pm25", "pm10"])
def test_lonely_jump_of_more_than_100_is_a_spike(put, values, spikes, parameter):
    put(*hours(values, parameter))

    assert flags(parameter) == spikes


def test_spike_is_seen_when_the_hour_after_comes_and_lifted_when_that_is_corrected(put):
    put(*hours("20 150"))
    before = flags()
    put(hour(2, "21"))
    seen = flags()

    put(hour(2, "140"))

    assert (before, seen, flags()) == ([0, 0], [0, SPIKE, 0], [0, 0, 0])


def test_spike_is_lifted_from_a_value_that_turns_out_an_error(put):
    put(*hours("20 150 21"))

    counts = put(hour(1, "1500"))

    assert (counts, flags()) == (Counts(revised=1), [0, Flag.ABOVE_MAX, 0])


def test_flags_of_six_equal_hours_go_with_an_error_in_their_middle(put):
    put(*hours("5 5 5 5 5 5 5"))

    put(hour(3, "1500"))

    assert flags() == [0, 0, 0, Flag.ABOVE_MAX, 0, 0, 0]


def test_gases_may_jump(put):
    put(*hours("20 500 20", "so2"))

    assert flags("so2") == [0, 0, 0]


def test_running_means_are_not_watched(put):
    put(*hours("20 150 20 5 5 5 5 5 5", averaging="PT24H"))

    assert set(flags()) == {0}


@pytest.mark.parametrize(
    ("fine", "coarse", "marked"),
    [
        ("151", "1", FINE),
        ("60.1", "50", FINE),
        ("60", "50", 0),
        ("20", "18", 0),
        ("6", "0", FINE),
        ("5", "0", 0),
        ("60", "-1", 0),
        ("1500", "20", Flag.ABOVE_MAX),
        ("60", "2000", 0),
        ("60", "2000000", 0),
    ],
)
def test_more_fine_than_coarse_dust_is_marked_beyond_what_instruments_differ(put, fine, coarse, marked):
    put(hour(0, fine), hour(0, coarse, "pm10"))

    assert flags() == [marked]
    assert FINE not in flags("pm10")[0]


def test_coarse_dust_that_comes_later_or_is_corrected_marks_the_fine(put):
    put(hour(0, "60"))
    put(hour(0, "20", "pm10"), hour(1, "60", "pm10"))
    marked = flags()

    counts = put(hour(0, "70", "pm10"))

    assert (marked, counts, flags()) == ([FINE], Counts(revised=1), [0])


def test_coarse_dust_of_another_station_or_hour_says_nothing(put):
    put(hour(0, "60"), hour(1, "20", "pm10"), hour(0, "20", "pm10", station="40t"))

    assert flags() == [0]


@pytest.mark.parametrize(("damp", "marked"), [("85", 0), ("85.1", DAMP), ("104", DAMP), ("110", 0)])
def test_damp_air_is_noted_beside_the_dust_of_a_low_cost_sensor(put, lowcost, damp, marked):
    put(hour(0, "20"), hour(0, "30", "pm10"), hour(0, damp, "rh"), source=lowcost)

    assert (flags(), flags("pm10"), DAMP in flags("rh")[0]) == ([marked], [marked], False)


def test_humidity_that_comes_later_is_noted(put, lowcost):
    put(hour(0, "20"), source=lowcost)

    put(hour(0, "95", "rh"), source=lowcost)

    assert flags() == [DAMP]


def test_damp_air_does_not_trouble_a_reference_instrument(put):
    put(hour(0, "20"), hour(0, "95", "rh"))

    assert flags() == [0]


def test_flags_stand_together_and_the_second_import_writes_nothing(put, lowcost):
    rows = [*hours("20 150 20"), *hours("20 20 20", "pm10"), *hours("95 95 95", "rh")]
    put(*rows, source=lowcost)
    before = list(Reading.objects.values_list("pk", "run_id", "flags"))

    counts = put(*rows, source=lowcost)

    assert flags() == [DAMP, SPIKE | FINE | DAMP, DAMP]
    assert counts == Counts(unchanged=9)
    assert list(Reading.objects.values_list("pk", "run_id", "flags")) == before


def test_a_watched_flag_never_keeps_a_value_out(put):
    put(*hours("20 150 20"), *hours("10 10 10", "pm10"))

    assert Reading.objects.usable().count() == 6
    assert int(STUCK | SPIKE | FINE | DAMP) & ERROR_MASK == 0


FILES = st.lists(
    st.dictionaries(
        st.tuples(st.sampled_from(["pm25", "pm10", "rh"]), st.integers(0, 24)),
        st.sampled_from([5_000, 20_000, 90_000, 140_000, 2_000_000]),
        min_size=1,
        max_size=25,
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=FILES)
def test_any_way_of_arriving_ends_in_the_same_flags(files, transactional_rollback):
    """One file with the final values, many files in a row, and a full rebuild agree."""
    with transactional_rollback():
        source, final = SourceFactory(slug="dustboy", kind=Source.Kind.LOWCOST), {}
        for name in ("a", "b"):
            StationFactory(source=source, source_station_id=name)
        for values in files:
            final |= values
            store(parsed("a", values), ImportRunFactory(source=source))
        store(parsed("b", final), ImportRunFactory(source=source))

        assert stored("a") == stored("b")
        before = stored("a")
        Reading.objects.filter(series__station__source_station_id="a").update(flags=0)
        dust = Reading.objects.filter(series__station__source_station_id="b").exclude(series__parameter="rh")
        dust.update(flags=WATCHED_MASK | int(Flag.HELD_OUT))
        rebuild_flags(StringIO())
        assert (stored("a"), stored("b")) == (before, before)
        assert not Revision.objects.exists() or len(files) > 1


def parsed(station, values):
    """Values of several series of one station; a value beyond all limits is marked as such by whoever reads it."""
    series = [SeriesKey(station, name, "PT1H", "") for name in ("pm25", "pm10", "rh")]
    numbers = {key.parameter: number for number, key in enumerate(series)}
    count = len(values)
    block = Block(
        series=series,
        series_no=[numbers[name] for name, _ in values],
        period_end=[int((NOON + timedelta(hours=number)).timestamp()) for _, number in values],
        thousandths=list(values.values()),
        flags=[0] * count,
        raw=[None] * count,
        line=list(range(1, count + 1)),
    )
    return Parsed([StationRow(station, NOON, described=False)], [block], [])


def stored(station):
    rows = Reading.objects.filter(series__station__source_station_id=station)
    return list(
        rows.order_by("series__parameter", "period_end").values_list("series__parameter", "period_end", "flags")
    )
