"""How the air is shown: the number block with its states, the scale of the bands, the text to share."""

from datetime import timedelta
from pathlib import PurePath
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.thai.dates import date_words
from foundation.thai.dates.names import BE_OFFSET
from pm25 import charts, sentences
from pm25.models import Averaging, Parameter
from pm25.permissions import can_report_burning, can_upload_readings
from pm25.queries import troubled_feeds
from pm25.queries.now import enough_hours
from pm25.services import asks_nobody

DAY = timedelta(hours=24)
ADAPTERS = {
    "air4thai_current": _("ค่าปัจจุบันของทุกสถานี"),
    "air4thai_history": _("ค่ารายชั่วโมงย้อนหลัง 3 วัน"),
    "csv": _("ไฟล์ CSV รายชั่วโมงที่ผู้ดูแลระบบนำเข้า"),
    "dustboy": _("ค่าล่าสุดของเครื่องวัดแบบเซ็นเซอร์"),
    "firms": _("จุดความร้อนจากดาวเทียม (FIRMS)"),
    "forecast_csv": _("ค่าพยากรณ์จากไฟล์ CSV"),
    "gistda": _("ค่าประมาณล่าสุดจากแบบจำลอง"),
    "openaq_archive": _("ไฟล์รายวันของคลังข้อมูล OpenAQ"),
    "upload": _("ไฟล์ที่เจ้าหน้าที่จังหวัดส่ง"),
    "pcd_excel": _("ไฟล์ Excel รายชั่วโมงของกรมควบคุมมลพิษ"),
}
POSITIONS = {
    "no_position": _("แหล่งข้อมูลไม่บอกตำแหน่ง"),
    "zero": _("ตำแหน่งเป็นศูนย์"),
    "swapped": _("ละติจูดกับลองจิจูดสลับกัน"),
    "outside_thailand": _("อยู่นอกประเทศไทย"),
    "far_from_province": _("ห่างจากจังหวัดที่ระบุเกิน 10 กม."),
    "far_from_district": _("ห่างจากอำเภอที่ระบุเกิน 40 กม."),
}

register = template.Library()


register.filter("air_class", charts.air_class)
register.filter("air_words", sentences.value_words)
register.filter("state_words", sentences.state_words)
register.filter("moment_words", sentences.moment_words)
register.filter("data_words", sentences.data_words)
register.filter("hours_words", sentences.hours_words)
register.filter("plain", charts.plain)
register.simple_tag(sentences.change_words, name="change_words")


@register.filter
def averaging_words(code):
    """Over what time a value is a mean."""
    return Averaging(code).label


@register.filter
def parameter_words(code):
    """What a series measures; a name that we have no word for is shown as the source sends it."""
    return Parameter(code).label if code in Parameter.values else code


@register.filter
def origin_words(origin):
    """Where an import came from, for the public: an address without its query, a file without its folder."""
    if "://" in origin:
        parts = urlsplit(origin)
        return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    return PurePath(origin).name


@register.inclusion_tag("pm25/time_cell.html")
def time_cell(at):
    """The time of a value in a table: today's with its age, an older one with its date."""
    recent = at is not None and timezone.now() - at < DAY
    return {"at": at, "recent": recent}


@register.simple_tag
def needed_hours():
    """How many usable hours of 24 a mean needs."""
    return next(hours for hours in range(25) if enough_hours(hours))


@register.filter
def adapter_words(name):
    """What an adapter reads; the name itself where we have no word for it."""
    return ADAPTERS.get(name, name)


@register.filter
def position_words(reason):
    """Why a position cannot be right."""
    return POSITIONS.get(reason, reason)


@register.filter
def buddhist(year):
    """A common year as the address of a page names it: 2569."""
    return year + BE_OFFSET


@register.filter
def short_month(day):
    """ม.ค., or Jan on an English page."""
    return date_words(day, "short_month").split(" ")[0]


@register.filter
def grouped(count):
    """A count with its thousands apart: 1,284."""
    return f"{count:,}"


@register.inclusion_tag("pm25/difference.html")
def difference(now, before, unit="", places=0):
    """How a number changed: sign, word and both numbers. `unit` is "day" or "", for which the column says it."""
    if now is None or before is None:
        return {"way": ""}
    way = "less" if now < before else "more" if now > before else "same"
    return {"way": way, "change": f"{abs(now - before):,.{places}f}", "before": f"{before:,.{places}f}", "unit": unit}


@register.inclusion_tag("pm25/gauge.html")
def gauge(bands, now):
    """{% gauge bands now %}: the scale of the bands with a needle at a fresh value."""
    return {"gauge": charts.gauge(bands, now.value if now.state == "fresh" else None)}


@register.inclusion_tag("pm25/burning_desk.html", takes_context=True)
def burning_desk(context):
    """{% burning_desk %}: the card of burning on the desk of who serves a province."""
    return {"shown": can_report_burning(context["user"])}


@register.inclusion_tag("pm25/troubles.html")
def air_troubles():
    """{% air_troubles %}: the secretariat's warning of sources that fail or are silent; nothing where all is well."""
    return {"troubles": [] if asks_nobody() else troubled_feeds()}


@register.inclusion_tag("pm25/uploads_desk.html", takes_context=True)
def uploads_desk(context):
    """{% uploads_desk %}: the card of uploads on the desk of who may hand in tables of readings."""
    return {"shown": can_upload_readings(context["user"])}
