"""The way from here onto an agenda: through the services of meetings, as their secretary would."""

from django.utils.translation import gettext as _

from agendas.models import SectionKind
from agendas.services.agenda import add_item, section_for
from agendas.services.refusals import MeetingRefused
from plans.services.refusals import PlanRefused, need


def place_on_agenda(meeting, obstacle, *, by):
    """Put the obstacle among the matters to consider of `meeting`; returns the agenda item. Raises PlanRefused."""
    need(meeting.decides, _("เลือกการประชุมที่มีมติ"))
    brief = f"{obstacle.detail_th}\n\n{_('ข้อเสนอ')}: {obstacle.proposal_th}".strip()
    title = f"ข้อจำกัดที่ต้องการปลดล็อกของ{obstacle.group.heading_th}: {obstacle.title_th}"
    try:
        section = section_for(meeting, SectionKind.FOR_CONSIDERATION, by=by)
        return add_item(
            section,
            by=by,
            title_th=title,
            brief_th=brief,
            asks_th="ขอเสนอเพื่อโปรดพิจารณา",
            presenter=obstacle.group.heading_th,
        )
    except MeetingRefused as refusal:
        raise PlanRefused(*refusal.reasons) from refusal
