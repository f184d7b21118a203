"""What earlier meetings left over comes onto the next agenda by one click."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agendas.models import SectionKind
from agendas.queries.agenda import deferred_to, unadopted_before
from agendas.queries.arising import actions_arising, lists_actions
from agendas.queries.referrals import without_agenda
from agendas.services.agenda import add_item, section_for
from agendas.services.moves import locked, need
from agendas.services.papers import copy_papers
from agendas.services.referrals import put_on_agenda
from foundation.thai.dates import thai_date
from workgroups.models import Workgroup

ACTIONS_TITLE = "ผลการดำเนินงานตามมติและข้อสั่งการ"


@transaction.atomic
def carry_over(meeting, *, by):
    """Put what waits on the open agenda of `meeting`, and return the items: minutes to adopt, matters put off to it,
    referrals taken up, and the table of actions. What is on an agenda already is left where it is."""
    if meeting.host_group_id is not None:  # two meetings of one group do not take the same matter
        Workgroup.objects.select_for_update().get(pk=meeting.host_group_id)
    meeting = locked(meeting)
    need(meeting.has_open_agenda, _("ระเบียบวาระสมบูรณ์แล้ว กด “เปิดแก้ระเบียบวาระ” พร้อมเหตุผลก่อนยกเรื่องมา"))
    need(meeting.host_group_id is not None, _("การประชุมของหน่วยงานไม่มีเรื่องสืบเนื่องให้ยกมา"))
    items = []
    with translation.override("th"):
        if meeting.decides:
            items += [_adoption(meeting, earlier, by=by) for earlier in unadopted_before(meeting)]
            items += [_deferred(meeting, resolution, by=by) for resolution in deferred_to(meeting)]
            items += [_referred(meeting, referral, by=by) for referral in without_agenda(meeting.host_group)]
        if actions_arising(meeting) and not lists_actions(meeting):
            items.append(_table(meeting, by=by))
    return items


def _adoption(meeting, earlier, *, by):
    when = f" เมื่อวันที่ {thai_date(earlier.date)}"
    return add_item(
        section_for(meeting, SectionKind.ADOPT_MINUTES, by=by),
        by=by,
        title_th=f"รับรองรายงานการประชุม {earlier.label}{when}",
        adopts=earlier,
    )


def _deferred(meeting, resolution, *, by):
    old = resolution.item
    item = add_item(
        section_for(meeting, old.section.kind, by=by),
        by=by,
        title_th=old.title_th,
        title_en=old.title_en,
        asks_th=old.asks_th,
        brief_th=old.brief_th,
        presenter=old.presenter,
        visibility=old.visibility,
        closed_ground_th=old.closed_ground_th,
        carried_from=old,
    )
    copy_papers(old, item, by=by)
    return item


def _referred(meeting, referral, *, by):
    return put_on_agenda(referral, by=by, section=section_for(meeting, SectionKind.FOR_CONSIDERATION, by=by))


def _table(meeting, *, by):
    section = section_for(meeting, SectionKind.MATTERS_ARISING, by=by)
    return add_item(section, by=by, title_th=ACTIONS_TITLE, lists_actions=True)
