"""What pages of others show of members' work: the desk's list, the buttons of an action, the text for LINE."""

from django import template
from django.utils import timezone

from agendas.emails import line_text
from agendas.permissions import can_report, can_verify, is_member
from agendas.queries.due import due_list
from agendas.queries.seats import agenda_for, pinned_versions, user_opens
from agendas.services.wishes import may_propose
from workgroups.permissions import is_secretary

register = template.Library()
SHOWN = 8


@register.inclusion_tag("agendas/due_desk.html", takes_context=True)
def due_desk(context):
    """{% due_desk %}: the first of what waits for the user, for the desk."""
    dues = due_list(context["user"], timezone.localdate())
    return {"dues": dues[:SHOWN], "count": len(dues), "more": len(dues) > SHOWN}


@register.inclusion_tag("agendas/action_forms.html", takes_context=True)
def action_forms(context, action):
    """{% action_forms action %}: the steps that the user may take now; nothing for whoever may take none."""
    user = context["user"]
    going = user.is_authenticated and action.origin.is_decided and not action.has_ended
    reported = action.status == action.Status.REPORTED_DONE
    secretary = going and is_secretary(user, action.group)
    return {
        "action": action,
        "can_report": going and not reported and can_report(user, action),
        "can_verify": going and reported and can_verify(user, action),
        "waits_for_other": secretary and reported and not can_verify(user, action),
        "is_secretary": secretary,
    }


@register.inclusion_tag("agendas/member_steps.html", takes_context=True)
def member_steps(context, meeting):
    """{% member_steps meeting %}: what the people of the group do about a meeting; nothing for anybody else."""
    user, today = context["user"], timezone.localdate()
    inside = user.is_authenticated and meeting.status != meeting.Status.DRAFT and is_member(user, meeting)
    if not inside:
        return {"inside": False}
    return {
        "inside": True,
        "meeting": meeting,
        "own": meeting.is_coming and meeting.attendances.filter(email__iexact=user.email).exists(),
        "listed": meeting.attendances.exists(),
        "may_propose": may_propose(meeting, today),
        "has_draft": meeting.status == meeting.Status.MINUTES_CIRCULATED,
        "has_papers": bool(pinned_versions(agenda_for(meeting, user_opens(user)))),
    }


@register.inclusion_tag("agendas/line_text.html")
def meeting_line_text(meeting, letter, reason=""):
    """{% meeting_line_text meeting "invitation" %}: the short text to copy into LINE; of invitation, change,
    cancellation, circulation or adoption."""
    return {"text": line_text(meeting, letter, reason=reason), "letter": letter}
