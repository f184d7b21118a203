"""What the public pages show: published results only, and of what is not published no more than that it waits."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal

from django.db.models import Prefetch, Q

from kpis.models import Cycle, Indicator, Owner, Report, Round, Score, Target

TENTH = Decimal("0.1")
WIDE = 100  # has no room for decimals on a phone
COLUMNS = 7  # so many fit a phone without sideways scroll


@dataclass(frozen=True)
class Cell:
    """One target in one round. Without a published Score it waits; without a target there is nothing to say."""

    target: Target | None
    score: Score | None = None
    is_reopened: bool = False

    @property
    def state(self):
        if self.target is None:
            return "empty"
        if self.score is None:
            return "waiting" if self.target.is_assessable else "not_assessable"
        return "scored" if self.score.points is not None else "not_assessable"

    @property
    def shown(self):
        """The score cut, not rounded, to one place: 89.96 must not read 90.0 in the lower colour. 100 has no place."""
        points = cut(self.score.points)
        return str(points) if points < WIDE else f"{points:.0f}"

    @property
    def reason(self):
        return self.score.reason_th if self.score else self.target.not_assessable_th


@dataclass(frozen=True)
class Row:
    """One place with a Cell for each indicator."""

    place: object
    cells: list[Cell]

    @property
    def points(self):
        return [cell.score.points for cell in self.cells if cell.state == "scored"]

    @property
    def mean(self):
        """The mean of what was scored, cut to one place; what cannot be assessed or waits is left out of it."""
        return cut(sum(self.points) / len(self.points)) if self.points else None

    @property
    def expected(self):
        return sum(cell.state != "empty" for cell in self.cells)


@dataclass(frozen=True)
class Column:
    """An indicator of the year with the version that its targets cite, numbered from 1."""

    number: int
    indicator: Indicator
    version: object


@dataclass
class Board:
    """A cycle in one round. `tables` are (columns, [(region, rows)]): at most seven columns each."""

    cycle: Cycle
    round: Round | None
    rounds: list[Round]
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    named: list[Indicator] = field(default_factory=list)

    @property
    def cells(self):
        return [cell for row in self.rows for cell in row.cells if cell.state != "empty"]

    def count(self, state):
        return sum(cell.state == state for cell in self.cells)

    @property
    def counts(self):
        """How many cells there are, scored, at 75 or more, not assessable, waiting."""
        points = [cell.score.points for cell in self.cells if cell.state == "scored"]
        return {
            "all": len(self.cells),
            "scored": len(points),
            "good": sum(value >= 75 for value in points),
            "not_assessable": self.count("not_assessable"),
            "waiting": self.count("waiting"),
        }

    @property
    def tables(self):
        parts = [self.columns[start : start + COLUMNS] for start in range(0, len(self.columns), COLUMNS)]
        return [(part, self._regions(part)) for part in parts]

    @property
    def reasons(self):
        """(place, column, reason, year from which) of what cannot be assessed."""
        return [
            (row.place, column, cell.reason, cell.target.assessable_from_be)
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=True)
            if cell.state == "not_assessable"
        ]

    def _regions(self, part):
        numbers = [column.number - 1 for column in part]
        regions = {}
        for row in self.rows:
            name = row.place.get_region_display() if hasattr(row.place, "region") else ""
            regions.setdefault(name, []).append((row, [row.cells[number] for number in numbers]))
        return list(regions.items())


def cut(points):
    """One place, the rest cut off."""
    return points.quantize(TENTH, rounding=ROUND_DOWN)


def shown_cycles():
    """The cycles that the public pages list, newest first, with their rounds: two queries."""
    return list(Cycle.objects.shown().prefetch_related(Prefetch("rounds", Round.objects.all())))


def told_rounds():
    """The (cycle, round) keys of which a result is published: one query."""
    return set(Report.objects.published().order_by().values_list("target__cycle", "round").distinct())


def pick_cycle(cycles, slug, told=()):
    """The cycle of `slug`; without one the newest real one among those of `told` (`told_rounds`), else the newest."""
    asked = next((cycle for cycle in cycles if cycle.slug == slug), None)
    known = {cycle for cycle, _round in told}
    ranked = sorted(cycles, key=lambda cycle: (cycle.pk in known, not cycle.is_demo, cycle.year_be), reverse=True)
    return asked or next(iter(ranked), None)


def pick_round(rounds, kind, published):
    """The round of `kind`; without one the newest with a published result, else the newest."""
    asked = next((row for row in rounds if row.kind == kind), None)
    told = [row for row in rounds if row.pk in published]
    return asked or (told or rounds or [None])[-1]


def board(cycle, kind="", *, region="", told=None) -> Board:
    """The board of `cycle`; `region` keeps its provinces only, `told` is `told_rounds()` where that was asked already.

    Three queries more, however many cells.
    """
    rounds = list(cycle.rounds.all())
    targets = Target.objects.public().filter(cycle=cycle)
    if region:
        targets = targets.filter(province__region=region)
    targets = list(targets.with_all_but_levels())
    published = {round_ for _cycle, round_ in (told_rounds() if told is None else told)}
    round_ = pick_round(rounds, kind, published)
    scores = {}
    if round_:
        reports = Report.objects.published().filter(round=round_).select_related("published_score")
        scores = {row.target_id: row for row in reports}
    found = Board(cycle, round_, rounds, named=list(cycle.indicators.all()))
    found.columns = _columns(targets)
    found.rows = _rows(targets, found.columns, scores)
    return found


def _columns(targets):
    """Of each indicator the version that its newest target cites."""
    seen = {target.indicator_id: target for target in targets}
    ordered = sorted(seen.values(), key=lambda target: (target.indicator.order, target.indicator.code))
    return [Column(number, target.indicator, target.version) for number, target in enumerate(ordered, 1)]


def _rows(targets, columns, reports):
    by_place = {}
    for target in targets:
        target_place = target.place
        by_place.setdefault((type(target_place).__name__, target_place.pk), (target_place, {}))[1][
            target.indicator_id
        ] = target
    rows = []
    for place, own in by_place.values():
        cells = [_cell(own.get(column.indicator.pk), reports) for column in columns]
        rows.append(Row(place, cells))
    return sorted(rows, key=lambda row: (not hasattr(row.place, "region"), _region(row.place), row.place.sort_key))


def _cell(target, reports):
    report = reports.get(target.pk) if target else None
    return Cell(target, report and report.published_score, bool(report and report.is_reopened))


def _region(place):
    order = [value for value, _label in place.Region.choices] if hasattr(place, "region") else []
    return order.index(place.region) if order else 0


@dataclass(frozen=True)
class Result:
    """A published result of a target."""

    target: Target
    round: Round
    score: Score
    report: Report

    @property
    def value(self):
        return self.score.value


def results_of(targets) -> dict:
    """{target id: [Result, the newest first]}: one query."""
    reports = Report.objects.published().filter(target__in=targets)
    reports = reports.select_related("round__cycle", "published_score").order_by("-round__until")
    by_key = {target.pk: target for target in targets}
    found = {}
    for report in reports:
        report.target = by_key[report.target_id]
        found.setdefault(report.target_id, []).append(
            Result(by_key[report.target_id], report.round, report.published_score, report)
        )
    return found


def targets_of_indicator(indicator, cycle):
    """The public targets of an indicator in a cycle with levels and owners, by name: three queries."""
    rows = Target.objects.public().filter(indicator=indicator, cycle=cycle).with_levels()
    rows = rows.prefetch_related(Prefetch("owners", Owner.objects.select_related("agency")))
    return sorted(rows, key=lambda target: target.place.sort_key)


def cycles_of_indicator(indicator):
    """The shown cycles in which an indicator has a target or is named, newest first, with their rounds: two queries."""
    agreed = Q(targets__indicator=indicator, targets__status=Target.Status.AGREED)
    rows = Cycle.objects.shown().filter(agreed | Q(indicators=indicator)).distinct()
    return list(rows.prefetch_related(Prefetch("rounds", Round.objects.all())))


def targets_of_place(place, *, by="province"):
    """All public targets of a province (or, `by` "group__slug", of the group of that name) with levels and owners, the
    newest first."""
    rows = Target.objects.public().filter(**{by: place}).with_levels()
    rows = rows.prefetch_related(Prefetch("owners", Owner.objects.select_related("agency")))
    return sorted(rows, key=lambda target: (-target.cycle.year_be, target.indicator.order, target.indicator.code))


def agency_weights(cycle):
    """{agency id: Decimal sum of its weights in `cycle`}; what does not make 100 is incomplete. One query."""
    found = {}
    rows = Owner.objects.filter(target__cycle=cycle, target__status=Target.Status.AGREED, weight__isnull=False)
    for agency, weight in rows.order_by().values_list("agency", "weight"):
        found[agency] = found.get(agency, Decimal(0)) + weight
    return found


def is_stale(round_: Round, today: date) -> bool:
    """A later round of the same cycle was due and nothing of it is published: do not show the score as the state."""
    later = [row for row in round_.cycle.rounds.all() if row.until > round_.until]
    return any(row.closes < today for row in later) or (today - round_.until).days > 550
