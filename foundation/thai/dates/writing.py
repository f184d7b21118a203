"""Write dates and times: in Thai with years of the Buddhist era, in English with common years.

Moments are shown in the portal's zone (Asia/Bangkok) whatever zone they carry; a naive one is taken as local already.
All functions return ordinary spaces: the template filters join them with U+00A0.
"""

import datetime

from django.utils import timezone
from django.utils.translation import get_language

from foundation.thai.dates.names import BE_OFFSET, ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTHS, SHORT_MONTHS, WEEKDAYS
from foundation.thai.numerals import to_thai

DASH = "–"
DASH_BETWEEN = " – "

THAI_STYLES = {
    "long": "{day} {month} {year}",
    "short": "{day} {short_month} {year}",
    "weekday": "{weekday} {day} {short_month} {year}",
    "full": "วัน{weekday}ที่ {day} {month} {year}",
    "official": "วัน{weekday}ที่ {day} {month} {year}",
    "letter": "{day} {month} {year}",
    "numeric": "{day}/{number}/{year}",
    "day": "{day} {short_month}",
    "month": "{month} {year}",
    "short_month": "{short_month} {year}",
}
THAI_DIGIT_STYLES = frozenset({"official", "letter"})
ENGLISH_STYLES = {
    "long": "{day} {month} {year}",
    "short": "{day} {short_month} {year}",
    "weekday": "{short_weekday} {day} {short_month} {year}",
    "full": "{weekday} {day} {month} {year}",
    "official": "{weekday} {day} {month} {year}",
    "letter": "{day} {month} {year}",
    "numeric": "{day}/{number}/{year}",
    "day": "{day} {short_month}",
    "month": "{month} {year}",
    "short_month": "{short_month} {year}",
}


def in_english() -> bool:
    """Whether the page is in English; everything else, also work outside a request, is in Thai."""
    return (get_language() or "th").startswith("en")


def local(value):
    """`value` in the portal's zone: an aware datetime is moved there, a naive one or a date stays as it is."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return value.astimezone(timezone.get_default_timezone())
    return value


def thai_date(value, style="long") -> str:
    """Write the date of `value` in Thai; KeyError for an unknown style.

    | style | example |
    |---|---|
    | long | 22 มีนาคม 2564 |
    | short | 22 มี.ค. 2564 |
    | weekday | จันทร์ 22 มี.ค. 2564 |
    | full | วันจันทร์ที่ 22 มีนาคม 2564 |
    | official | วันจันทร์ที่ ๒๒ มีนาคม ๒๕๖๔ |
    | letter | ๒๒ มีนาคม ๒๕๖๔ |
    | numeric | 22/3/2564 |
    | day | 22 มี.ค. |
    | month, short_month | มีนาคม 2564, มี.ค. 2564 |
    """
    day = local(value)
    text = THAI_STYLES[style].format(
        day=day.day,
        number=day.month,
        month=MONTHS[day.month - 1],
        short_month=SHORT_MONTHS[day.month - 1],
        weekday=WEEKDAYS[day.weekday()],
        year=day.year + BE_OFFSET,
    )
    return to_thai(text) if style in THAI_DIGIT_STYLES else text


def english_date(value, style="long") -> str:
    """Write the date of `value` in English with its common year, in the styles of `thai_date`."""
    day = local(value)
    return ENGLISH_STYLES[style].format(
        day=day.day,
        number=day.month,
        month=ENGLISH_MONTHS[day.month - 1],
        short_month=ENGLISH_MONTHS[day.month - 1][:3],
        weekday=ENGLISH_WEEKDAYS[day.weekday()],
        short_weekday=ENGLISH_WEEKDAYS[day.weekday()][:3],
        year=day.year,
    )


def thai_time(value, style="short") -> str:
    """Write the local clock time of `value` (a datetime or a time): 09.30 น., in style `official` ๐๙.๓๐ น."""
    moment = local(value)
    text = f"{moment.hour:02}.{moment.minute:02} น."
    return to_thai(text) if style in THAI_DIGIT_STYLES else text


def thai_datetime(value, style="long") -> str:
    """Write date and time: 15 ตุลาคม 2568 เวลา 09.30 น.; in the styles `short` and `weekday` without the word เวลา."""
    return f"{thai_date(value, style)}{_thai_between(style)}{thai_time(value, style)}"


def _thai_between(style):
    return " " if style in {"short", "weekday", "day"} else " เวลา "


def date_words(value, style="long") -> str:
    """The date in the language of the page."""
    return english_date(value, style) if in_english() else thai_date(value, style)


def time_words(value) -> str:
    """The local clock time in the language of the page: 09.30 น. or 09:30."""
    return f"{local(value):%H:%M}" if in_english() else thai_time(value)


def between_words(style="long") -> str:
    """What stands between date and time in the language of the page."""
    return ", " if in_english() else _thai_between(style)


def datetime_words(value, style="long") -> str:
    """Date and local time in the language of the page."""
    return f"{english_date(value, style)}, {time_words(value)}" if in_english() else thai_datetime(value, style)


def span_words(start, end, style="long") -> str:
    """Two dates as one span in the language of the page: 22–24 มีนาคม 2564, or 30 ก.ย. 2568 – 2 ต.ค. 2568.

    `style` is long or short. Without an end the span is open: ตั้งแต่ 22 มีนาคม 2564.
    """
    if end is None:
        return f"since {date_words(start, style)}" if in_english() else f"ตั้งแต่ {date_words(start, style)}"
    first, last = local(start), local(end)
    if (first.year, first.month) != (last.year, last.month):
        return f"{date_words(first, style)}{DASH_BETWEEN}{date_words(last, style)}"
    return date_words(last, style) if first.day == last.day else f"{first.day}–{date_words(last, style)}"


def age(value, now=None) -> str:
    """How long ago `value` was, in the language of the page: 7 ชั่วโมงก่อน up to 24 hours, after that the date.

    A moment to come, and a date without a time, are written as a date too.
    """
    if not isinstance(value, datetime.datetime):
        return date_words(value)
    seconds = ((now or timezone.now()) - value).total_seconds()
    if not 0 <= seconds < 86400:
        return datetime_words(value) if seconds < 0 else date_words(value)
    if seconds < 60:
        return "just now" if in_english() else "เมื่อสักครู่"
    if seconds < 3600:
        return _ago(int(seconds // 60), "นาที", "minute")
    return _ago(int(seconds // 3600), "ชั่วโมง", "hour")


def _ago(count, thai, english):
    if in_english():
        return f"{count} {english}{'' if count == 1 else 's'} ago"
    return f"{count} {thai}ก่อน"
