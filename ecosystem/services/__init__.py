from ecosystem.services.demonstration import load_demo_ecosystem, remove_demo_ecosystem
from ecosystem.services.reference import load_ecosystem
from ecosystem.services.refusals import AssessmentRefused, Conflict
from ecosystem.services.writing import (
    note_points,
    publish,
    return_for_changes,
    review,
    start_assessment,
    submit,
    write_answer,
)

__all__ = [
    "AssessmentRefused",
    "Conflict",
    "load_demo_ecosystem",
    "load_ecosystem",
    "note_points",
    "publish",
    "remove_demo_ecosystem",
    "return_for_changes",
    "review",
    "start_assessment",
    "submit",
    "write_answer",
]
