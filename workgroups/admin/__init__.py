"""The secretariat's pages for groups, people and agencies. The rules are those of the models and the services."""

from workgroups.admin.agencies import AgencyAdmin
from workgroups.admin.challenges import ChallengeAdmin, PolicyLevelAdmin
from workgroups.admin.facts import LoadedFactAdmin
from workgroups.admin.grants import GrantAdmin
from workgroups.admin.groups import AppointmentOrderAdmin, WorkgroupAdmin
from workgroups.admin.people import PersonAdmin
from workgroups.admin.posts import MembershipAdmin, PostAdmin

__all__ = [
    "AgencyAdmin",
    "AppointmentOrderAdmin",
    "ChallengeAdmin",
    "GrantAdmin",
    "LoadedFactAdmin",
    "MembershipAdmin",
    "PersonAdmin",
    "PolicyLevelAdmin",
    "PostAdmin",
    "WorkgroupAdmin",
]
