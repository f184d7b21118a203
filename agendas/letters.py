"""The usual sentences of a letter of invitation, put together from the facts of its meeting."""

from django.utils import translation

from agendas.models import InvitationLetter
from foundation.thai.dates import thai_date, time_words

ENCLOSURES = "1. ระเบียบวาระการประชุม\n2. แบบตอบรับการเข้าร่วมประชุม"
CLOSING = "จึงเรียนมาเพื่อโปรดเข้าร่วมประชุมตามวัน เวลา และสถานที่ดังกล่าว"


def proposed_letter(meeting):
    """An unsaved letter in Thai for the secretary to put right."""
    host = meeting.host
    office = getattr(host, "secretariat", None) if meeting.host_group_id else host
    with translation.override("th"):
        opening = f"ด้วย{host.name_th} กำหนดจัด{_what(meeting)} ใน{_when(meeting)}{_where(meeting)}"
    return InvitationLetter(
        meeting=meeting,
        office_th=office.name_th[:300] if office else "",
        enclosures_th=ENCLOSURES,
        body_th=f"{opening} โดยมีระเบียบวาระการประชุมตามสิ่งที่ส่งมาด้วย\n\n{CLOSING}",
        signatory=meeting.presided_by,
        signatory_post=meeting.presided_by_post,
    )


def _what(meeting):
    kind = meeting.get_kind_display()
    if meeting.number is None:
        return f"{kind} เรื่อง {meeting.title_th}" if meeting.title_th else kind
    return f"การประชุม{meeting.label}"


def _when(meeting):
    hours = f" เวลา {time_words(meeting.starts)}" if meeting.starts else ""
    return f"{thai_date(meeting.date, 'full')}{hours}"


def _where(meeting):
    place = f" ณ {meeting.venue_th}" if meeting.venue_th and meeting.mode != meeting.Mode.ELECTRONIC else ""
    if meeting.mode == meeting.Mode.ONSITE:
        return place
    return f"{place} ผ่านสื่ออิเล็กทรอนิกส์" + (f" ด้วยระบบ {meeting.platform}" if meeting.platform else "")
