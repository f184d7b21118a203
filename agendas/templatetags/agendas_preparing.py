"""The secretary's meetings on other apps' pages."""

from django import template

from agendas.queries.preparing import meetings_to_prepare, prepared_groups, referrals_waiting

SHOWN = 5

register = template.Library()


@register.inclusion_tag("agendas/preparing/desk.html", takes_context=True)
def preparing_desk(context):
    """{% preparing_desk %}: the card of who prepares meetings: the nearest ones, and what waits."""
    user = context["request"].user
    groups = prepared_groups(user)
    if not groups.exists():
        return {"shown": False}
    meetings = meetings_to_prepare(user)
    return {
        "shown": True,
        "meetings": meetings[:SHOWN],
        "more": len(meetings) > SHOWN,
        "waiting": referrals_waiting(groups),
    }
