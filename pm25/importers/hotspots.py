"""The one writer of hotspots: what is there already is left, what was mended since is updated, the rest is added."""

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from shapely import STRtree
from shapely.geometry import Point, Polygon

from places.models import Province
from pm25.importers.parsed import Parsed, Rejected
from pm25.importers.store import Counts, keep_rejects
from pm25.importers.store_dialect import current_dialect
from pm25.models import Hotspot
from pm25.queries.hotspots import recent_key

KEY = ("at", "satellite", "lat", "lon")
FACTS = ("instrument", "confidence", "confidence_sent", "power", "daynight", "version", "type")
BATCH = 1000


@transaction.atomic
def store_hotspots(parsed: Parsed, run, *, late_before=None, progress=None) -> Counts:
    """Write what `parsed.hotspots` adds to or corrects in what is stored; the second time the same writes nothing."""
    with connection.cursor() as cursor:
        current_dialect().lock(cursor, run.source_id)
    counts, rejects = Counts(unchanged=parsed.doubled), list(parsed.rejects)
    known, seen = _known(parsed.hotspots), set()
    new, revised = [], []
    for row in parsed.hotspots:
        key = _key(row)
        stored = known.get(key)
        if key in seen:
            rejects.append(
                Rejected(row.line, "conflict", f"{row.satellite} {row.at:%Y-%m-%d %H:%M} {row.lat} {row.lon}")
            )
        elif stored is None:
            new.append(row)
        elif _facts(stored) == _facts(row):
            counts.unchanged += 1
        else:
            revised.append(_updated(stored, row, run))
        seen.add(key)
    Hotspot.objects.bulk_create(_made(new, run), batch_size=BATCH)
    Hotspot.objects.bulk_update(revised, [*FACTS, "run"], batch_size=BATCH // 10)
    if new:
        keys = [recent_key(pk) for pk in Province.objects.order_by().values_list("pk", flat=True)]
        transaction.on_commit(lambda: cache.delete_many(keys))
    counts.new, counts.revised, counts.rejected = len(new), len(revised), len(rejects)
    keep_rejects(run, rejects)
    return counts


def _known(rows):
    if not rows:
        return {}
    times = [row.at for row in rows]
    return {_key(one): one for one in Hotspot.objects.filter(at__range=(min(times), max(times)))}


def _key(row):
    return tuple(getattr(row, name) for name in KEY)


def _facts(row):
    return tuple(getattr(row, name) for name in FACTS)


def _updated(stored, row, run):
    for name in FACTS:
        setattr(stored, name, getattr(row, name))
    stored.run = run
    return stored


def _made(rows, run):
    provinces = _Shapes() if rows else None
    for row in rows:
        yield Hotspot(
            **{name: getattr(row, name) for name in (*KEY, *FACTS)},
            day=timezone.localdate(row.at),
            province_id=provinces.holding(row.lat, row.lon),
            run=run,
        )


class _Shapes:
    """The provinces' outlines, in a tree: a season has tens of thousands of hotspots."""

    def __init__(self):
        shapes = [(province.pk, Polygon(ring)) for province in Province.objects.all() for ring in province.outline]
        self.ids = [pk for pk, _ in shapes]
        self.tree = STRtree([shape for _, shape in shapes])

    def holding(self, lat, lon):
        """The id of the province that a position lies in, or None. Within 2 km of a border it may be the neighbour."""
        found = self.tree.query(Point(float(lon), float(lat)), predicate="within")
        return self.ids[min(found)] if len(found) else None
