from agendas.models.actions import Action, ActionUpdate, DueChange
from agendas.models.attendance import Attendance, ElectronicRecord
from agendas.models.history import MeetingEvent, MeetingMove
from agendas.models.items import AgendaItem, AgendaSection, Visibility
from agendas.models.letters import InvitationLetter
from agendas.models.meetings import Meeting
from agendas.models.minutes import Adoption, Correction, MinutesVersion
from agendas.models.papers import ItemPaper, Paper, PaperVersion
from agendas.models.proposals import Proposal
from agendas.models.resolutions import Directive, Dissent, PublicSummary, Referral, Resolution
from agendas.models.rules import MeetingRules, SectionKind, SectionTemplate

__all__ = [
    "Action",
    "ActionUpdate",
    "Adoption",
    "AgendaItem",
    "AgendaSection",
    "Attendance",
    "Correction",
    "Directive",
    "Dissent",
    "DueChange",
    "ElectronicRecord",
    "InvitationLetter",
    "ItemPaper",
    "Meeting",
    "MeetingEvent",
    "MeetingMove",
    "MeetingRules",
    "MinutesVersion",
    "Paper",
    "PaperVersion",
    "Proposal",
    "PublicSummary",
    "Referral",
    "Resolution",
    "SectionKind",
    "SectionTemplate",
    "Visibility",
]
