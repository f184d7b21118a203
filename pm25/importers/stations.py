"""Keep stations as their source describes them: new ones, moved ones, and which of them the public sees at once."""

from dataclasses import dataclass

from django.utils.text import slugify

from places.models import Province
from places.queries import province_in_area
from pm25.importers.positions import is_within_reach, judge, new_version, stated_district
from pm25.models import Source, Station

FIELDS = ("name_th", "name_en", "area_th", "area_en", "type")


@dataclass
class Synced:
    """The stations of one file by the source's id, how many new ones are pending, whose position cannot be right."""

    by_id: dict
    pending: int
    suspect: set


def sync_stations(source, rows) -> Synced:
    """Create and update the stations of `rows` (parsed.StationRow). Two queries where nothing changed."""
    rows = _first_of_each(rows)
    known = {
        station.source_station_id: station
        for station in source.stations.filter(source_station_id__in=rows).prefetch_related("positions")
    }
    synced = Synced(known, 0, set())
    places = _Places()
    for code, row in rows.items():
        station = known.get(code)
        if station is None:
            station = known[code] = _create(source, row)
            synced.pending += _describe(station, row, places) == Station.Status.PENDING
        elif row.described and _said(row) != _last_said(station, row):
            _describe(station, row, places)
        if _is_suspect(station):
            synced.suspect.add(station.pk)
    return synced


class _Places:
    """Provinces with their outlines and districts, read once and only when a description changed."""

    def __init__(self):
        self._provinces, self._districts = None, {}

    def stated(self, row):
        """The province that a row states, by its code or in words."""
        if self._provinces is None:
            self._provinces = list(Province.objects.all())
        if row.province_code:
            return next((one for one in self._provinces if one.code == row.province_code), None)
        return province_in_area(row.area_th, row.area_en, provinces=self._provinces)

    def province(self, row):
        """As `stated`; a code that the position contradicts (a sensor abroad keeps one) says nothing."""
        province = self.stated(row)
        if row.province_code and judge(row.lat, row.lon, province, None).reason not in {"", "no_position"}:
            return None
        return province

    def district(self, area_th, area_en, province):
        if province is None:
            return None
        if province.pk not in self._districts:
            self._districts[province.pk] = list(province.districts.all())
        return stated_district(area_th, area_en, province, self._districts[province.pk])


def _first_of_each(rows):
    found = {}
    for row in rows:
        found.setdefault(row.source_station_id, row)
    return found


def _said(row):
    return {name: getattr(row, name)[:500] for name in FIELDS} | {"lat": row.lat, "lon": row.lon}


def _last_said(station, row):
    """What the source said last; of an older file only a position counts, so the newer description stands."""
    if station.described_at is None or row.seen_at >= station.described_at:
        return station.as_sent
    position = {name: station.as_sent.get(name) for name in ("lat", "lon")}
    return _said(row) | position


def _create(source, row):
    code = slugify(row.source_station_id) or "station"
    if source.kind != Source.Kind.REFERENCE or Station.objects.filter(code=code).exists():
        code = slugify(f"{source.slug}-{row.source_station_id}")
    station = Station(
        source=source,
        source_station_id=row.source_station_id,
        code=_free_code(code[:100]),
        name_th=row.name_th or row.name_en or row.source_station_id,
        is_reference=source.kind == Source.Kind.REFERENCE,
    )
    station.save()
    return station


def _free_code(code):
    if not Station.objects.filter(code=code).exists():
        return code
    taken = set(Station.objects.filter(code__startswith=f"{code}-").values_list("code", flat=True))
    return next(free for number in range(2, len(taken) + 3) if (free := f"{code}-{number}") not in taken)


def _describe(station, row, places):
    """Take over what the source changed; return the station's status after it."""
    if not row.described:
        return station.status
    if station.described_at is None or row.seen_at >= station.described_at:
        _take_over(station, row, places)
    province = station.province or places.stated(row)
    placed = judge(row.lat, row.lon, province, station.district)
    if not row.is_area:
        _place(station, placed, row.seen_at)
    if (
        station.status == Station.Status.PENDING
        and station.is_reference
        and _may_be_public(station, row, placed, places)
    ):
        station.status = Station.Status.PUBLIC
    station.save()
    return station.status


def _take_over(station, row, places):
    said = _said(row)
    for name in FIELDS:
        if said[name] and said[name] != station.as_sent.get(name):
            setattr(station, name, said[name][: station._meta.get_field(name).max_length])
    if row.area_th or row.area_en or row.province_code:
        station.province = places.province(row) or station.province
        station.district = places.district(row.area_th, row.area_en, station.province) or station.district
    station.as_sent, station.described_at = said, row.seen_at


def _may_be_public(station, row, placed, places):
    """The source states a province that is found, and the position is within 10 km of its shape."""
    province = places.province(row)
    return province is not None and province == station.province and is_within_reach(placed, province)


def _place(station, placed, seen_at):
    versions = list(station.positions.all())
    version = new_version(versions, placed, seen_at, station.source.slug)
    if version is None:
        return
    version.station = station
    version.save()
    versions = [*(one for one in versions if one.pk != version.pk), version]
    station._prefetched_objects_cache = {"positions": versions}
    trusted = [one for one in versions if not one.suspect]
    if trusted:
        latest = max(trusted, key=lambda one: one.valid_from)
        station.lat, station.lon = latest.lat, latest.lon


def _is_suspect(station):
    versions = list(station.positions.all())
    return bool(versions) and max(versions, key=lambda one: one.valid_from).suspect
