"""Reads of places: which province a text means, how far a position is from a place, what a search finds.

Distances are kilometres, positions degrees. Outlines are good to about 2 km.
"""

import math

from django.db.models import Q
from shapely.geometry import MultiPolygon, Point, Polygon

from foundation.audit.kept import kept
from foundation.thai.searching import search_text
from places.models import District, Province
from places.names import name_key, search_phrases, stated_names
from places.projection import to_km

SCATTERED = 3


@kept
def all_provinces():
    """Every province, without its outline and its zoomed map, in the order of the Thai alphabet."""
    return list(Province.objects.light())


def find_province(text, provinces=None):
    """Return the province that `text` names in Thai or English, in any usual spelling, or None.

    Pass `provinces` (a list) to look through rows that are already read; else one query is made.
    """
    return _by_name(provinces).get(name_key(text)) if text.strip() else None


def province_in_area(area_th, area_en="", provinces=None):
    """Return the province that a station's stated area lies in, or None where none is stated.

    The Thai area decides; the English one is read only where there is no Thai one, so "ริมถนน…, อ.เมือง" stays unknown.
    """
    by_name = _by_name(provinces)
    for key in stated_names(area_th.strip() or area_en):
        if key in by_name:
            return by_name[key]
    return None


def distance_km(province, lat, lon):
    """Kilometres from the province's outline to a position, 0.0 inside it. Raises ValueError without an outline."""
    lat, lon = float(lat), float(lon)
    return _plane(province.outline, lat).distance(Point(to_km(lon, lat, around=lat)))


def province_at(lat, lon, provinces=None):
    """Return the province whose outline holds a position, or None. Within 2 km of a border it may be the neighbour."""
    point = Point(float(lon), float(lat))
    for province in Province.objects.all() if provinces is None else provinces:
        if any(Polygon(ring).contains(point) for ring in province.outline):
            return province
    return None


def district_distance(district, lat, lon):
    """Kilometres from the district's office to a position, or None where the office's position is not known."""
    if not district.is_placed:
        return None
    lat, lon = float(lat), float(lon)
    x, y = to_km(lon, lat, around=lat)
    office_x, office_y = to_km(district.lon, district.lat, around=lat)
    return math.hypot(x - office_x, y - office_y)


def search(text, limit=20):
    """Return the provinces and districts that `text` means, the likeliest first, a province before its districts.

    Words such as ฝุ่น or วันนี้ around a name do no harm, nor does a missing space: at most 8 queries, mostly 2.
    """
    phrases = search_phrases(text)
    for phrase in phrases:
        if found := _with_words(phrase):
            return found[:limit]
    return _named_within(phrases[-1])[:limit] if phrases else []


def _with_words(phrase):
    """Rows that have every word of `phrase`; a district's words may also be its province's, but one is its own."""
    in_province, in_district, own = Q(), Q(), Q()
    for word in phrase.split():
        in_province &= Q(search_text__contains=word)
        in_district &= Q(search_text__contains=word) | Q(province__search_text__contains=word)
        own |= Q(search_text__contains=word)
    rows = [
        *Province.objects.light().filter(in_province),
        *District.objects.filter(in_district, own)
        .select_related("province")
        .defer("province__outline", "province__zoomed"),
    ]
    ranks = {row: _distance_from(phrase, row) for row in rows}
    best = [row for row in rows if ranks[row] < SCATTERED] or rows
    return sorted(best, key=lambda row: (ranks[row], isinstance(row, District), row.sort_key))


def _distance_from(phrase, row):
    """0 for a row of this very name, 1 where a name starts so, 2 where it holds the phrase, 3 for scattered words."""
    names = [search_text(name) for name in (row.name_th, row.name_en, *row.aliases)]
    if phrase in names:
        return 0
    if any(name.startswith(phrase) for name in names):
        return 1
    return 2 if phrase in row.search_text else SCATTERED


def _named_within(text):
    """Rows whose Thai name stands inside `text`, which was typed without spaces, but not inside a longer such name."""
    rows = [
        *Province.objects.light(),
        *District.objects.select_related("province").defer("province__outline", "province__zoomed"),
    ]
    found = {name: row for row in reversed(rows) if (name := search_text(row.name_th)) in text}
    longest = [name for name in found if not any(name in other and name != other for other in found)]
    return sorted((found[name] for name in longest), key=lambda row: (isinstance(row, Province), row.sort_key))


def _by_name(provinces):
    """Provinces by the keys of all their names; a name proper wins over an alias."""
    rows = Province.objects.all() if provinces is None else provinces
    by_alias = {name_key(alias): province for province in rows for alias in province.aliases}
    return by_alias | {name_key(name): row for row in rows for name in (row.name_th, row.name_en)}


def _plane(outline, lat):
    if not outline:
        raise ValueError("the province has no outline: run load_pilot")
    return MultiPolygon([Polygon([to_km(*point, around=lat) for point in ring]) for ring in outline])
