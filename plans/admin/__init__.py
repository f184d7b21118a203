"""The secretariat's pages of plans: the frame, recorded facts and good practices are written here; plans, activities
and obstacles are read here and moved on their own pages, by the same services as everybody uses."""

from plans.admin.frame import FrameItemAdmin, RecordedEventAdmin
from plans.admin.practices import GoodPracticeAdmin
from plans.admin.work import (
    ActivityAdmin,
    MilestoneAdmin,
    NetworkPartnerAdmin,
    ObstacleAdmin,
    PlanAdmin,
    RoadMapAdmin,
    SituationAdmin,
    UpdateAdmin,
)

__all__ = [
    "ActivityAdmin",
    "FrameItemAdmin",
    "GoodPracticeAdmin",
    "MilestoneAdmin",
    "NetworkPartnerAdmin",
    "ObstacleAdmin",
    "PlanAdmin",
    "RecordedEventAdmin",
    "RoadMapAdmin",
    "SituationAdmin",
    "UpdateAdmin",
]
