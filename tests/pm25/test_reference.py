"""Limits and bands: what held on a day."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm25.models import Band, BandScale, Source, Standard
from pm25.queries import Scales, standard_on
from pm25.services import load_pm25_reference


@pytest.fixture
def loaded(db):
    load_pm25_reference(StringIO())


@pytest.fixture
def scales(loaded):
    return Scales()


@pytest.mark.parametrize(
    ("day", "daily", "yearly"),
    [
        (date(2022, 7, 8), "50", "25"),
        (date(2022, 7, 9), "50", "15"),
        (date(2023, 5, 31), "50", "15"),
        (date(2023, 6, 1), "37.5", "15"),
        (date(2026, 11, 20), "37.5", "15"),
    ],
)
def test_limit_is_the_one_of_its_day(loaded, day, daily, yearly):
    assert standard_on(day).value == Decimal(daily)
    assert standard_on(day, averaging=Standard.Span.YEAR).value == Decimal(yearly)
    assert Scales().limit(day) == Decimal(daily)


def test_no_limit_before_the_first(loaded):
    assert standard_on(date(2009, 1, 1)) is None
    assert Scales().band(Decimal(10), date(2009, 1, 1)) is None


@pytest.mark.parametrize(
    ("day", "value", "level"),
    [
        (date(2026, 1, 1), "0.0", 1),
        (date(2026, 1, 1), "-0.4", 1),
        (date(2026, 1, 1), "15.0", 1),
        (date(2026, 1, 1), "15.1", 2),
        (date(2026, 1, 1), "25.0", 2),
        (date(2026, 1, 1), "25.1", 3),
        (date(2026, 1, 1), "37.5", 3),
        (date(2026, 1, 1), "37.6", 4),
        (date(2026, 1, 1), "75.0", 4),
        (date(2026, 1, 1), "75.1", 5),
        (date(2026, 1, 1), "999.9", 5),
        (date(2023, 5, 31), "37.6", 3),
        (date(2023, 5, 31), "50.0", 3),
        (date(2023, 5, 31), "50.1", 4),
        (date(2023, 5, 31), "90.1", 5),
    ],
)
def test_band_is_the_one_of_its_day(scales, day, value, level):
    assert scales.band(Decimal(value), day).level == level


def test_no_value_has_no_band(scales):
    assert scales.band(None, date(2026, 1, 1)) is None


TENTHS = st.integers(0, 10_000).map(lambda tenths: Decimal(tenths) / 10)


@given(value=TENTHS, day=st.dates(date(2011, 1, 1), date(2030, 1, 1)))
def test_every_value_has_one_band_and_is_over_the_limit_from_the_fourth(value, day, loaded_bands):
    band = loaded_bands.band(value, day)

    assert band.lower <= value
    assert band.upper is None or value <= band.upper
    assert (value > loaded_bands.limit(day)) == (band.level >= 4)


@pytest.fixture(scope="module")
def loaded_bands(django_db_setup, django_db_blocker):
    """Scales read once for a property; they need no database afterwards."""
    with django_db_blocker.unblock():
        load_pm25_reference(StringIO())
        scales = Scales()
        assert scales.limit(date(2026, 1, 1))
        assert scales.bands(date(2026, 1, 1))
        for model in (Band, BandScale, Standard, Source):
            model.objects.all().delete()
    return scales


def test_bands_have_words_colours_and_advice_in_both_languages(loaded):
    bands = Band.objects.filter(scale__valid_to__isnull=True)

    assert [(band.level, band.name_th, band.name_en, band.colour) for band in bands] == [
        (1, "ดีมาก", "Very good", "#3bccff"),
        (2, "ดี", "Good", "#92d050"),
        (3, "ปานกลาง", "Moderate", "#ffff00"),
        (4, "เริ่มมีผลกระทบต่อสุขภาพ", "Starting to affect health", "#ffa200"),
        (5, "มีผลกระทบต่อสุขภาพ", "Affects health", "#ff3b3b"),
    ]
    advice = [f"advice_{who}_{language}" for who in ("general", "risk", "school") for language in ("th", "en")]
    assert all(getattr(band, name) for band in bands for name in advice)


def test_loading_again_changes_nothing_but_keeps_the_schedule(loaded):
    Source.objects.update(schedule="")
    before = Source.objects.count()

    load_pm25_reference(StringIO())

    assert (Source.objects.count(), Standard.objects.count(), BandScale.objects.count(), Band.objects.count()) == (
        before,
        4,
        2,
        10,
    )
    assert set(Source.objects.values_list("schedule", flat=True)) == {""}


def test_every_fact_names_its_source(loaded):
    assert all(Standard.objects.values_list("source_th", flat=True))
    assert all(BandScale.objects.values_list("source_th", flat=True))
    assert all(Source.objects.values_list("attribution_th", flat=True))
