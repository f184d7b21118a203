"""Every place × indicator × round of a year with the state of its report, for those who oversee all of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from kpis.models import Cycle, Indicator, Report, Round, RoundException, Target

NONE, LATE, SOON, NOT_ASSESSABLE = "none", "late", "soon", "not_assessable"


@dataclass(frozen=True)
class Spot:
    """One target in one round. `state` is that of the report, or late, none (may be reported), soon, not_assessable."""

    target_id: int
    kind: str
    state: str


@dataclass
class Matrix:
    """`rows` are (place, [[Spot of each round] or [] of each indicator])."""

    cycle: Cycle
    rounds: list[Round]
    indicators: list[Indicator]
    rows: list = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)


def matrix(cycle, today: date, *, state="") -> Matrix:
    """Four queries, whatever its size; `state` keeps the rows with at least one spot in it."""
    rounds = list(cycle.rounds.all())
    targets = list(Target.objects.agreed().filter(cycle=cycle).with_all_but_levels())
    states = Report.objects.filter(target__cycle=cycle).order_by().values_list("target", "round", "status")
    known = {(target, round_): status for target, round_, status in states}
    extended = RoundException.objects.filter(round__cycle=cycle).values_list("target", "round", "until")
    later = {}
    for target, round_, until in extended:
        later[target, round_] = max(until, later.get((target, round_), until))
    indicators = sorted({target.indicator for target in targets}, key=lambda row: (row.order, row.code))
    places = number(indicators)
    found = Matrix(cycle, rounds, indicators)
    rows = {}
    for target in targets:
        spots = [_spot(target, row, known, later, today) for row in rounds]
        found.counts.update(spot.state for spot in spots)
        place = rows.setdefault((target.province_id, target.group_id if not target.province_id else None), None)
        if place is None:
            place = rows[target.province_id, target.group_id if not target.province_id else None] = (
                target.place,
                [[] for _ in indicators],
            )
        place[1][places[target.indicator_id]] = spots
    found.rows = [row for row in rows.values() if not state or _has(row, state)]
    found.rows.sort(key=lambda row: row[0].sort_key)
    return found


def number(indicators):
    return {row.pk: index for index, row in enumerate(indicators)}


def _spot(target, round_, known, later, today):
    state = known.get((target.pk, round_.pk), "")
    if state in ("", Report.Status.DRAFT, Report.Status.RETURNED):
        due = max(round_.due, later.get((target.pk, round_.pk), round_.due))
        if not target.is_assessable:
            state = state or NOT_ASSESSABLE
        elif today > due and state != Report.Status.RETURNED:
            state = LATE
        elif not state:
            state = NONE if round_.open_from <= today else SOON
    return Spot(target.pk, round_.kind, state)


def _has(row, state):
    return any(spot.state == state for spots in row[1] for spot in spots)
