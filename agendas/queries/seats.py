"""What one seat, or one guest, sees of its meeting: the agenda with papers, draft minutes, own open actions."""

from django.db.models import Prefetch, Q
from django.utils import timezone

from agendas.models import Action, AgendaItem, Directive, ItemPaper, MinutesVersion, Resolution, Visibility
from agendas.permissions import can_open
from agendas.queries.agenda import labelled, sections_of
from agendas.queries.readers import is_held


def seat_opens(attendance):
    """The rule by which a seat opens items: members all of the agenda, guests what is public."""
    return lambda item: attendance.is_member or item.visibility == Visibility.PUBLIC


def user_opens(user):
    """The rule by which somebody with an account opens items."""
    return lambda item: can_open(user, item)


def agenda_for(meeting, opens):
    """The sections with their labels and the items that `opens` lets through, each with the `papers` pinned to it."""
    pins = ItemPaper.objects.select_related("paper", "version__file").order_by("order", "pk")
    items = AgendaItem.objects.prefetch_related(Prefetch("item_papers", pins, to_attr="papers"))
    sections = labelled(sections_of(meeting, items))
    for section in sections:
        section.listed = [item for item in section.listed if opens(item)]
    return [section for section in sections if section.listed]


def pinned_versions(sections):
    """(item, paper, stored file) of every file on the table, in order; what is only registered has none."""
    return [
        (item, pin.paper, pin.version.file)
        for section in sections
        for item in section.listed
        for pin in item.papers
        if pin.version is not None
    ]


def draft_minutes(meeting, opens):
    """The sections of the newest circulated draft, with only the items that `opens`; None where none went round.

    The words are those that were sent out, whatever was written since.
    """
    version = meeting.minutes_versions.filter(stage=MinutesVersion.Stage.CIRCULATED).order_by("-number").first()
    if version is None:
        return None
    items = AgendaItem.objects.filter(section__meeting=meeting).select_related("section__meeting__host_group")
    open_ = {item.pk for item in items if opens(item)}
    return [
        section | {"listed": [item for item in section["items"] if item["id"] in open_]}
        for section in version.body.get("sections", [])
    ]


def started():
    """The actions whose resolution or directive the chair has confirmed."""
    decided = Q(resolution__status__in=[Resolution.Status.CONFIRMED, Resolution.Status.FINAL])
    return Action.objects.filter(decided | Q(directive__status=Directive.Status.CONFIRMED))


def own_actions(attendance, today=None):
    """The open actions of the seat, or of the agency that it stands for, while its person holds it."""
    if not attendance.is_member or not is_held(attendance, today or timezone.localdate()):
        return Action.objects.none()
    owner = Q(owner_post=attendance.post_id)
    if attendance.post.agency_id:
        owner |= Q(owner_agency=attendance.post.agency_id)
    rows = started().running().filter(owner, group=attendance.meeting.host_group_id)
    return rows.select_related("owner_post", "owner_agency", "resolution__meeting", "directive__meeting")
