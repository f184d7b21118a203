"""Who may do what with plans, obstacles and texts."""

from plans.models.scopes import WRITERS, written_groups
from workgroups.models import Workgroup
from workgroups.permissions import holds, is_secretariat, is_secretary


def writable_groups(user):
    """The active groups whose plans `user` writes: all of them for the secretariat."""
    groups = Workgroup.objects.active().select_related("province").defer("province__outline", "province__zoomed")
    return groups if is_secretariat(user) else groups.filter(pk__in=written_groups(user))


def can_write(user, group):
    """Write plans and activities, report, raise obstacles: officers and secretaries of the group."""
    return is_secretariat(user) or holds(user, *WRITERS, group=group)


def can_decide(user, group):
    """Move a plan, publish a text, refer an obstacle: the group's secretaries."""
    return is_secretary(user, group)


def can_check(user, milestone):
    """Say that a milestone is done: who writes for the group, but nobody what they reported themselves."""
    return milestone.reported_by_id != user.pk and can_write(user, milestone.activity.plan.group)


def can_take_up(user, obstacle):
    """Put a referred obstacle on an agenda and write the answer: secretaries of the body that it was sent to."""
    return obstacle.referred_to_id is not None and is_secretary(user, obstacle.referred_to)


def can_answer(user, obstacle):
    """The body that was asked; where no body was, the group's own secretary writes what the agency answered."""
    if obstacle.referred_to_id is None:
        return can_decide(user, obstacle.group)
    return can_take_up(user, obstacle)


def can_judge_practices(user):
    return is_secretariat(user)


def can_see_evidence(user, update):
    """Everybody where the reporter said so and the plan is public; else who writes for the group."""
    plan = update.activity.plan
    public = update.evidence_is_public and plan.status != plan.Status.DRAFT
    return public or can_write(user, plan.group)
