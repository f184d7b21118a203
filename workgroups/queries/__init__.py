"""Reads for the pages: rosters of a day, the tree of groups, policy challenges, a person's rights."""

from workgroups.queries.challenges import challenge_years
from workgroups.queries.grants import current_grants
from workgroups.queries.groups import filter_choices, find_groups, group_page, group_tree
from workgroups.queries.rosters import Holder, Seat, chairs, roster, standing

__all__ = [
    "Holder",
    "Seat",
    "chairs",
    "challenge_years",
    "current_grants",
    "filter_choices",
    "find_groups",
    "group_page",
    "group_tree",
    "roster",
    "standing",
]
