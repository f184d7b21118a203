"""Read a date that a person typed: Thai or English, Buddhist or common era; what is not certain is refused."""

import calendar
import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.thai.dates.names import BE_OFFSET, ENGLISH_WEEKDAYS, WEEKDAYS
from foundation.thai.dates.reading import folded, read_parts
from foundation.thai.dates.writing import date_words, in_english

# The years that are taken where nothing else is said (พ.ศ. 2400 to 2743): none of them can be meant in the other era
EARLIEST = datetime.date(1857, 1, 1)
LATEST = datetime.date(2200, 12, 31)

_ECHO = 40
_HOUR = r"(?:เวลา ?)?(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})(?: ?(?:น\.?|นาฬิกา))?"
_CLOCK = re.compile(rf"(?P<date>.+?)[ ,]+{_HOUR}")
_TIME = re.compile(_HOUR)


class DateProblem(ValidationError):
    """The text is not a date that can be taken; the message says what to do."""


def parse_date(
    text: str, *, earliest: datetime.date | None = None, latest: datetime.date | None = None
) -> datetime.date:
    """The date that `text` names, between `earliest` and `latest` (both may be the date); DateProblem for all else.

    Taken: ๒๓ มีนาคม ๒๕๖๔ · 23 มี.ค. 2564 · วันอังคารที่ 23 มีนาคม พ.ศ. 2564 · 23/3/2564 · 23-3-2564 · 2021-03-23 ·
    23 March 2021. A year from 2400 is Buddhist, one up to 2200 common, unless พ.ศ. or ค.ศ. stands with it. Numbers are
    day, month, year, or year first. Refused: years of two digits, years between the eras, dates that do not exist, a
    weekday that is not the date's, years outside 1857 to 2200 (พ.ศ. 2400 to 2743) where no limit is given.
    """
    parts = read_parts(text)
    if parts is None:
        raise DateProblem(
            _("อ่าน “%(text)s” เป็นวันที่ไม่ได้ กรอกวัน เดือน ปี เช่น 23 มีนาคม 2564 หรือ 23/3/2564"),
            code="unreadable",
            params={"text": _shortened(text)},
        )
    year = _common_year(parts)
    _check_year(parts, year, earliest or EARLIEST, latest or LATEST)
    day = _existing(parts, year)
    _check_weekday(parts, day)
    _check_range(day, earliest, latest)
    return day


def parse_datetime(text: str) -> datetime.datetime:
    """The moment that `text` names in local time; DateProblem for all else.

    Taken: a date of `parse_date`, then the time: 23 มีนาคม 2564 เวลา 09.30 น. · 23/3/2564 9:30.
    """
    found = _CLOCK.fullmatch(folded(text))
    if not found:
        raise DateProblem(
            _("อ่าน “%(text)s” เป็นวันและเวลาไม่ได้ กรอกวันที่ตามด้วยเวลา เช่น 23 มีนาคม 2564 09.30"),
            code="unreadable",
            params={"text": _shortened(text)},
        )
    day = parse_date(found["date"])
    hour, minute = int(found["hour"]), int(found["minute"])
    _check_clock(hour, minute, f"{found['hour']}.{found['minute']}")
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))


def parse_time(text: str) -> datetime.time:
    """The time of day that `text` names; DateProblem for all else. Taken: 09.30 · 9:30 น. · เวลา ๐๙.๓๐ นาฬิกา."""
    found = _TIME.fullmatch(folded(text))
    if not found:
        raise DateProblem(
            _("อ่าน “%(text)s” เป็นเวลาไม่ได้ กรอกชั่วโมงและนาที เช่น 09.30"),
            code="unreadable",
            params={"text": _shortened(text)},
        )
    hour, minute = int(found["hour"]), int(found["minute"])
    _check_clock(hour, minute, f"{found['hour']}.{found['minute']}")
    return datetime.time(hour, minute)


def _check_clock(hour, minute, typed):
    if hour > 23 or minute > 59:
        raise DateProblem(_("ไม่มีเวลา %(time)s กรอกเวลาตั้งแต่ 00.00 ถึง 23.59"), code="impossible", params={"time": typed})


def _shortened(text):
    plain = " ".join(text.split())
    return plain if len(plain) <= _ECHO else f"{plain[:_ECHO]}…"


