"""Take demonstration meetings away again, with all that hangs on them; the chain of the audit keeps what they held."""

from django.db import transaction
from django.db.models import Q

from agendas.models import (
    Action,
    ActionUpdate,
    Adoption,
    AgendaItem,
    AgendaSection,
    Attendance,
    Correction,
    Directive,
    Dissent,
    DueChange,
    ItemPaper,
    Meeting,
    MeetingEvent,
    MeetingMove,
    MinutesVersion,
    Paper,
    PaperVersion,
    Proposal,
    Referral,
    Resolution,
)
from foundation.audit.services import record, snapshot
from foundation.notices.models import Notice


@transaction.atomic
def remove_demo_agendas():
    """Delete every demonstration meeting; returns how many rows. Plans and KPIs that point at them go first.

    The database lets only rows go that were written as a demonstration's.
    """
    meetings = Meeting.objects.filter(is_demo=True)
    files, removed = _files(meetings), 0
    letters = list(meetings.values_list("pk", flat=True))
    for rows in _parts(meetings):
        for row in rows.order_by("-pk"):  # what was written later may point at what was earlier
            record("agendas.remove_demo", row, before=snapshot(row))
            row.delete()
            removed += 1
    for pk in letters:
        Notice.objects.filter(key__regex=rf"^agendas\.[a-z_]+:{pk}:").delete()
    for file in files:
        path = file.path
        file.delete()
        transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))
    return removed


def _parts(meetings):
    """What hangs on `meetings`, each kind after those that point at it."""
    actions = Action.objects.filter(Q(resolution__meeting__in=meetings) | Q(directive__meeting__in=meetings))
    for model in (ActionUpdate, DueChange):
        yield model.objects.filter(action__in=actions)
    yield actions
    yield Referral.objects.filter(resolution__meeting__in=meetings)
    for model in (Correction, Proposal, Adoption, MinutesVersion):
        yield model.objects.filter(meeting__in=meetings)
    yield Dissent.objects.filter(resolution__meeting__in=meetings)
    yield Resolution.objects.filter(meeting__in=meetings)
    yield Directive.objects.filter(meeting__in=meetings)
    yield ItemPaper.objects.filter(paper__meeting__in=meetings)
    yield PaperVersion.objects.filter(paper__meeting__in=meetings)
    yield Paper.objects.filter(meeting__in=meetings)
    yield AgendaItem.objects.filter(section__meeting__in=meetings)
    for model in (AgendaSection, Attendance, MeetingEvent, MeetingMove):
        yield model.objects.filter(meeting__in=meetings)
    yield meetings


def _files(meetings):
    """The stored files that go with the rows: papers, evidence, scans."""
    papers = [row.file for row in PaperVersion.objects.filter(paper__meeting__in=meetings).select_related("file")]
    scans = MinutesVersion.objects.filter(meeting__in=meetings, file__isnull=False).select_related("file")
    updates = ActionUpdate.objects.filter(is_demo=True, evidence__isnull=False).select_related("evidence")
    found = [*papers, *(row.file for row in scans), *(row.evidence for row in updates)]
    return list({file.pk: file for file in found}.values())
