"""Reads for the pages: rosters of a day, the tree of groups, policy challenges, a person's rights."""

from workgroups.queries.challenges import challenge_years
from workgroups.queries.grants import current_grants
from workgroups.queries.groups import counts, filter_choices, find_groups, group_page, group_tree
from workgroups.queries.rosters import HELD, UNNAMED, VACANT, Holder, Seat, chairs, roster, standing

__all__ = [
    "HELD",
    "UNNAMED",
    "VACANT",
    "Holder",
    "Seat",
    "chairs",
    "challenge_years",
    "counts",
    "current_grants",
    "filter_choices",
    "find_groups",
    "group_page",
    "group_tree",
    "roster",
    "standing",
]
