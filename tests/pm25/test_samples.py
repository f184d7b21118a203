"""Sample readings: plausible, always the same, in a source of their own, gone without a trace."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine

from pm25 import queries
from pm25.importers import sample
from pm25.models import (
    BurnRecord,
    CountryDay,
    DailyMean,
    Forecast,
    FuelRequest,
    Hotspot,
    ImportRun,
    Latest,
    ProvinceDay,
    ProvinceMonth,
    Reading,
    Series,
    Source,
    Station,
    StationMonth,
    StationPosition,
)
from pm25.services import (
    import_due,
    load_demo_burning,
    load_samples,
    remove_demo_burning,
    remove_samples,
    samples,
)
from tests.pm25.factories import DistrictFactory, ProvinceFactory, StationFactory

NOON = datetime(2026, 11, 20, 5, 10, tzinfo=UTC)
YEAR_AGO = NOON - timedelta(days=365)


@pytest.fixture
def few_days(monkeypatch):
    monkeypatch.setattr(samples, "DAYS", 4)


@pytest.fixture
def provinces(db):
    DistrictFactory(code="5202", name_th="แม่เมาะ")
    return [ProvinceFactory(lampang=True), ProvinceFactory(sing_buri=True)]


@pytest.fixture
def loaded(provinces, few_days):
    with time_machine.travel(NOON, tick=False) as clock:
        load_samples(StringIO())
        yield clock


def hourly(place, *, since=YEAR_AGO, until=NOON):
    """{end: µg/m³} of a place's hours."""
    block = next(sample.generate([place], since=since, until=until))
    columns = zip(block.series_no, block.period_end, block.thousandths, strict=True)
    return {datetime.fromtimestamp(end, UTC): value / 1000 for number, end, value in columns if number == 0}


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def test_stations_of_provinces_and_stand_ins_for_lampang(loaded):
    assert sorted(Station.objects.values_list("code", flat=True)) == [
        *("sample-17", "sample-37t", "sample-38t", "sample-39t", "sample-40t", "sample-52")
    ]
    assert all("ข้อมูลตัวอย่าง" in name for name in Station.objects.values_list("name_th", flat=True))
    assert Station.objects.get(code="sample-40t").district.name_th == "แม่เมาะ"


def test_air_is_fresh_and_marked_as_sample(loaded, provinces):
    now = queries.province_now(provinces)[provinces[0].pk]

    assert (now.state, now.is_sample, now.station_count, now.at) == ("fresh", True, 5, NOON.replace(minute=0))


def test_province_days_are_samples_alone(loaded):
    assert set(ProvinceDay.objects.values_list("is_sample", flat=True)) == {True}


def test_loading_again_writes_nothing(loaded):
    out = StringIO()

    load_samples(out)

    assert "samples=0" in out.getvalue()


def test_top_up_adds_the_hours_since(loaded, settings):
    settings.DEMO = True
    before = set(Reading.objects.values_list("series_id", "period_end"))
    loaded.shift(timedelta(hours=5))

    import_due()

    added = set(Reading.objects.values_list("series_id", "period_end")) - before
    assert {end for _, end in added} == {NOON.replace(minute=0) + timedelta(hours=n) for n in range(1, 6)}
    assert before <= set(Reading.objects.values_list("series_id", "period_end"))


def test_production_tops_nothing_up(loaded):
    loaded.shift(timedelta(hours=5))

    import_due()

    assert Latest.objects.latest("period_end").period_end == NOON.replace(minute=0)


def test_removing_leaves_no_trace_and_no_real_row_goes(loaded, put):
    StationFactory(source_station_id="37t")
    put(("37t", "pm25", "PT1H", NOON.replace(minute=0), "20"))

    remove_samples()

    assert list(Source.objects.values_list("slug", flat=True)) == ["air4thai"]
    assert [model.objects.count() for model in (Station, Series, Reading, DailyMean, Latest)] == [1, 1, 1, 1, 1]
    gone = (ProvinceDay, ProvinceMonth, CountryDay, StationPosition)
    assert [model.objects.count() for model in gone] == [0, 0, 0, 0]
    assert StationMonth.objects.count() == 1
    assert ImportRun.objects.get().source.slug == "air4thai"


def test_removing_what_is_not_there_does_nothing(db):
    remove_samples()

    assert not Source.objects.exists()


def test_same_hour_is_always_the_same():
    place = sample.place("52", "north")
    whole = hourly(place, since=NOON - timedelta(days=10))

    tail = hourly(place, since=NOON - timedelta(days=3))

    assert tail == {end: value for end, value in whole.items() if end > NOON - timedelta(days=3)}


def test_north_burns_in_march_and_is_washed_in_july():
    places = [sample.place(str(code), "north") for code in range(50, 56)]

    march = mean(value for place in places for end, value in hourly(place).items() if end.month == 3)
    july = mean(value for place in places for end, value in hourly(place).items() if end.month == 7)

    assert 50 < march < 110
    assert 4 < july < 18


def test_south_is_never_as_bad_as_the_north():
    north, south = sample.place("52", "north"), sample.place("90", "south")

    assert max(hourly(south).values()) < max(hourly(north).values())


def test_morning_is_worse_than_afternoon():
    hours = hourly(sample.place("52", "north"))

    morning = mean(value for end, value in hours.items() if end.hour == 0)  # 07:00 in Thailand
    afternoon = mean(value for end, value in hours.items() if end.hour == 8)
    assert morning > 1.15 * afternoon


def test_some_hours_are_missing_as_in_life():
    hours = hourly(sample.place("52", "north"))

    assert 0.95 < len(hours) / (365 * 24) < 0.995


def test_samples_bring_forecasts_and_hotspots_of_their_own(loaded):
    source = Source.objects.get(slug="sample")

    first = Forecast.objects.count()
    loaded.move_to(NOON + timedelta(days=1))
    samples.top_up_samples()

    assert first > 0
    assert Forecast.objects.count() == first + 2 * 3
    assert set(Forecast.objects.values_list("source", "run__source")) == {(source.pk, source.pk)}
    assert not Hotspot.objects.real().exists()
    remove_samples()
    assert (Forecast.objects.count(), Hotspot.objects.count(), Source.objects.filter(slug="sample").count()) == (
        0,
        0,
        0,
    )


def test_hotspots_of_samples_lie_in_the_season(loaded):
    months = Hotspot.objects.values_list("day__month", flat=True)

    assert Hotspot.objects.filter(is_sample=True).count() > 100
    assert sum(month in (1, 2, 3, 4, 5) for month in months) > len(months) / 2


def test_demonstration_of_burning_is_marked_and_written_once(loaded):
    first = load_demo_burning(StringIO())

    again = load_demo_burning(StringIO())

    assert (first > 50, again) == (True, 0)
    assert not BurnRecord.objects.real().exists()
    assert set(FuelRequest.objects.values_list("status", flat=True)) == set(FuelRequest.Status.values)
    assert remove_demo_burning() == first
    assert (BurnRecord.objects.count(), FuelRequest.objects.count()) == (0, 0)
