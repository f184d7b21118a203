"""The other group's side of a referral: take it up, answer it, or say why not. The sender reads the answer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.models import Meeting, Referral
from agendas.services.agenda import add_item
from agendas.services.moves import need
from agendas.services.refusals import MeetingRefused
from foundation.audit.services import record, snapshot

Status = Referral.Status
TITLE = 1000  # signs that the title of an item holds


@transaction.atomic
def take_up_referral(referral, *, by, section=None):
    """Take the matter up: into `section` of an agenda now, or with None onto the next agenda by the carrying over."""
    referral, before = _locked(referral), None
    before = snapshot(referral)
    _move(referral, Status.TAKEN_UP)
    referral.save()
    record("agendas.refer", referral, by=by, before=before, after=snapshot(referral))
    if section is not None:
        put_on_agenda(referral, by=by, section=section)
    referral.refresh_from_db()
    return referral


@transaction.atomic
def put_on_agenda(referral, *, by, section):
    """Put a matter that was taken up on an agenda of the group it was sent to; returns the item. A matter that is
    closed where it comes from stays closed."""
    referral = _locked(referral)
    need(referral.status == Status.TAKEN_UP, _("รับเรื่องก่อนบรรจุวาระ"))
    need(section.meeting.host_group_id == referral.to_group_id, _("บรรจุได้เฉพาะในการประชุมของคณะที่รับเรื่อง"))
    need(not _on_agenda(referral), _("เรื่องนี้อยู่ในระเบียบวาระแล้ว"))
    before, old = snapshot(referral), referral.resolution.item
    referral.item = add_item(
        section,
        by=by,
        title_th=old.title_th,
        title_en=old.title_en,
        brief_th=_brief(referral),
        visibility=old.visibility,
        closed_ground_th=old.closed_ground_th,
        presenter=str(referral.resolution.meeting.host)[:300],
    )
    referral.save()
    record("agendas.refer", referral, by=by, before=before, after=snapshot(referral))
    return referral.item


@transaction.atomic
def answer_referral(referral, *, by, reply_th, today=None):
    """Tell the sender what became of it."""
    return _reply(referral, Status.ANSWERED, by=by, reply_th=reply_th, today=today)


@transaction.atomic
def decline_referral(referral, *, by, reply_th, today=None):
    """Tell the sender why the matter is not taken up."""
    return _reply(referral, Status.DECLINED, by=by, reply_th=reply_th, today=today)


def _reply(referral, status, *, by, reply_th, today):
    referral = _locked(referral)
    before = snapshot(referral)
    need(reply_th.strip(), _("ใส่คำตอบ เพื่อให้คณะที่ส่งเรื่องทราบผลหรือเหตุผล"))
    _move(referral, status)
    referral.reply_th, referral.replied_on = reply_th.strip(), today or timezone.localdate()
    referral.full_clean()
    referral.save()
    record("agendas.refer", referral, by=by, before=before, after=snapshot(referral))
    return referral


def _locked(referral):
    return (
        Referral.objects.select_for_update(of=("self",))
        .select_related("resolution__item__section", "resolution__meeting__host_group")
        .get(pk=referral.pk)
    )


def _move(referral, status):
    if status not in Referral.MOVES[referral.status]:
        raise MeetingRefused(
            _("เรื่องนี้อยู่ในสถานะ “%(now)s” แล้ว เปลี่ยนเป็น “%(wanted)s” ไม่ได้")
            % {"now": referral.get_status_display(), "wanted": Referral.Status(status).label}
        )
    referral.status = status


def _on_agenda(referral):
    item = referral.item
    return item is not None and not item.is_withdrawn and item.meeting.status != Meeting.Status.CANCELLED


def _brief(referral):
    """Where the matter comes from, and what was decided there."""
    resolution = referral.resolution
    origin = f"{resolution.meeting.host.name_th} {resolution.meeting.label} ส่งเรื่องให้พิจารณา"
    return f"{origin}\n\n{resolution.text_th}\n\n{resolution.item.brief_th}".strip()[:20000]
