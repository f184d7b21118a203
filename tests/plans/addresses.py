"""The rows of plans in the table of addresses, and what they are about."""

from django.utils import timezone

from plans.services import load_plans
from tests.plans.factories import ActivityFactory, MilestoneFactory, ObstacleFactory, PartnerFactory, PlanFactory
from workgroups.models import Agency, Workgroup

PUBLIC, NOBODY = [200] * 4, [404] * 4
SIGNED_IN, OWN, POSTED = [302, 200, 200, 200], [302, 200, 404, 200], [302, 405, 405, 405]
SECRETARY = [302, 403, 404, 200]  # the officer of the group may not, the central office may
PLAN, ONE = ["lampang", 2570], ["lampang", 2570, 1]

TABLE = {
    "plans:index": ([], PUBLIC),
    "plans:framework": ([], PUBLIC),
    "plans:coverage": ([], PUBLIC),
    "plans:practices": ([], PUBLIC),
    "plans:roadmaps": ([], PUBLIC),
    "plans:roadmap": (["lampang"], PUBLIC),
    "plans:situation": (["lampang"], PUBLIC),
    "plans:partners": ([], PUBLIC),
    "plans:obstacles": ([], PUBLIC),
    "plans:obstacle": (["obstacle"], PUBLIC),
    "plans:evidence": ([0], NOBODY),
    "plans:plan": (PLAN, PUBLIC),
    "plans:activity": (ONE, PUBLIC),
    "plans:work": ([], SIGNED_IN),
    "plans:intake": ([], [302, 404, 404, 200]),
    "plans:plan_new": ([], SIGNED_IN),
    "plans:obstacle_new": ([], SIGNED_IN),
    "plans:obstacle_edit": (["obstacle"], OWN),
    "plans:obstacle_refer": (["obstacle"], SECRETARY),
    "plans:obstacle_take_up": (["obstacle"], [302, 404, 404, 404]),
    "plans:obstacle_answer": (["obstacle"], SECRETARY),
    "plans:obstacle_end": (["obstacle"], SECRETARY),
    "plans:partner_new": ([], SIGNED_IN),
    "plans:partner_edit": (["partner"], OWN),
    "plans:practice_new": ([], SIGNED_IN),
    "plans:roadmap_edit": (["lampang"], OWN),
    "plans:situation_edit": (["lampang"], OWN),
    "plans:situation_publish": (["lampang"], POSTED),
    "plans:plan_edit": (PLAN, OWN),
    "plans:plan_discard": (PLAN, POSTED),
    "plans:plan_move": ([*PLAN, "approved"], SECRETARY),
    "plans:activity_new": (PLAN, OWN),
    "plans:activity_edit": (ONE, OWN),
    "plans:activity_drop": (ONE, POSTED),
    "plans:activity_report": (ONE, OWN),
    "plans:activity_status": (ONE, OWN),
    "plans:milestone_new": (ONE, OWN),
    "plans:milestone_edit": ([*ONE, "milestone"], OWN),
    "plans:milestone_drop": ([*ONE, "milestone"], POSTED),
    "plans:milestone_check": ([*ONE, "milestone"], OWN),
}


def make():
    """A public plan of Lampang with one activity and a milestone that was reported done, an obstacle and a partner."""
    load_plans()
    group, agency = Workgroup.objects.get(slug="lampang"), Agency.objects.get(slug="lampang-environment")
    activity = ActivityFactory(plan=PlanFactory(group=group), number=1, lead=agency)
    milestone = MilestoneFactory(activity=activity, done_on=timezone.localdate())
    obstacle, partner = ObstacleFactory(group=group), PartnerFactory(group=group)
    return {"obstacle": obstacle.pk, "partner": partner.pk, "milestone": milestone.pk}
