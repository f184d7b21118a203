"""What the page of the minutes shows: items with their points, orders and open requests."""

from django.db.models import Prefetch

from agendas.models import AgendaItem, Directive, Resolution
from agendas.queries.agenda import labelled, sections_of
from agendas.queries.blockers import DECIDED_ON


def record_sections(meeting):
    """The sections with `listed` items, each with `points` and `orders`; `lacks` where a decision is due."""
    points = Resolution.objects.select_related("deferred_to", "referred_to", "public_summary", "corrects__meeting")
    points = points.order_by("point").prefetch_related("dissents", *_WORK)
    orders = Directive.objects.order_by("number").prefetch_related(*_WORK)
    items = AgendaItem.objects.select_related("adopts__host_group").prefetch_related(
        Prefetch("resolutions", points, to_attr="points"), Prefetch("directives", orders, to_attr="orders")
    )
    sections = labelled(sections_of(meeting, items))
    for section in sections:
        for item in section.listed:
            item.lacks = meeting.decides and section.kind in DECIDED_ON and not item.points
            for point in item.points:
                point.item, point.meeting = item, meeting
    return sections


def loose_directives(meeting):
    """Orders of the meeting as a whole."""
    return list(meeting.directives.filter(item__isnull=True).order_by("number").prefetch_related(*_WORK))


_WORK = ["actions__owner_post", "actions__owner_agency", "actions__supporters"]
