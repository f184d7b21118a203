from workgroups.models.agencies import RESERVED_SLUGS, Agency, AgencyName, Tier
from workgroups.models.challenges import Challenge, ChallengeAgency, PolicyLevel
from workgroups.models.grants import Grant
from workgroups.models.groups import AppointmentOrder, Duty, Workgroup, WorkgroupAlias
from workgroups.models.people import Person
from workgroups.models.posts import Membership, Post, VacancyDeclaration
from workgroups.models.sources import LoadedFact, SourcedModel

__all__ = [
    "RESERVED_SLUGS",
    "Agency",
    "AgencyName",
    "AppointmentOrder",
    "Challenge",
    "ChallengeAgency",
    "Duty",
    "Grant",
    "LoadedFact",
    "Membership",
    "Person",
    "PolicyLevel",
    "Post",
    "SourcedModel",
    "Tier",
    "VacancyDeclaration",
    "Workgroup",
    "WorkgroupAlias",
]
