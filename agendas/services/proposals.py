"""Matters that members asked to have on the agenda: the secretary puts them on it or says why not."""

from django.db import transaction
from django.utils.translation import gettext as _

from agendas.models import Proposal
from agendas.services.agenda import add_item
from agendas.services.moves import need
from agendas.services.refusals import MeetingRefused
from foundation.audit.services import record, snapshot


@transaction.atomic
def take_up_proposal(proposal, *, by, section, answer_th=""):
    """Put the proposed matter into `section` of its meeting; returns the item."""
    proposal = _locked(proposal)
    need(section.meeting_id == proposal.meeting_id, _("บรรจุได้เฉพาะในการประชุมที่เสนอเรื่อง"))
    item = add_item(
        section, by=by, title_th=proposal.title_th, brief_th=proposal.brief_th, presenter=proposal.proposed_by
    )
    _decide(proposal, Proposal.Status.TAKEN_UP, by=by, answer_th=answer_th, item=item)
    return item


@transaction.atomic
def decline_proposal(proposal, *, by, answer_th):
    """Leave it off the agenda, with an answer that the proposer reads."""
    proposal = _locked(proposal)
    need(answer_th.strip(), _("ใส่คำตอบ เพื่อให้ผู้เสนอทราบเหตุผล"))
    return _decide(proposal, Proposal.Status.DECLINED, by=by, answer_th=answer_th, item=None)


def _locked(proposal):
    return Proposal.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=proposal.pk)


def _decide(proposal, status, *, by, answer_th, item):
    before = snapshot(proposal)
    if status not in Proposal.MOVES[proposal.status]:
        raise MeetingRefused(_("มีผู้พิจารณาเรื่องนี้ไปแล้ว: %(now)s") % {"now": proposal.get_status_display()})
    proposal.status, proposal.item, proposal.answer_th = status, item, answer_th.strip()
    proposal.full_clean()
    proposal.save()
    record("agendas.arrange", proposal, by=by, before=before, after=snapshot(proposal))
    return proposal
