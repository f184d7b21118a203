"""Whether a station can stand where its source says, and when it moved. Degrees are WGS 84, distances kilometres."""

import re
from dataclasses import dataclass
from datetime import timedelta

from places.models import LATITUDES, LONGITUDES
from places.names import name_key
from places.queries import distance_km, district_distance
from pm25.models import StationPosition
from pm25.queries.stations import distance_km as between

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
MOVED_KM = 0.2
PROVINCE_KM = 10
DISTRICT_KM = 40
_DISTRICT_TH = re.compile(r"(?:อ\.|อำเภอ|เขต)\s*([^\s,]+)")
_MUEANG_EN = {"mueang", "meuang", "muang"}


@dataclass(frozen=True)
class Placed:
    """A position as sent: numbers where the text has them, and why it cannot be right ("" where it can)."""

    lat: float | None
    lon: float | None
    as_sent: str
    reason: str

    @property
    def suspect(self):
        return bool(self.reason)


def judge(lat_text, lon_text, province, district) -> Placed:
    """Read a position and check it against Thailand, the stated province (10 km) and the stated district (40 km)."""
    as_sent = f"{lat_text}, {lon_text}"[:100]
    lat, lon = _degrees(lat_text), _degrees(lon_text)
    if lat is None or lon is None:
        return Placed(None, None, as_sent, "no_position")
    return Placed(lat, lon, as_sent, _reason(lat, lon, province, district))


def stated_district(area_th, area_en, province, districts):
    """The district of `province` that an address names, or None. `districts` are all of the province."""
    if province is None:
        return None
    names = [match.strip() for match in _DISTRICT_TH.findall(area_th)] or _english_names(area_en if not area_th else "")
    by_key = {name_key(name): row for row in districts for name in (row.name_th, row.name_en, *row.aliases)}
    for name in names:
        keys = [name_key(name), name_key(f"{name}{province.name_th}")]
        if name.casefold() in _MUEANG_EN:
            keys = [name_key(f"Mueang {province.name_en}")]
        if found := next((by_key[key] for key in keys if key in by_key), None):
            return found
    return None


def is_within_reach(placed, province) -> bool:
    """Whether a position lies within 10 km of the province's shape; without an outline it cannot be said."""
    return (
        placed.lat is not None
        and bool(province.outline)
        and _from_province(placed.lat, placed.lon, province) <= PROVINCE_KM
    )


def new_version(positions, placed, seen_at, origin) -> StationPosition | None:
    """The version to write when the station was at `placed` on `seen_at`; None where it is the one that held then.

    `positions` are the station's versions, any order. A move of at most 200 m is no move. What an older file says
    goes before what is known, and the later versions stay.
    """
    known = [one for one in positions if one.valid_from < seen_at + MINUTE]
    before = max(known, key=lambda one: one.valid_from, default=None)
    if before is not None:
        later = max(seen_at, before.valid_from + SECOND)  # of two places at one time the one said last holds
        return None if _same(before, placed) else _version(placed, later, origin)
    after = min(positions, key=lambda one: one.valid_from, default=None)
    if after is not None and _same(after, placed):
        after.valid_from = seen_at
        return after
    return _version(placed, seen_at, origin)


def _version(placed, seen_at, origin):
    return StationPosition(
        valid_from=seen_at,
        lat=placed.lat,
        lon=placed.lon,
        as_sent=placed.as_sent,
        suspect=placed.suspect,
        reason=placed.reason,
        source=origin[:200],
    )


def _same(position, placed):
    if position.lat is None or placed.lat is None:
        return position.lat is None and placed.lat is None
    return between(position.lat, position.lon, placed.lat, placed.lon) <= MOVED_KM


def _degrees(text):
    try:
        number = float(text.strip())
    except ValueError:
        return None
    return number if abs(number) <= 360 else None


def _reason(lat, lon, province, district):
    if lat == 0 and lon == 0:
        return "zero"
    if _within(lat, LONGITUDES) and _within(lon, LATITUDES):
        return "swapped"
    if not (_within(lat, LATITUDES) and _within(lon, LONGITUDES)):
        return "outside_thailand"
    if province is None or not province.outline:
        return ""
    if _from_province(lat, lon, province) > PROVINCE_KM:
        return "far_from_province"
    return "far_from_district" if _from_district(lat, lon, province, district) > DISTRICT_KM else ""


def _from_province(lat, lon, province):
    if not (_within(lat, (-90, 90)) and _within(lon, (-180, 180))):
        return float("inf")
    return distance_km(province, lat, lon)


def _from_district(lat, lon, province, district):
    """From the district's office, or for a capital district without a position from the province's."""
    if district is None:
        return 0
    if district.is_placed:
        return district_distance(district, lat, lon)
    return between(province.lat, province.lon, lat, lon) if district.name_th.startswith("เมือง") else 0


def _english_names(area):
    parts = [part.strip() for part in area.split(",")][:-1]
    return [re.sub(r"\s+District$", "", part) for part in reversed(parts)]


def _within(number, bounds):
    return bounds[0] <= number <= bounds[1]
