"""The only writers of history, of a status, and of more than one row."""

from workgroups.services.agencies import CannotRename, CannotSucceed, rename_agency, succeed_agency
from workgroups.services.demonstration import load_demo_workgroups, remove_demo_workgroups
from workgroups.services.grants import GrantNotInForce, end_grant, give_grant
from workgroups.services.groups import WrongMove, end_group, reopen_group
from workgroups.services.people import CannotMerge, merge_persons
from workgroups.services.reference import load_workgroups
from workgroups.services.seats import SeatTaken, TermNotInForce, declare_vacant, end_membership, seat_person

__all__ = [
    "CannotMerge",
    "CannotRename",
    "CannotSucceed",
    "GrantNotInForce",
    "SeatTaken",
    "TermNotInForce",
    "WrongMove",
    "declare_vacant",
    "end_grant",
    "end_group",
    "end_membership",
    "give_grant",
    "load_demo_workgroups",
    "load_workgroups",
    "merge_persons",
    "remove_demo_workgroups",
    "rename_agency",
    "reopen_group",
    "seat_person",
    "succeed_agency",
]
