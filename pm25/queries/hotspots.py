"""How many hotspots satellites saw: detections, not fires, since several satellites see the same one. Days are Thai.

Samples stand in only while there is no real detection at all.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Max, Min, OuterRef, Subquery
from django.utils import timezone

from pm25.models import Hotspot, ImportRun, Source

WEEK = timedelta(days=7)
SECONDS = 300


def season(year):
    """The first and last day of the haze season of the Gregorian `year`."""
    return date(year, 1, 1), date(year, 5, 31)


@dataclass
class HotspotSpan:
    """Detections from the Thai day `first` to `last`, of the country or of one province."""

    first: date
    last: date
    is_sample: bool
    days: dict[date, int] = field(default_factory=dict)
    provinces: dict[int, int] = field(default_factory=dict)
    satellites: dict[str, int] = field(default_factory=dict)
    confidences: dict[str, int] = field(default_factory=dict)

    @property
    def total(self):
        return sum(self.days.values())

    @property
    def every_day(self):
        """(day, count) of every day up to today, the oldest first."""
        last = min(self.last, timezone.localdate())
        return [(day, self.days.get(day, 0)) for n in range((last - self.first).days + 1) if (day := self._at(n))]

    def _at(self, n):
        return self.first + timedelta(days=n)


@dataclass(frozen=True)
class HotspotsKnown:
    """What there is: samples or real ones, the Gregorian years, the newest detection, the newest import and who saw."""

    is_sample: bool
    years: list[int]
    newest: datetime | None
    imported_at: datetime | None
    source: Source | None


@dataclass(frozen=True)
class RecentHotspots:
    """A province's detections of the last seven days and of this year's season so far."""

    week: int
    season: int
    year: int
    is_sample: bool


def hotspots_by_province(first, last, *, is_sample=False):
    """{province id: number of detections} from the Thai day `first` to `last`; provinces without are left out."""
    rows = _inside(first, last, is_sample).order_by()
    return dict(rows.values_list("province_id").annotate(Count("pk")))


def hotspot_days(province, first, last, *, is_sample=False):
    """{Thai day: number of detections} of a province from `first` to `last`; days without any are left out."""
    rows = _inside(first, last, is_sample).filter(province=province).order_by()
    return dict(rows.values_list("day").annotate(Count("pk")))


def hotspots_known() -> HotspotsKnown:
    """Three queries."""
    is_sample = not Hotspot.objects.real().exists()
    found = Hotspot.objects.filter(is_sample=is_sample).aggregate(first=Min("day"), last=Max("day"), newest=Max("at"))
    runs = ImportRun.objects.done().filter(source=OuterRef("pk")).order_by("-finished_at")
    sources = Source.objects.filter(kind=Source.Kind.SAMPLE) if is_sample else Source.objects.filter(slug="firms")
    source = sources.annotate(imported_at=Subquery(runs.values("finished_at")[:1])).first()
    years = range(found["last"].year, found["first"].year - 1, -1) if found["first"] else []
    return HotspotsKnown(is_sample, list(years), found["newest"], source and source.imported_at, source)


def hotspot_span(first, last, *, province=None, is_sample=False) -> HotspotSpan:
    """Two queries."""
    found = HotspotSpan(first, last, is_sample)
    rows = _inside(first, last, is_sample).order_by()
    rows = rows.filter(province=province) if province else rows
    for day, place, count in rows.values_list("day", "province_id").annotate(count=Count("pk")):
        _add(found.days, day, count)
        _add(found.provinces, place, count)
    for satellite, confidence, count in rows.values_list("satellite", "confidence").annotate(count=Count("pk")):
        _add(found.satellites, satellite, count)
        _add(found.confidences, confidence, count)
    return found


def recent_hotspots(province) -> RecentHotspots | None:
    """None where nothing is known of hotspots. Two queries at most every five minutes, and after an import."""
    return cache.get_or_set(recent_key(province.pk), lambda: _recent(province), SECONDS)


def recent_key(province_id):
    """Under which name a province's newest counts are kept for a few minutes."""
    return f"pm25.hotspots.{province_id}"


def _recent(province):
    today, is_sample = timezone.localdate(), not Hotspot.objects.real().exists()
    first, last = season(today.year)
    days = hotspot_days(province, min(first, today - WEEK), today, is_sample=is_sample)
    if is_sample and not days:
        return None
    return RecentHotspots(
        week=sum(count for day, count in days.items() if day > today - WEEK),
        season=sum(count for day, count in days.items() if first <= day <= last),
        year=today.year,
        is_sample=is_sample,
    )


def _add(counts, key, count):
    counts[key] = counts.get(key, 0) + count


def _inside(first, last, is_sample):
    return Hotspot.objects.filter(province__isnull=False, day__range=(first, last), is_sample=is_sample)
