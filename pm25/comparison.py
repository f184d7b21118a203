"""Provinces beside each other over one span and the same span a year before, read once for the page that compares."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.models import Province, ProvinceGroup
from pm25.charts.ranges import Range, RangeAxis, range_axis
from pm25.models import Source
from pm25.queries.compare import (
    AREA,
    NEEDED_PERCENT,
    REGION,
    GroupRow,
    Span,
    Tally,
    hotspot_counts,
    network,
    province_sets,
    provinces_with_first_month,
    tallies,
)
from pm25.queries.standards import Scales

SEASON, WHOLE_YEAR = "season", "year"
SEASON_ENDS = (5, 31)
CLUSTER = ProvinceGroup.Kind.CLUSTER.value
NOTHING = [Tally(), Tally()]


@dataclass(frozen=True)
class ComparedProvince:
    """A province's span and the one before. `state`: "known", "few" (too few days), "none" (no day), "no_station"."""

    province: Province
    tally: Tally
    before: Tally
    hotspots: list
    state: str
    is_sample: bool
    comparable: bool
    range: Range | None = None


@dataclass(frozen=True)
class ComparedGroup:
    """`rows` are known well enough, the most days above the limit first; `apart` are not, by name."""

    group: GroupRow
    rows: list
    apart: list


@dataclass(frozen=True)
class Choice:
    key: str
    label: object


@dataclass(frozen=True)
class Comparison:
    span: Span
    before: Span
    by: str
    kind: str
    choices: list[Choice]
    years: list[int]
    groups: list[ComparedGroup]
    axis: RangeAxis
    limits: list
    sources: list[Source]

    @property
    def rows(self):
        """Every known province once, though it may stand in several groups."""
        return list({row.province.pk: row for group in self.groups for row in group.rows}.values())

    @property
    def compared(self):
        return [row for row in self.rows if row.comparable]

    @property
    def fewer(self):
        return sum(row.tally.over < row.before.over for row in self.compared)

    @property
    def more(self):
        return sum(row.tally.over > row.before.over for row in self.compared)

    @property
    def same(self):
        return len(self.compared) - self.fewer - self.more

    @property
    def worst(self):
        """The known province with the most days above the limit; None where no day was."""
        row = max(self.rows, key=lambda row: (row.tally.over, row.tally.mean), default=None)
        return row if row and row.tally.over else None

    @property
    def is_sample(self):
        return any(row.is_sample for group in self.groups for row in [*group.rows, *group.apart])

    @property
    def is_mixed(self):
        """Whether measured provinces stand beside samples, so that each sample must say so."""
        return len({row.is_sample for row in self.rows}) > 1

    @property
    def is_running(self):
        """Whether the span is not over yet, so that the year before is cut at the same day."""
        ends = date(self.span.first.year, *SEASON_ENDS) if self.kind == SEASON else date(self.span.first.year, 12, 31)
        return self.span.last < ends

    @property
    def needed_percent(self):
        return NEEDED_PERCENT


def newest_year(today):
    """The year of the current or last season; on 1 January no day of the new one is over yet."""
    return (today - timedelta(days=1)).year


def span_of(kind, year, today) -> Span:
    """The season (1 January to 31 May) or the whole `year`, as far as its days are over."""
    last = date(year, *SEASON_ENDS) if kind == SEASON else date(year, 12, 31)
    return Span(date(year, 1, 1), min(last, today - timedelta(days=1)))


def compare(by="", year=None, kind=SEASON) -> Comparison:
    """What is asked for wrongly is taken as the default: problem areas, the newest year, the season. Seven queries."""
    today, scales = timezone.localdate(), Scales()
    provinces, sets, known = provinces_with_first_month(), province_sets(), network()
    years = _years(provinces, newest_year(today))
    year = year if year in years else years[0]
    kind = kind if kind in (SEASON, WHOLE_YEAR) else SEASON
    span = span_of(kind, year, today)
    choices = _choices(sets)
    by = by if by in {choice.key for choice in choices} else AREA
    groups = _groups(by, sets, provinces)
    wanted = {pk for group in groups for pk in group.members}
    found = tallies([span, span.year_before], scales)
    hotspots, satellites = hotspot_counts([span, span.year_before], wanted)
    rows = {row.pk: _row(row, found, hotspots, known, span) for row in provinces if row.pk in wanted}
    axis = range_axis([count for row in rows.values() for count in _counts(row)])
    rows = {pk: replace(row, range=_range(row, axis)) for pk, row in rows.items()}
    return Comparison(
        span=span,
        before=span.year_before,
        by=by,
        kind=kind,
        choices=choices,
        years=years,
        groups=[_compared(group, rows) for group in groups],
        axis=axis,
        limits=scales.stretches(span.first, span.last),
        sources=[*known.sources, *satellites],
    )


def _years(provinces, newest):
    first = provinces[0].first_month if provinces else None
    return list(range(newest, min(first.year if first else newest, newest) - 1, -1))


def _choices(sets):
    """Problem areas, official groups, each grouping of statistics by its own name, regions."""
    statistical = [Choice(row.slug, row) for row in sets if row.kind == ProvinceGroup.Kind.STATISTICAL]
    return [Choice(AREA, _("พื้นที่ปัญหา")), Choice(CLUSTER, _("กลุ่มจังหวัด")), *statistical, Choice(REGION, _("ภาค"))]


def _groups(by, sets, provinces):
    if by == REGION:
        return [_region(region, provinces) for region in Province.Region]
    if by in (AREA, CLUSTER):
        return [row for row in sets if row.kind == by]
    return [row for row in sets if row.slug == by]


def _region(region, provinces):
    members = tuple(row.pk for row in provinces if row.region == region)
    return GroupRow(REGION, region.value, region.label, region.label, "", None, "", members)


def _row(province, found, hotspots, known, span):
    is_sample = province.pk not in known.real
    tally, before = found.get((province.pk, is_sample), NOTHING)
    enough = [_enough(tally, span), _enough(before, span.year_before)]
    if province.pk not in known.provinces and not tally.days:
        state = "no_station"
    else:
        state = "known" if enough[0] else "few" if tally.days else "none"
    is_sample = is_sample and bool(tally.days)
    return ComparedProvince(province, tally, before, hotspots[province.pk], state, is_sample, all(enough))


def _enough(tally, span):
    return span.days > 0 and tally.days * 100 >= span.days * NEEDED_PERCENT


def _counts(row):
    if row.state != "known":
        return []
    return [row.tally.over, row.before.over if row.comparable else None]


def _range(row, axis):
    return axis.row(*_counts(row)) if row.state == "known" else None


def _compared(group, rows):
    members = [rows[pk] for pk in group.members if pk in rows]
    known = [row for row in members if row.state == "known"]
    known.sort(key=lambda row: (-row.tally.over, -row.tally.mean, row.province.sort_key))
    apart = sorted((row for row in members if row.state != "known"), key=lambda row: row.province.sort_key)
    return ComparedGroup(group, known, apart)
