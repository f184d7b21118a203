"""The table of all provinces: every order, and what is not one."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from pm25.tables import province_table


@dataclass(frozen=True)
class Place:
    region: str


@dataclass(frozen=True)
class Now:
    name: str
    value: Decimal | None
    state: str
    province: Place


def rows():
    """Given by name, as national_now gives them."""
    return [
        Now("ก", Decimal("20"), "fresh", Place("north")),
        Now("ข", None, "none", Place("south")),
        Now("ค", Decimal("99"), "late", Place("north")),
        Now("ง", Decimal("48"), "fresh", Place("south")),
    ]


def names(table):
    return ["".join(now.name for now in group.rows) for group in table.groups]


@pytest.mark.parametrize(
    ("sort", "direction", "order"),
    [
        ("value", "desc", ["งกคข"]),
        ("value", "asc", ["กงคข"]),
        ("name", "asc", ["กขคง"]),
        ("name", "desc", ["งคขก"]),
        ("region", "asc", ["กค", "งข"]),
        ("region", "desc", ["งข", "กค"]),
    ],
)
def test_table_in_every_order(sort, direction, order):
    assert names(province_table(rows(), sort, direction)) == order


@pytest.mark.parametrize(("sort", "direction"), [(None, None), ("", ""), ("password", "up"), ("value", "; DROP TABLE")])
def test_unknown_order_is_the_highest_value_first(sort, direction):
    table = province_table(rows(), sort, direction)

    assert (table.sort, table.direction, names(table)) == ("value", "desc", ["งกคข"])


def test_heads_turn_the_order_in_use_and_start_the_others():
    heads = province_table(rows(), "name", "asc").heads

    assert [(head.key, head.query, head.aria) for head in heads.values()] == [
        ("name", "sort=name&dir=desc", "ascending"),
        ("value", "sort=value&dir=desc", ""),
        ("region", "sort=region&dir=asc", ""),
    ]


def test_groups_are_named_by_their_region():
    assert [str(group.label) for group in province_table(rows(), "region").groups] == ["ภาคเหนือ", "ภาคใต้"]
