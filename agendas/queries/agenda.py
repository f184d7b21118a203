"""The agenda of a meeting in the order of its printing."""

from django.db.models import Prefetch

from agendas.models import AgendaItem, Meeting, Resolution
from agendas.numbering import numbers


def sections_of(meeting, items=None):
    """The sections in order, each with `listed`: its standing items, of `items` (a queryset) where given."""
    chosen = AgendaItem.objects.all() if items is None else items
    standing = chosen.filter(withdrawn_reason="").order_by("order", "pk")
    sections = list(
        meeting.sections.order_by("order", "pk").prefetch_related(Prefetch("items", standing, to_attr="listed"))
    )
    for section in sections:
        section.meeting = meeting
        for item in section.listed:
            item.section = section
    return sections


def labelled(sections):
    """The same sections, with `label` on each and on its items; `numbered` where items are printed with numbers."""
    labels = numbers(sections)
    for section in sections:
        section.label = labels[section]
        section.numbered = len(section.listed) != 1
        for item in section.listed:
            item.label = labels[item]
    return sections


def unadopted_before(meeting):
    """Earlier meetings of the same group whose minutes wait to be adopted and are on no other agenda."""
    waiting = [Meeting.Status.HELD, Meeting.Status.MINUTES_DRAFT, Meeting.Status.MINUTES_CIRCULATED]
    rows = Meeting.objects.filter(
        host_group=meeting.host_group, status__in=waiting, kind__in=Meeting.NUMBERED, date__lte=meeting.date
    )
    on_agendas = AgendaItem.objects.filter(adopts__isnull=False, withdrawn_reason="").exclude(
        section__meeting__status=Meeting.Status.CANCELLED
    )
    rows = rows.filter(minutes_missing_th="").exclude(pk=meeting.pk)
    return rows.exclude(pk__in=on_agendas.values("adopts")).order_by("date", "pk")


def deferred_to(meeting):
    """Resolutions that put a matter off to this meeting, or to the next one, and that no item has taken up."""
    rows = Resolution.objects.decided().filter(
        outcome=Resolution.Outcome.DEFERRED, item__section__meeting__host_group=meeting.host_group
    )
    taken = AgendaItem.objects.filter(carried_from__isnull=False, withdrawn_reason="").exclude(
        section__meeting__status=Meeting.Status.CANCELLED
    )
    rows = rows.exclude(item__in=taken.values("carried_from")).exclude(item__section__meeting=meeting)
    here = rows.filter(deferred_to=meeting) | rows.filter(deferred_next=True, deferred_to__isnull=True)
    return here.select_related("item__section__meeting").distinct().order_by("meeting__date", "number")