def _common_year(parts):
    """The common year; DateProblem where the digits do not say which year is meant."""
    if len(parts.year) <= 2:
        raise DateProblem(
            _("ปี “%(year)s” มีไม่ครบสี่หลัก จึงไม่แน่ชัดว่าเป็นปีใด กรอกปี พ.ศ. ให้ครบสี่หลัก เช่น 25%(digits)s"),
            code="short_year",
            params={"year": parts.year, "digits": parts.year.zfill(2)},
        )
    year = int(parts.year)
    if parts.era:
        return year - BE_OFFSET if parts.era == "BE" else year
    if LATEST.year < year < EARLIEST.year + BE_OFFSET:
        raise DateProblem(
            _("ปี %(year)s ไม่แน่ชัดว่าเป็น พ.ศ. หรือ ค.ศ. ตรวจปีอีกครั้ง กรอกเป็น พ.ศ. เช่น 2564 หรือเขียน พ.ศ. หรือ ค.ศ. ไว้หน้าปี"),
            code="ambiguous_year",
            params={"year": parts.year},
        )
    return year - BE_OFFSET if year > LATEST.year else year


def _check_year(parts, year, earliest, latest):
    """Refuse a year that the limits cannot hold, before its days are looked at."""
    if earliest.year <= year <= latest.year or EARLIEST.year <= year <= LATEST.year:
        return
    if parts.era == "CE" and year > LATEST.year:
        raise DateProblem(
            _("ค.ศ. %(year)s อยู่นอกช่วงที่รับ ถ้าหมายถึง พ.ศ. %(year)s ให้เขียน พ.ศ. หน้าปี หรือไม่ต้องเขียน ค.ศ."),
            code="out_of_range",
            params={"year": parts.year},
        )
    if parts.era == "BE" and EARLIEST.year <= int(parts.year) <= LATEST.year:
        raise DateProblem(
            _("พ.ศ. %(year)s อยู่นอกช่วงที่รับ ถ้าหมายถึง ค.ศ. %(year)s ให้เขียน ค.ศ. หน้าปี หรือไม่ต้องเขียน พ.ศ."),
            code="out_of_range",
            params={"year": parts.year},
        )
    raise DateProblem(
        _("ปี %(year)s อยู่นอกช่วงที่รับ ตรวจปีอีกครั้ง กรอกเป็น พ.ศ. สี่หลัก เช่น 2564"),
        code="out_of_range",
        params={"year": parts.year},
    )


def _existing(parts, year):
    """The date itself; DateProblem for 31 February and month 13."""
    if not 1 <= parts.month <= 12:
        raise DateProblem(
            _("ไม่มีเดือนที่ %(month)s กรอกเป็นวัน/เดือน/ปี เช่น 23/3/2564"),
            code="impossible",
            params={"month": parts.month},
        )
    days = calendar.monthrange(year, parts.month)[1]
    if not 1 <= parts.day <= days:
        month = date_words(datetime.date(year, parts.month, 1), "month")
        raise DateProblem(
            _("ไม่มีวันที่ %(day)s %(month)s เดือนนี้มี %(days)s วัน ตรวจวันที่อีกครั้ง"),
            code="impossible",
            params={"day": parts.day, "month": month, "days": days},
        )
    return datetime.date(year, parts.month, parts.day)


def _check_weekday(parts, day):
    if parts.weekday is None or parts.weekday == day.weekday():
        return
    names = ENGLISH_WEEKDAYS if in_english() else WEEKDAYS
    raise DateProblem(
        _("%(date)s ตรงกับวัน%(right)s ไม่ใช่วัน%(typed)s ตรวจวันที่หรือชื่อวันอีกครั้ง"),
        code="weekday",
        params={"date": date_words(day), "right": names[day.weekday()], "typed": names[parts.weekday]},
    )


def _check_range(day, earliest, latest):
    first, last = earliest or EARLIEST, latest or LATEST
    if first <= day <= last:
        return
    params = {"date": date_words(day), "earliest": date_words(first), "latest": date_words(last)}
    if earliest and latest:
        message = _("%(date)s อยู่นอกช่วงที่รับ กรอกวันที่ตั้งแต่ %(earliest)s ถึง %(latest)s")
    elif day < first:
        message = _("%(date)s อยู่ก่อนวันแรกที่รับ กรอกวันที่ตั้งแต่ %(earliest)s เป็นต้นไป")
    else:
        message = _("%(date)s อยู่หลังวันสุดท้ายที่รับ กรอกวันที่ไม่เกิน %(latest)s")
    raise DateProblem(message, code="out_of_range", params=params)
