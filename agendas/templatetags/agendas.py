"""Tags of meetings and resolutions for their own pages and for those of other apps."""

from django import template
from django.utils import timezone

from agendas.models import Action, Meeting, Resolution
from agendas.queries import public

register = template.Library()
Status = Meeting.Status
MEETING_CHIPS = {
    Status.DRAFT: "mute",
    Status.CALLED: "go",
    Status.AGENDA_FROZEN: "go",
    Status.HELD: "wait",
    Status.MINUTES_DRAFT: "wait",
    Status.MINUTES_CIRCULATED: "wait",
    Status.ADOPTED: "ok",
    Status.CONCLUDED: "ok",
    Status.POSTPONED: "bad",
    Status.CANCELLED: "mute",
}
ACTION_CHIPS = {
    Action.Status.OPEN: "mute",
    Action.Status.IN_PROGRESS: "go",
    Action.Status.REPORTED_DONE: "wait",
    Action.Status.SENT_BACK: "bad",
    Action.Status.VERIFIED: "ok",
    Action.Status.CANCELLED: "mute",
}
AGAINST = (Resolution.Outcome.REJECTED, Resolution.Outcome.WITHDRAWN)
OPEN_ENDED = (Resolution.Outcome.DEFERRED, Resolution.Outcome.REFERRED)


@register.inclusion_tag("agendas/chip_of.html")
def meeting_chip(meeting):
    """{% meeting_chip meeting %}: its state as a shape and a word."""
    return {"kind": MEETING_CHIPS[meeting.status], "label": meeting.get_status_display(), "glyph": ""}


@register.inclusion_tag("agendas/chip_of.html")
def outcome_chip(resolution):
    """{% outcome_chip resolution %}: what was decided."""
    kind = "mute" if resolution.outcome in AGAINST else "wait" if resolution.outcome in OPEN_ENDED else "ok"
    return {"kind": kind, "label": resolution.get_outcome_display(), "glyph": ""}


@register.inclusion_tag("agendas/chip_of.html")
def action_chip(action, late=0):
    """{% action_chip action late %}: its state; late in red, with the days in words beside it."""
    return {"kind": "bad" if late else ACTION_CHIPS[action.status], "label": action.get_status_display(), "glyph": ""}


@register.inclusion_tag("agendas/meter.html")
def meter(progress):
    """{% meter resolution.progress %}: how far the actions are, as a bar and a sentence."""
    return {"progress": progress}


@register.inclusion_tag("agendas/place_resolutions.html", takes_context=True)
def province_resolutions(context, province):
    """The latest resolutions that name a district of `province`."""
    rows = public.of_districts(context["request"].user, timezone.localdate(), province=province)
    return {"rows": rows, "place": province}


@register.inclusion_tag("agendas/place_resolutions.html", takes_context=True)
def district_resolutions(context, district):
    """The latest resolutions that name `district`."""
    rows = public.of_districts(context["request"].user, timezone.localdate(), pk=district.pk)
    return {"rows": rows, "place": district}


@register.inclusion_tag("agendas/work_card.html", takes_context=True)
def work_card(context):
    """{% work_card %}: the next meeting and the latest resolutions, for the first page."""
    user, today = context["request"].user, timezone.localdate()
    coming = Meeting.objects.visible_to(user).upcoming(today).with_host().order_by("date", "starts", "pk")
    rows = public.resolutions(user).order_by("-meeting__date", "-pk")[:3]
    return {"next": coming.first(), "rows": public.with_progress(rows, today)}


@register.inclusion_tag("agendas/group_meetings.html", takes_context=True)
def group_meetings(context, group):
    """The latest meetings of `group` and the decision that it comes from."""
    user = context["request"].user
    rows = public.meetings(user).filter(host_group=group).order_by("-date", "-pk")[: public.LATEST]
    origins = public.resolutions(user).filter(originates=group).order_by("meeting__date")
    return {"rows": list(rows), "group": group, "origins": list(origins)}
