"""Provinces over a span of days and the same span a year before: from months and single days, never from readings."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value

from places.models import ProblemArea, Province, ProvinceGroup
from pm25.fields import half_up
from pm25.models import Hotspot, Latest, Parameter, ProvinceDay, ProvinceMonth, Source, Station

DAY = timedelta(days=1)
NEEDED_PERCENT = 75  # of the days of a span, for a mean that is compared
AREA, REGION = "area", "region"


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included; empty where `last` is the day before `first`."""

    first: date
    last: date

    @property
    def days(self):
        return max(0, (self.last - self.first).days + 1)

    @property
    def year_before(self):
        """The same days a year earlier; 28 February stands for the 29th."""
        return Span(_year_before(self.first), _year_before(self.last))

    @property
    def months(self):
        """The first days of the months that lie in the span as a whole."""
        starts = [date(self.first.year, month, 1) for month in range(self.first.month, 13)]
        return [start for start in starts if start >= self.first and _month_end(start) <= self.last]

    @property
    def rest(self):
        """What is left after the whole months, or None."""
        whole = self.months
        begin = _month_end(whole[-1]) + DAY if whole else self.first
        return Span(begin, self.last) if begin <= self.last else None


@dataclass
class Tally:
    """The known days of a span: `total` is the sum of their means in µg/m³; `highest_on` the first highest day."""

    total: Decimal = Decimal(0)
    days: int = 0
    over: int = 0
    highest: Decimal | None = None
    highest_on: date | None = None

    @property
    def mean(self):
        """The mean of the known days, rounded once to 0.1; None without one."""
        return half_up(self.total / self.days) if self.days else None

    def add(self, total, days, over, highest, on):
        self.total, self.days, self.over = self.total + total, self.days + days, self.over + over
        if highest is not None and (self.highest is None or highest > self.highest):
            self.highest, self.highest_on = highest, on


@dataclass(frozen=True)
class Network:
    """Who measures by reference: in which provinces, with real readings or samples, from which sources."""

    provinces: set
    real: set
    sources: list


@dataclass(frozen=True)
class GroupRow:
    """A problem area, a group of provinces or a region with the ids of its provinces."""

    kind: str
    slug: str
    name_th: str
    name_en: str
    source: str
    as_of: date | None
    note: str
    members: tuple


def provinces_with_first_month():
    """All provinces, lightly; each has `first_month`, the first month of the country with a known day."""
    first = ProvinceMonth.objects.order_by("month").values("month")[:1]
    return list(Province.objects.light().annotate(first_month=Subquery(first)))


def province_sets():
    """Every problem area and every group as GroupRow, in their own order, those without provinces too. One query."""
    names = ["kind", "order", "slug", "name_th", "name_en", "source", "as_of", "note", "member"]
    areas = ProblemArea.objects.annotate(kind=Value(AREA), member=F("provinces")).order_by().values_list(*names)
    groups = ProvinceGroup.objects.annotate(order=F("id"), member=F("provinces")).order_by().values_list(*names)
    found = defaultdict(list)
    for *facts, member in areas.union(groups, all=True):
        found[tuple(facts)].append(member)
    ordered = sorted(found.items(), key=lambda item: (item[0][0], item[0][1]))
    return [
        GroupRow(kind, slug, name_th, name_en, source, as_of, note, tuple(pk for pk in members if pk))
        for (kind, _order, slug, name_th, name_en, source, as_of, note), members in ordered
    ]


def network():
    """The Network of public and closed reference stations that have sent PM2.5. One query."""
    sent = Latest.objects.filter(series__station=OuterRef("pk"), series__parameter=Parameter.PM25)
    stations = Station.objects.filter(
        is_reference=True, province__isnull=False, status__in=[Station.Status.PUBLIC, Station.Status.CLOSED]
    )
    rows = list(stations.filter(Exists(sent)).select_related("source").order_by("source__slug"))
    real = {row.province_id for row in rows if not row.is_sample}
    shown = [row for row in rows if row.is_sample != (row.province_id in real)]
    return Network({row.province_id for row in rows}, real, list({row.source_id: row.source for row in shown}.values()))


def tallies(spans, scales):
    """{(province id, is_sample): [Tally of each span]}: one query, or two where a span ends within a month."""
    found = defaultdict(lambda: [Tally() for _span in spans])
    places = {month: place for place, span in enumerate(spans) for month in span.months}
    names = ["province_id", "is_sample", "month", "total", "days", "over", "highest", "highest_on"]
    months = ProvinceMonth.objects.filter(parameter=Parameter.PM25, month__in=places).order_by("month")
    for pk, sample, month, total, days, over, highest, on in months.values_list(*names):
        on = month.replace(day=on) if on else None
        found[pk, sample][places[month]].add(total, days, over, highest, on)
    rests = [(place, span.rest) for place, span in enumerate(spans) if span.rest]
    for place, day, pk, sample, mean in _single_days(rests):
        limit = scales.limit(day)
        found[pk, sample][place].add(mean, 1, int(limit is not None and mean > limit), mean, day)
    return found


def hotspot_counts(spans, provinces):
    """`(counts, sources)`: {province id: [detections in each span]}, None where the country has none in that span."""
    inside = {f"span{place}": Q(day__range=(span.first, span.last)) for place, span in enumerate(spans)}
    begin, end = min(span.first for span in spans), max(span.last for span in spans)
    rows = Hotspot.objects.filter(province__in=provinces, day__range=(begin, end)).order_by()
    rows = rows.values("province_id", "run__source_id", *_SOURCE_NAMES)
    counted = list(rows.annotate(**{name: Count("pk", filter=condition) for name, condition in inside.items()}))
    seen = [any(row[name] for row in counted) for name in inside]
    found = defaultdict(lambda: [0 if any_seen else None for any_seen in seen])
    for row in counted:
        for place, name in enumerate(inside):
            if seen[place]:
                found[row["province_id"]][place] += row[name]
    names = {row["run__source_id"]: [row[name] for name in _SOURCE_NAMES] for row in counted}
    fields = [name.rpartition("__")[2] for name in _SOURCE_NAMES]
    return found, [Source(**dict(zip(fields, values, strict=True))) for values in names.values()]


_SOURCE_NAMES = [f"run__source__{name}" for name in ("name_th", "name_en", "attribution_th", "attribution_en")]


def _single_days(rests):
    if not rests:
        return []
    wanted = Q()
    for _place, rest in rests:
        wanted |= Q(day__range=(rest.first, rest.last))
    days = ProvinceDay.objects.filter(wanted, parameter=Parameter.PM25).order_by("day")
    rows = days.values_list("day", "province_id", "is_sample", "mean")
    return [(place, *row) for row in rows for place, rest in rests if rest.first <= row[0] <= rest.last]


def _month_end(start):
    return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - DAY


def _year_before(day):
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
