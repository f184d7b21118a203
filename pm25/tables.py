"""The table of all provinces, sorted on the server by links in its head."""

from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from places.models import Province

ASCENDING, DESCENDING = "asc", "desc"
FIRST_DIRECTION = {"name": ASCENDING, "value": DESCENDING, "region": ASCENDING}
LABELS = {"name": _("ชื่อจังหวัด"), "value": _("ค่าฝุ่น"), "region": _("ภาค")}
REGIONS = Province.Region.values
STATES = ["fresh", "late", "none"]


@dataclass(frozen=True)
class Head:
    """A column head that sorts: `aria` is "ascending" or "descending" on the column in use, else ""."""

    key: str
    label: str
    query: str
    aria: str


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `label` is empty where the table is not grouped."""

    label: str
    rows: list


@dataclass(frozen=True)
class ProvinceTable:
    sort: str
    direction: str
    groups: list[Group]

    @property
    def heads(self):
        return {key: self._head(key) for key in FIRST_DIRECTION}

    def _head(self, key):
        used = key == self.sort
        turned = DESCENDING if self.direction == ASCENDING else ASCENDING
        direction = turned if used else FIRST_DIRECTION[key]
        aria = {ASCENDING: "ascending", DESCENDING: "descending"}[self.direction] if used else ""
        return Head(key, LABELS[key], urlencode({"sort": key, "dir": direction}), aria)


def province_table(nows, sort="", direction="") -> ProvinceTable:
    """Sort AirNow rows, given by name, by "value", "name" or "region"; what is not known sorts by value, highest first.

    Old values and provinces without one stand behind the fresh ones, whatever the direction.
    """
    sort = sort if sort in FIRST_DIRECTION else "value"
    direction = direction if direction in (ASCENDING, DESCENDING) else FIRST_DIRECTION[sort]
    backwards = direction == DESCENDING
    if sort == "name":
        groups = [Group("", list(nows)[::-1] if backwards else list(nows))]
    elif sort == "value":
        groups = [Group("", _by_value(nows, backwards))]
    else:
        groups = by_region(nows, backwards)
    return ProvinceTable(sort, direction, groups)


def by_region(nows, backwards=False):
    """The provinces of each region, the highest value first; regions in the order of the country's map."""
    regions = REGIONS[::-1] if backwards else REGIONS
    found = {region: [now for now in nows if now.province.region == region] for region in regions}
    return [Group(Province.Region(key).label, _by_value(rows, True)) for key, rows in found.items() if rows]


def _by_value(nows, backwards):
    sign = -1 if backwards else 1
    return sorted(nows, key=lambda now: (STATES.index(now.state), sign * (now.value or 0)))
