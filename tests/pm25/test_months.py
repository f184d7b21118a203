"""Months and days of the country against plain Python over the daily means that they are made of."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from statistics import median

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pm25.fields import half_up
from pm25.models import CountryDay, DailyMean, ProvinceDay, ProvinceMonth, Standard, Station, StationMonth
from pm25.queries import Scales
from pm25.services import (
    load_pm25_reference,
    move_station,
    rebuild_rollups,
    recompute_days_above,
    recompute_station_provinces,
)
from tests.accounts.factories import SuperuserFactory
from tests.pm25.factories import ProvinceFactory, SourceFactory, StationFactory
from tests.pm25.measured import load_reference
from tests.pm25.test_rollups import MIDNIGHT, day_of, import_hours

NEW_LIMIT = datetime(2023, 5, 31, 17, tzinfo=UTC)  # 1 June 2023, 00:00 in Thailand: 50 becomes 37.5


@pytest.fixture(autouse=True)
def _limits(db):
    load_reference()


def months():
    """{(series, month): facts} of StationMonth, and the same of ProvinceMonth with its own key."""
    stations = {
        (row.series_id, row.month): (row.total, row.days, row.over, row.highest, row.highest_day, row.hours)
        for row in StationMonth.objects.all()
    }
    provinces = {
        (row.province_id, row.parameter, row.is_sample, row.month): (
            *(row.total, row.days, row.over, row.highest, row.highest_day),
        )
        for row in ProvinceMonth.objects.all()
    }
    return stations, provinces


def country():
    return {
        (row.parameter, row.is_sample, row.day): (
            *(row.median, row.highest, row.highest_province_id, row.provinces, row.over),
        )
        for row in CountryDay.objects.all()
    }


def expected():
    """The same as `months` and `country`, from DailyMean and ProvinceDay in plain Python."""
    scales = {"pm25": Scales(), "pm10": Scales("pm10")}
    stations, hours, provinces, days = defaultdict(dict), defaultdict(int), defaultdict(dict), defaultdict(dict)
    exact = defaultdict(Decimal)
    for row in DailyMean.objects.filter(series__parameter__in=scales).select_related("series"):
        key = row.series_id, row.day.replace(day=1)
        hours[key] += row.hours
        stations[key, row.series.parameter] |= {row.day: row.shown} if row.is_valid else {}
        exact[key] += row.mean or 0
    for row in ProvinceDay.objects.all():
        provinces[row.province_id, row.parameter, row.is_sample, row.day.replace(day=1)][row.day] = row.mean
        days[row.parameter, row.is_sample, row.day][row.province_id] = row.mean
    return (
        {
            key: (exact[key], *facts(values, scales[parameter])[1:], hours[key])
            for (key, parameter), values in stations.items()
        },
        {key: facts(values, scales[key[1]]) for key, values in provinces.items()},
        {key: shares(key, means, scales[key[0]]) for key, means in days.items()},
    )


def facts(values, scales):
    if not values:
        return Decimal(0), 0, 0, None, None
    highest = max(values.values())
    first = min(day for day, value in values.items() if value == highest)
    return sum(values.values()), len(values), sum(above(day, v, scales) for day, v in values.items()), highest, first


def shares(key, means, scales):
    highest = max(means.values())
    first = min(pk for pk, mean in means.items() if mean == highest)
    over = sum(above(key[2], mean, scales) for mean in means.values())
    return half_up(median(means.values())), highest, first, len(means), over


def above(day, value, scales):
    limit = scales.limit(day)
    return limit is not None and value > limit


def check():
    assert (*months(), country()) == expected()


VALUES = st.sampled_from([-3_000, 0, 12_345, 37_500, 37_549, 37_550, 49_999, 50_049, 50_050, 180_000])
FILES = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.integers(-40, 40),  # days from 1 June 2023
        st.integers(12, 24),  # hours of the day that are there
        VALUES,
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.django_db
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=FILES)
def test_months_are_what_their_days_say_and_what_a_rebuild_gives(days, transactional_rollback):
    first = round((NEW_LIMIT - MIDNIGHT).total_seconds() / 3600)
    with transactional_rollback():
        source = SourceFactory()
        places = {"a": ProvinceFactory(code="52"), "b": ProvinceFactory(code="17"), "c": ProvinceFactory(code="52")}
        for code, province in places.items():
            StationFactory(source=source, source_station_id=code, province=province)
        for code, day, hours, value in days:
            import_hours(source, code, {first + 24 * day + n: value for n in range(1, hours + 1)})
        check()
        kept = (*months(), country())
        rebuild_rollups(StringIO())
        assert (*months(), country()) == kept
        recompute_days_above()
        assert (*months(), country()) == kept


def test_day_is_counted_by_the_limit_of_its_own_day(put):
    StationFactory(source_station_id="37t")

    put(*day_of([40] * 24, start=NEW_LIMIT - timedelta(days=1)), *day_of([40] * 24, start=NEW_LIMIT))

    assert list(StationMonth.objects.values_list("month", "days", "over")) == [
        (date(2023, 5, 1), 1, 0),
        (date(2023, 6, 1), 1, 1),
    ]


def test_month_without_a_complete_day_has_hours_but_no_mean(put):
    StationFactory(source_station_id="37t")

    put(*day_of([40] * 10))

    row = StationMonth.objects.get()
    assert (row.hours, row.days, row.total, row.highest, row.highest_day) == (10, 0, Decimal(0), None, None)
    assert not ProvinceMonth.objects.exists()


def test_correction_reaches_its_month_alone(put):
    StationFactory(source_station_id="37t")
    put(*day_of([40] * 24), *day_of([60] * 24, start=MIDNIGHT + timedelta(days=40)))

    put(*day_of([80] * 24))

    assert list(ProvinceMonth.objects.values_list("highest", flat=True)) == [Decimal(80), Decimal(60)]
    check()


def test_month_that_loses_its_last_usable_hour_goes(put):
    StationFactory(source_station_id="37t")
    put(*day_of([40] * 24))

    put(*day_of([1500] * 24))

    assert (*months(), country()) == ({}, {}, {})


def test_station_that_ceases_to_be_public_leaves_its_provinces_months(put):
    station = StationFactory(source_station_id="37t")
    StationFactory(source_station_id="17t", province=ProvinceFactory(sing_buri=True))
    put(*day_of([40] * 24), *day_of([20] * 24, station="17t"))

    move_station(station, Station.Status.CLOSED)

    assert list(ProvinceMonth.objects.values_list("province__slug", flat=True)) == ["sing-buri"]
    assert CountryDay.objects.get().highest == Decimal(20)
    check()


def test_station_that_moves_takes_its_months_along(put):
    station = StationFactory(source_station_id="37t")
    put(*day_of([40] * 24))
    lampang, sing_buri = station.province, ProvinceFactory(sing_buri=True)
    Station.objects.update(province=sing_buri)

    recompute_station_provinces({lampang.pk, sing_buri.pk})

    assert list(ProvinceMonth.objects.values_list("province", flat=True)) == [sing_buri.pk]
    check()


def test_samples_have_months_of_their_own(put):
    sample = SourceFactory(sample=True)
    StationFactory(source=sample, source_station_id="52")
    StationFactory(source_station_id="37t")
    put(*day_of([20] * 24))
    put(*day_of([70] * 24, station="52"), source=sample)

    rows = ProvinceMonth.objects.order_by("is_sample")
    assert list(rows.values_list("is_sample", "total")) == [(False, Decimal(20)), (True, Decimal(70))]
    assert CountryDay.objects.count() == 2
    check()


def test_new_limit_in_the_reference_counts_anew(put, monkeypatch):
    StationFactory(source_station_id="37t")
    put(*day_of([36] * 24))
    Standard.objects.filter(averaging="P1D", valid_to=None).update(value=Decimal(35))
    recompute_days_above()
    lower = StationMonth.objects.get().over

    load_pm25_reference(StringIO())

    assert (lower, StationMonth.objects.get().over) == (1, 0)


def test_new_limit_of_the_secretariat_counts_anew(put, client, settings):
    settings.DEMO = True  # without the second factor
    client.force_login(SuperuserFactory())
    StationFactory(source_station_id="37t")
    put(*day_of([36] * 24))
    limit = Standard.objects.get(averaging="P1D", valid_to=None)
    address = reverse("admin:pm25_standard_change", args=[limit.pk])
    facts = {"parameter": "pm25", "averaging": "P1D", "value": "35", "unit": "µg/m³", "source_th": "ทดสอบ"}

    answer = client.post(address, {**facts, "valid_from": "1 มิถุนายน 2566", "valid_to": ""})

    assert answer.status_code == 302
    assert StationMonth.objects.get().over == ProvinceMonth.objects.get().over == 1


def test_ozone_has_no_month(put):
    StationFactory(source_station_id="37t")

    put(*day_of([40] * 24, parameter="o3"))

    assert not StationMonth.objects.exists()
