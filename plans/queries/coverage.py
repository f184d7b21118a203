"""Which point of the national frame has no activity in which province."""

from collections import Counter
from dataclasses import dataclass

from plans.models import Activity, FrameItem, Plan


@dataclass(frozen=True)
class Line:
    """A plan's row: `cells` are (item, number of standing activities that serve it) in the order of the items."""

    plan: Plan
    cells: list

    @property
    def gaps(self):
        return [item for item, count in self.cells if not count]

    @property
    def covered(self):
        return len(self.cells) - len(self.gaps)


@dataclass(frozen=True)
class Coverage:
    items: list[FrameItem]
    lines: list[Line]

    @property
    def nowhere(self):
        """Items that no plan of the year serves."""
        if not self.lines:
            return []
        served = {item for line in self.lines for item, count in line.cells if count}
        return [item for item in self.items if item not in served]

    @property
    def by_item(self):
        """(item, plans without an activity for it) in the order of the items."""
        return [(item, [line.plan for line in self.lines if item in line.gaps]) for item in self.items]


def coverage(plans, kind) -> Coverage:
    """The items of `kind` against `plans`, a queryset; three queries for any number of plans."""
    plans = list(plans.with_group().order_by("group__province__sort_key", "group__sort_key"))
    items = list(FrameItem.objects.of(kind))
    links = (
        Activity.objects.standing()
        .filter(plan__in=[plan.pk for plan in plans], serves__kind=kind)
        .order_by()
        .values_list("plan", "serves")
    )
    tally = Counter(links)
    lines = [Line(plan, [(item, tally[plan.pk, item.pk]) for item in items]) for plan in plans]
    return Coverage(items, lines)
