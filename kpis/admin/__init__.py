"""Indicators for the secretariat: reference data, targets with import and export, reports to look at."""

from kpis.admin.definitions import IndicatorAdmin, IndicatorVersionAdmin, ScoringSchemeAdmin
from kpis.admin.work import CycleAdmin, ReportAdmin, TargetAdmin

__all__ = ["CycleAdmin", "IndicatorAdmin", "IndicatorVersionAdmin", "ReportAdmin", "ScoringSchemeAdmin", "TargetAdmin"]
