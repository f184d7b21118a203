from plans.models.activities import Activity, Milestone
from plans.models.events import RecordedEvent
from plans.models.frame import FrameItem
from plans.models.obstacles import Obstacle, ObstacleEvent
from plans.models.partners import NetworkPartner
from plans.models.plans import Plan
from plans.models.practices import GoodPractice
from plans.models.roadmaps import RoadMap
from plans.models.situations import Situation
from plans.models.updates import Update

__all__ = [
    "Activity",
    "FrameItem",
    "GoodPractice",
    "Milestone",
    "NetworkPartner",
    "Obstacle",
    "ObstacleEvent",
    "Plan",
    "RecordedEvent",
    "RoadMap",
    "Situation",
    "Update",
]
