"""ข้อสั่งการ: the chair's orders, typed as drafts; once the chair's words are confirmed they stand for good."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.models import Directive, Meeting
from agendas.services.assignments import assign_all, discard_actions
from agendas.services.minutes import need_open_minutes
from agendas.services.moves import locked, need
from foundation.audit.services import record, snapshot


@transaction.atomic
def add_directive(meeting, *, by, text_th, given_by="", item=None, actions=()):
    """A draft, of an item or of the meeting as a whole; `given_by` is the presiding person unless named."""
    meeting = locked(meeting)
    _need_directives(meeting)
    last = meeting.directives.aggregate(last=Max("number"))["last"] or 0
    directive = Directive(meeting=meeting, number=last + 1)
    _take(directive, text_th=text_th, given_by=given_by or meeting.presided_by, item=item)
    directive.save()
    assign_all(actions, by=by, directive=directive)
    record("agendas.direct", directive, by=by, after=snapshot(directive))
    return directive


@transaction.atomic
def change_directive(directive, *, by, actions=None, **facts):
    """Change a draft; `actions`, where given, take the place of those typed before."""
    directive = _draft(directive)
    before = snapshot(directive)
    if actions is not None:
        discard_actions(directive.actions.all(), by=by)
    _take(directive, **facts)
    directive.save()
    assign_all(actions or (), by=by, directive=directive)
    record("agendas.direct", directive, by=by, before=before, after=snapshot(directive))
    return directive


@transaction.atomic
def drop_directive(directive, *, by):
    directive = _draft(directive)
    discard_actions(directive.actions.all(), by=by)
    record("agendas.direct", directive, by=by, before=snapshot(directive))
    directive.delete()


@transaction.atomic
def confirm_directives(meeting, *, by, on, directives, today=None):
    """Note that the chair stands by these words: work starts, and the words stay."""
    meeting = locked(meeting)
    _need_directives(meeting)
    today = today or timezone.localdate()
    need(on is not None and meeting.date <= on <= today, _("วันที่ยืนยันต้องไม่ก่อนวันประชุมและไม่เกินวันนี้"))
    wanted = {row.pk for row in directives}
    rows = list(Directive.objects.select_for_update().filter(pk__in=wanted, meeting=meeting))
    need(rows, _("เลือกข้อสั่งการที่ประธานยืนยันอย่างน้อยหนึ่งข้อ"))
    need(len(rows) == len(wanted), _("มีข้อสั่งการที่ถูกลบไปแล้วหรือไม่ใช่ของการประชุมนี้ เปิดหน้านี้ใหม่"))
    for directive in rows:
        need(not directive.is_decided, _("ข้อสั่งการที่ %(number)s ยืนยันไปแล้ว") % {"number": directive.number})
        before = snapshot(directive)
        directive.status, directive.confirmed_on = Directive.Status.CONFIRMED, on
        directive.save()
        record("agendas.direct", directive, by=by, before=before, after=snapshot(directive))
    return rows


def _take(directive, **facts):
    for name, value in facts.items():
        setattr(directive, name, value.strip() if isinstance(value, str) else value)
    need(directive.text_th, _("ใส่ข้อสั่งการ"))
    need(directive.given_by, _("ใส่ชื่อผู้สั่งการ"))
    if directive.item is not None:
        need(directive.item.section.meeting_id == directive.meeting_id, _("เลือกเรื่องของการประชุมนี้"))
    directive.full_clean(exclude=["meeting", "item"])


def _draft(directive):
    directive = Directive.objects.get(pk=directive.pk)
    directive.meeting = locked(Meeting(pk=directive.meeting_id))
    _need_directives(directive.meeting)
    directive.refresh_from_db(fields=["status", "text_th", "given_by", "item"])
    need(not directive.is_decided, _("ประธานยืนยันข้อสั่งการนี้แล้ว แก้ไขไม่ได้ หากเปลี่ยนให้บันทึกเป็นข้อใหม่"))
    return directive


def _need_directives(meeting):
    need(
        meeting.kind != Meeting.Kind.CONSULTATION,
        _("การประชุมหารือไม่มีข้อสั่งการ ใช้สรุปผลการหารือ"),
    )
    need_open_minutes(meeting)
