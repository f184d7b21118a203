from kpis.models.cycles import Cycle, Round, RoundException
from kpis.models.indicators import Indicator, IndicatorVersion
from kpis.models.machine import MachineValue, StationSet
from kpis.models.meetings import MeetingSnapshot
from kpis.models.reports import Evidence, Report, ReportEvent, ReviewComment, Score
from kpis.models.schemes import SchemeBand, SchemeLevel, ScoringScheme
from kpis.models.targets import Owner, Target, TargetAmendment, TargetLevel

__all__ = [
    "Cycle",
    "Evidence",
    "Indicator",
    "IndicatorVersion",
    "MachineValue",
    "MeetingSnapshot",
    "Owner",
    "Report",
    "ReportEvent",
    "ReviewComment",
    "Round",
    "RoundException",
    "SchemeBand",
    "SchemeLevel",
    "Score",
    "ScoringScheme",
    "StationSet",
    "Target",
    "TargetAmendment",
    "TargetLevel",
]
