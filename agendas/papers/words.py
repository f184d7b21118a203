"""What the documents of a meeting share: its name, day, hours and place as official papers write them."""

import datetime

from foundation.thai.dates import thai_date, thai_time
from places.models import District

DOTS = "." * 30
SURE = 6  # signs that a name has at least, so that it is no part of another word


def host_name(meeting):
    """The long name of the body in documents."""
    host = meeting.host
    return getattr(host, "official_th", "") or host.name_th


def numbered(meeting):
    """ "ครั้งที่ 1/2564", or the kind of a meeting without a number. Call it in Thai."""
    return meeting.label


def day(date):
    """ "วันจันทร์ที่ 22 มีนาคม 2564"."""
    return thai_date(date, "full")


def hours(starts, ends=None):
    """ "เวลา 09.30 – 11.30 น.", or nothing where the hour is not known."""
    if starts is None:
        return ""
    begins = thai_time(starts)
    return f"เวลา {begins.removesuffix(' น.')} – {thai_time(ends)}" if ends else f"เวลา {begins}"


def place(meeting):
    """Where it is held, with the way for those who join by electronic means."""
    online = "ผ่านสื่ออิเล็กทรอนิกส์" + (f" ({meeting.platform})" if meeting.platform else "")
    if meeting.mode == meeting.Mode.ELECTRONIC:
        return online
    room = f"ณ {meeting.venue_th}" if meeting.venue_th else ""
    return f"{room} และ{online}".strip() if meeting.mode == meeting.Mode.HYBRID else room


def clock(text):
    """ "09.30 น." of the "09:30" that the facts of minutes hold."""
    return thai_time(datetime.time.fromisoformat(text)) if text else ""


def date_of(text):
    """ "15 ตุลาคม 2568" of an ISO date."""
    return thai_date(datetime.date.fromisoformat(text))


def names(meeting):
    """Names that no line may break, spelt as their owners spell them: of people, and of the districts around."""
    people = [meeting.presided_by, meeting.recorded_by, meeting.checked_by]
    for row in meeting.attendances.values_list("name", "substitute_name"):
        people += row
    province = meeting.host_group.province_id if meeting.host_group else None
    districts = District.objects.filter(province=province).values_list("name_th", flat=True)
    return tuple(sorted({*filter(None, people), *(name for name in districts if len(name) >= SURE)}))


def lines(*texts):
    return tuple(text for text in texts if text)
