"""Ten years of the air of the country, a province or a station, read once and put to every use of its page."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from places.models import Province
from pm25.charts import season_bars
from pm25.models import Source, Standard, Station
from pm25.queries.days import shows_samples
from pm25.queries.months import (
    Stretch,
    by_month,
    by_season,
    by_year,
    months_of,
    months_of_country,
    newest_day,
    peaks_of_country,
)
from pm25.queries.pages import used_sources
from pm25.queries.trends import country_shows_samples, limits_of_pm25, stations_with_months


@dataclass(frozen=True)
class Year:
    """A year with its months, the newest first; `most` and `peak` are CountryDays, of the country alone."""

    total: Stretch
    months: list[Stretch]
    most: object = None
    peak: object = None

    @property
    def number(self):
        return self.total.first.year


@dataclass(frozen=True)
class Trend:
    """`place` is None for the country. `years` and `seasons` stand with the newest first; both may be empty."""

    place: Province | Station | None
    is_sample: bool
    years: list[Year]
    seasons: list[Stretch]
    limits: list[Standard]
    stations: list[Station]
    sources: list[Source]

    @property
    def province(self):
        """The province whose stations can be chosen."""
        return self.place.province if isinstance(self.place, Station) else self.place

    @property
    def station(self):
        return self.place if isinstance(self.place, Station) else None

    @property
    def daily_limits(self):
        return [limit for limit in self.limits if limit.averaging == Standard.Span.DAY]

    @property
    def annual_limit(self):
        """The annual limit that holds today, or None."""
        today = timezone.localdate()
        held = [row for row in self.limits if row.averaging == Standard.Span.YEAR and row.valid_from <= today]
        return next((row for row in reversed(held) if row.valid_to is None or row.valid_to >= today), None)

    @property
    def newest(self):
        return self.years[0].total if self.years else None

    @property
    def before(self):
        return self.years[1].total if len(self.years) > 1 else None

    @property
    def in_newest_year(self):
        """Whether the newest year is not over."""
        return bool(self.years) and self.years[0].number == timezone.localdate().year

    @cached_property
    def bars(self):
        return season_bars(self.seasons, today=timezone.localdate())

    @property
    def asked(self):
        """The query string that names the place, for the addresses of its numbers."""
        if self.station:
            return f"station={self.station.code}"
        return f"place={self.province.slug}" if self.province else ""


def place_trend(place) -> Trend:
    """The trend of a Province or a Station: six queries."""
    today, station = timezone.localdate(), isinstance(place, Station)
    is_sample = place.is_sample if station else shows_samples(place)
    months, until = months_of(place, is_sample=is_sample), newest_day(place, today, is_sample=is_sample)
    province = place.province if station else place
    stations = stations_with_months(province, is_sample=is_sample) if province else []
    sources = [place.source] if station else list({row.source_id: row.source for row in stations}.values())
    return Trend(
        place=place,
        is_sample=is_sample,
        years=[Year(total, _months_in(months, total, until)) for total in by_year(months, until)],
        seasons=by_season(months, until),
        limits=limits_of_pm25(),
        stations=stations,
        sources=sources,
    )


def country_trend() -> Trend:
    """The trend of the country: six queries."""
    today, is_sample = timezone.localdate(), country_shows_samples()
    months, until = months_of_country(is_sample=is_sample), newest_day(None, today, is_sample=is_sample)
    totals = by_year(months, until)
    peaks = peaks_of_country(totals, is_sample=is_sample)
    return Trend(
        place=None,
        is_sample=is_sample,
        years=[Year(total, _months_in(months, total, until), *peaks[total.first.year]) for total in totals],
        seasons=by_season(months, until),
        limits=limits_of_pm25(),
        stations=[],
        sources=used_sources(),
    )


def _months_in(months, total, until):
    return by_month([row for row in reversed(months) if row.month.year == total.first.year], until)
