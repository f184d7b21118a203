"""Which stations the public sees, and which are near."""

from math import asin, cos, radians, sin, sqrt

from pm25.models import Latest, Parameter, Source, Station

EARTH_KM = 6371.0


def real_province_ids():
    """Provinces with at least one real reading of PM2.5 of a public reference station: there samples hide."""
    return set(
        Latest.objects.filter(
            series__parameter=Parameter.PM25,
            series__station__is_reference=True,
            series__station__status__in=[Station.Status.PUBLIC, Station.Status.CLOSED],
            series__station__province__isnull=False,
        )
        .exclude(series__station__source__kind=Source.Kind.SAMPLE)
        .values_list("series__station__province_id", flat=True)
    )


def visible_stations():
    """Public stations with source, province and district; sample stations only where no real reading came yet."""
    stations = Station.objects.public().with_places()
    return stations.exclude(source__kind=Source.Kind.SAMPLE, province_id__in=real_province_ids())


def stations_near(lat, lon, *, limit=5, within_km=None):
    """The nearest visible stations with a position, each with `distance_km` (float) set, the nearest first."""
    stations = list(visible_stations().filter(lat__isnull=False, lon__isnull=False))
    for station in stations:
        station.distance_km = distance_km(lat, lon, station.lat, station.lon)
    near = [s for s in stations if within_km is None or s.distance_km <= within_km]
    return sorted(near, key=lambda s: (s.distance_km, s.code))[:limit]


def distance_km(lat1, lon1, lat2, lon2):
    """Great-circle distance of two points in degrees (WGS 84 taken as a sphere)."""
    north, east = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    chord = sin(north) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(east) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))
