from agendas.admin.meetings import MeetingAdmin
from agendas.admin.registers import ActionAdmin, DirectiveAdmin, ReferralAdmin, ResolutionAdmin
from agendas.admin.rules import MeetingRulesAdmin, SectionTemplateAdmin

__all__ = [
    "ActionAdmin",
    "DirectiveAdmin",
    "MeetingAdmin",
    "MeetingRulesAdmin",
    "ReferralAdmin",
    "ResolutionAdmin",
    "SectionTemplateAdmin",
]
