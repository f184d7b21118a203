"""A card of one place for other people's pages: only what may be passed on, and never an old value as a new one."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils import timezone

from places.models import District, Province
from pm25.local import district_air
from pm25.models import Source, Station
from pm25.queries import AirNow, Scales
from pm25.queries.local import province_place, province_stations


@dataclass(frozen=True)
class Card:
    """`limit` is today's daily limit in µg/m³; `station` and `distance_km` say where a district's value was measured.

    `is_closed`: there are values, but a source does not let them be passed on.
    """

    place: Province | District
    now: AirNow
    limit: Decimal | None
    sources: tuple[Source, ...]
    station: Station | None = None
    distance_km: float | None = None
    is_closed: bool = False

    @property
    def is_over(self):
        """Whether the value is above the limit; None while it is not fresh or no limit holds."""
        if self.now.state != "fresh" or self.limit is None:
            return None
        return self.now.value > self.limit


def province_card(province) -> Card:
    """The card of a province: its value is a mean, so one source that may not be passed on closes it. Four queries."""
    scales = Scales()
    stations = province_stations(province, scales)
    sources = _sources(row for row in stations if row.station.is_reference and row.mean)
    limit = scales.limit(timezone.localdate())
    if not all(_may_pass_on(source) for source in sources):
        return Card(province, AirNow(province=province), limit, sources, is_closed=True)
    return Card(province, province_place(province, stations, {}, scales).now, limit, sources)


def district_card(district) -> Card:
    """The card of a district: the nearest station whose values may be passed on. Four queries."""
    air = district_air(district)
    open_air = replace(air, stations=tuple(row for row in air.stations if _may_pass_on(row.station.source)))
    nearest = open_air.nearest
    if nearest is None:
        return Card(district, AirNow(), air.limit, (), is_closed=air.nearest is not None)
    distance = None if open_air.is_own else nearest.distance_km
    return Card(district, nearest.now, air.limit, _sources([nearest]), nearest.station, distance)


def _may_pass_on(source):
    return source.redistribution_allowed or source.is_sample


def _sources(rows):
    return tuple({row.station.source_id: row.station.source for row in rows}.values())
