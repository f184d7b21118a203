from ecosystem.models.assessments import Answer, Assessment, AssessmentEvent, PointNote
from ecosystem.models.frame import Component, Descriptor, DiscussionPoint, Instrument, Level, Principle
from ecosystem.models.rounds import Round

__all__ = [
    "Answer",
    "Assessment",
    "AssessmentEvent",
    "Component",
    "Descriptor",
    "DiscussionPoint",
    "Instrument",
    "Level",
    "PointNote",
    "Principle",
    "Round",
]
