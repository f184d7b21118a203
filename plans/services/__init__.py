"""The only writers of history, of a status, and of more than one row."""

from plans.services.activities import (
    add_activity,
    add_milestone,
    change_activity,
    change_milestone,
    drop_activity,
    drop_milestone,
    override_status,
)
from plans.services.demonstration import load_demo_plans, remove_demo_plans
from plans.services.obstacles import (
    answer_obstacle,
    change_obstacle,
    end_obstacle,
    raise_obstacle,
    refer_obstacle,
    take_up_obstacle,
)
from plans.services.plans import (
    approve_plan,
    change_plan,
    close_plan,
    consult_plan,
    create_plan,
    discard_plan,
    return_plan,
    start_plan,
    whole,
)
from plans.services.progress import check_milestone, report_progress, send_back_milestone
from plans.services.reference import load_plans
from plans.services.refusals import Conflict, PlanRefused
from plans.services.texts import (
    judge_practice,
    propose_practice,
    publish_situation,
    save_partner,
    save_roadmap,
    write_situation,
)

__all__ = [
    "Conflict",
    "PlanRefused",
    "add_activity",
    "add_milestone",
    "answer_obstacle",
    "approve_plan",
    "change_activity",
    "change_milestone",
    "change_obstacle",
    "change_plan",
    "check_milestone",
    "close_plan",
    "consult_plan",
    "create_plan",
    "discard_plan",
    "drop_activity",
    "drop_milestone",
    "end_obstacle",
    "judge_practice",
    "load_demo_plans",
    "load_plans",
    "override_status",
    "propose_practice",
    "publish_situation",
    "raise_obstacle",
    "refer_obstacle",
    "remove_demo_plans",
    "report_progress",
    "return_plan",
    "save_partner",
    "save_roadmap",
    "send_back_milestone",
    "start_plan",
    "take_up_obstacle",
    "whole",
    "write_situation",
]
