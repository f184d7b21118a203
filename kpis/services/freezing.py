"""Put what an indicator shows on the table of a meeting: a versioned paper, and the values of the day."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.models import AgendaItem, ItemPaper, Meeting
from agendas.permissions import can_prepare
from agendas.services.papers import add_paper, add_version
from agendas.services.refusals import MeetingRefused
from foundation.audit.services import record
from foundation.documents.setting import set_pdf
from kpis.models import MeetingSnapshot
from kpis.services.refusals import KpiRefused, need

OPEN = (Meeting.Status.DRAFT, Meeting.Status.CALLED, Meeting.Status.AGENDA_FROZEN)
MOST = 100


def open_items(user):
    """The items of coming meetings that `user` prepares, the nearest meeting first."""
    if not user.is_authenticated:
        return []
    meetings = Meeting.objects.prepared_by(user).filter(status__in=OPEN)
    items = AgendaItem.objects.standing().filter(section__meeting__in=meetings)
    items = items.select_related("section__meeting__host_group")
    return list(items.order_by("section__meeting__date", "section__order", "order")[:MOST])


@transaction.atomic
def freeze_paper(item, document, targets, *, by, query):
    """Attach `document` to an agenda item as a PDF that never changes, a newer version where it is there already, and
    note the value of each of `targets` (target, round, published Score or None) as it is now. Returns the item."""
    meeting = item.section.meeting
    need(can_prepare(by, meeting), _("แนบเอกสารได้โดยเลขานุการของคณะที่จัดประชุม"))
    upload = ContentFile(set_pdf(document), name=f"{document.number.replace('/', '-')}.pdf")
    title = document.title
    found = ItemPaper.objects.filter(item=item, paper__title_th=title).select_related("paper__meeting").first()
    note = _("ข้อมูล ณ วันที่ทำเอกสาร รหัสเนื้อหา %(hash)s") % {"hash": document.sha256[:16]}
    try:
        if found:
            add_version(found.paper, by=by, upload=upload, note_th=note)
        else:
            add_paper(meeting, by=by, title_th=title, upload=upload, item=item)
    except MeetingRefused as refused:
        raise KpiRefused(*refused.reasons) from refused
    for target, round_, score in targets:
        MeetingSnapshot.objects.create(
            item=item,
            target=target,
            round=round_,
            as_of=timezone.localdate(),
            value=score and score.value,
            points=score and score.points,
            status_th="เผยแพร่แล้ว" if score else "รอผลที่เผยแพร่",
            query=query,
            sha256=document.sha256,
            by=by,
            is_demo=target.is_demo,
        )
    record("kpis.snapshot", item, by=by, after={"paper": title, "targets": len(targets), "sha256": document.sha256})
    return item
