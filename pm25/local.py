"""The air of one province or district, read once and put to every use that its page makes of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from foundation.thai.dates.names import BE_OFFSET
from foundation.thai.numerals import to_arabic
from places.models import District, Province
from pm25.charts import HoursChart, Year, air_class, hours_chart, year_calendar
from pm25.models import Source
from pm25.queries import AirNow, Scales, province_now
from pm25.queries.local import (
    PlaceAir,
    StationAir,
    first_days,
    near_stations,
    province_days,
    province_place,
    province_stations,
)
from pm25.queries.stations import distance_km
from pm25.sentences import value_words

FIRST_BUDDHIST_YEAR = 2400
NEIGHBOURS, NAMED = 8, 3


@dataclass(frozen=True)
class ProvinceAir:
    """A province now, for two days and for a year; `bands` are today's, `year_bands` those of the year's last day."""

    province: Province
    place: PlaceAir
    bands: list
    year_bands: list
    chart: HoursChart
    calendar: Year
    years: list[int]

    @property
    def now(self) -> AirNow:
        return self.place.now

    @property
    def points(self):
        """The stations for {% province_map %}; one whose position is unknown is only in the table."""
        return [_point(row) for row in self.place.stations if row.station.lat is not None]

    @property
    def sources(self) -> list[Source]:
        """Who measures here, each once."""
        return list({row.station.source_id: row.station.source for row in self.place.stations}.values())


@dataclass(frozen=True)
class DistrictAir:
    """The stations nearest to a district. `nearest` is the first with a fresh value, else the first with any."""

    district: District
    stations: tuple[StationAir, ...]
    bands: list
    limit: Decimal | None

    @cached_property
    def nearest(self) -> StationAir | None:
        fresh = [row for row in self.stations if row.now.state == "fresh"]
        late = [row for row in self.stations if row.now.state == "late"]
        return next(iter([*fresh, *late]), None)

    @property
    def now(self) -> AirNow:
        return self.nearest.now if self.nearest else AirNow()

    @property
    def is_own(self):
        """Whether the shown value was measured in the district itself."""
        return self.nearest is not None and self.nearest.station.district_id == self.district.pk

    @property
    def sources(self) -> list[Source]:
        return [self.nearest.station.source] if self.nearest else []


def province_air(province, asked=None) -> ProvinceAir:
    """Read the air of `province` and its days of the Gregorian year `asked`: four queries beside what is kept.

    A year without days, or None, is answered by this one.
    """
    scales, today = Scales(), timezone.localdate()
    stations = province_stations(province, scales)
    first_real, first_sample = first_days(province)
    is_sample = any(row.station.is_sample for row in stations) if stations else first_real is None
    years = years_from(first_sample if is_sample else first_real)
    year = asked if asked in years else today.year
    days = province_days(province, year, is_sample=is_sample, scales=scales)
    place = province_place(province, stations, days, scales)
    return ProvinceAir(
        province=province,
        place=place,
        bands=scales.bands(today),
        year_bands=scales.bands(min(today, date(year, 12, 31))),
        chart=hours_chart(place.by_hour, end=place.end, limit=scales.limit(today)),
        calendar=year_calendar(days, year, today=today),
        years=years,
    )


def district_air(district) -> DistrictAir:
    """Read the air of the stations near `district`: four queries."""
    scales = Scales()
    stations, today = near_stations(district, scales), timezone.localdate()
    return DistrictAir(district, stations, scales.bands(today), scales.limit(today))


def nearest_with_air(province, provinces):
    """AirNow of the nearest other provinces that have a fresh value, the nearest first: three queries."""
    others = [row for row in provinces if row.pk != province.pk]
    others.sort(key=lambda row: distance_km(province.lat, province.lon, row.lat, row.lon))
    nows = province_now(others[:NEIGHBOURS])
    return [nows[row.pk] for row in others[:NEIGHBOURS] if nows[row.pk].state == "fresh"][:NAMED]


def years_from(first_day):
    """The Gregorian years from `first_day` up to this one, newest first; this one alone where it is None."""
    this = timezone.localdate().year
    return list(range(this, (first_day.year if first_day else this) - 1, -1))


def read_year(text):
    """The Gregorian year that `text` names (2569, ๒๕๖๙ or 2026), or None."""
    digits = to_arabic((text or "").strip())
    if not (digits.isascii() and digits.isdecimal() and len(digits) == 4):
        return None
    year = int(digits)
    return year - BE_OFFSET if year >= FIRST_BUDDHIST_YEAR else year


def _point(row):
    station = row.station
    label = f"{station.name} {value_words(row.now)}"
    return {
        "lat": station.lat,
        "lon": station.lon,
        "css_class": air_class(row.now),
        "label": label,
        "href": station.get_absolute_url(),
    }
