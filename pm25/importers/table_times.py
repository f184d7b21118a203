"""Read the dates and hours of a table as its owner says they are written. Nothing is guessed from the dates."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from foundation.thai.dates.names import BE_OFFSET, ENGLISH_MONTHS, MONTHS, SHORT_MONTHS
from foundation.thai.numerals import to_arabic
from pm25.importers.times import BANGKOK, EARLIEST, TOLERANCE, BadTime, is_full_hour

DMY, YMD, MDY, YYMMDD = "dmy", "ymd", "mdy", "yymmdd"
BUDDHIST, COMMON = "be", "ce"
BY_END, BY_BEGINNING = "end", "begin"
HOURLY, DAILY = "hour", "day"
BUDDHIST_FROM = 2400  # a year from here on is no common year, one below no Buddhist one
PIVOT = 90  # a common year of two digits from here on is of the last century
CACHED = 200_000
HOUR = timedelta(hours=1)

_NUMBERS = re.compile(r"(\d{1,4})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{1,4})")
_COMPACT = re.compile(r"\d{8}")
_SHORT = re.compile(r"\d{3,6}")
_WORDS = re.compile(r"(\d{1,2})[\s./-]*([^\W\d_][^\d]*?)[\s./-]*(\d{2,4})")
TYPED = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(.*)")
_SPLIT = re.compile(r"(?P<date>.*?\d)(?:[T,]|\s)\s*(?:เวลา\s*)?(?P<clock>\d{1,2}[:.]\d{2}.*)", re.DOTALL)
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.0+)?)?\s*(?:น\.?|([ap])\.?m\.?)?\s*(z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_MONTH_NUMBERS = {
    re.sub(r"[.\s]", "", name.lower()): number
    for names in (MONTHS, SHORT_MONTHS, ENGLISH_MONTHS, [month[:3] for month in ENGLISH_MONTHS])
    for number, name in enumerate(names, 1)
}


@dataclass(frozen=True)
class Writing:
    """How times are written: the order of a date, the era of its year, what an hour names, what is averaged."""

    order: str
    era: str
    hour_label: str = BY_END
    averaging: str = HOURLY


class Times:
    """Reads one table's times; `now` (aware) bounds them. A table repeats its times, so each is worked out once."""

    def __init__(self, writing: Writing, now: datetime):
        self.writing, self.latest, self._known = writing, now + TOLERANCE, {}

    def end(self, day: str, hour: str | None) -> datetime:
        """The end (UTC) of the period that `day` and `hour` name; `hour` None takes the clock from `day`. BadTime."""
        found = self._known.get((day, hour))
        if found is None:
            try:
                found = self._end(day, hour)
            except BadTime as problem:
                found = problem
            if len(self._known) < CACHED:
                self._known[day, hour] = found
        if isinstance(found, BadTime):
            raise BadTime(found.reason)
        return found

    def _end(self, day, hour):
        day = _plain(day)
        if self.writing.averaging == DAILY:
            midnight = self._midnight(_date_alone(day))
            return self._checked(midnight + 24 * HOUR)
        clock, minutes_east = None, None
        if hour is None:
            day, clock = split_clock(day)
            if clock is None:
                raise BadTime("no_hour")
            span, minutes_east = read_clock(clock)
        else:
            span = read_hour(_plain(hour))
            day = _date_alone(day)
        if self.writing.hour_label == BY_BEGINNING:
            if span >= 24 * HOUR:
                raise BadTime("bad_time")
            span += HOUR
        moment = self._midnight(day) + span
        if minutes_east is not None:
            moment += timedelta(minutes=7 * 60 - minutes_east)
        if not is_full_hour(moment):
            raise BadTime("not_on_the_hour")
        return self._checked(moment)

    def _midnight(self, day):
        year, month, number = self._parts(day)
        try:
            return datetime(year, month, number, tzinfo=BANGKOK)
        except (ValueError, OverflowError) as error:
            raise BadTime("bad_time") from error

    def _parts(self, day):
        """(common year, month, day). A date that a spreadsheet typed as one is not written in any order."""
        typed = TYPED.fullmatch(day)
        if typed:
            return self._year(typed[1]), int(typed[2]), int(typed[3])
        order = self.writing.order
        if order == YYMMDD:
            return self._short(day)
        if _COMPACT.fullmatch(day):
            cut = (4, 6) if order == YMD else (2, 4)
            year, month, number = _ordered(order, day[: cut[0]], day[cut[0] : cut[1]], day[cut[1] :])
            return self._year(year), int(month), int(number)
        named = _WORDS.fullmatch(day)
        if named and order == DMY:
            month = _MONTH_NUMBERS.get(re.sub(r"[.\s]", "", named[2].lower()))
            if month is None:
                raise BadTime("bad_time")
            return self._year(named[3]), month, int(named[1])
        found = _NUMBERS.fullmatch(day)
        if not found:
            raise BadTime("bad_time")
        year, month, number = _ordered(order, *found.groups())
        if len(number) > 2:
            raise BadTime("date_order")
        if int(month) > 12:
            raise BadTime("date_order" if int(number) <= 12 else "bad_time")
        return self._year(year), int(month), int(number)

    def _short(self, day):
        if not _SHORT.fullmatch(day):
            raise BadTime("bad_time")
        padded = day.zfill(6)
        return self._year(padded[:2]), int(padded[2:4]), int(padded[4:])

    def _year(self, digits):
        year = int(digits)
        if len(digits) not in (2, 4):
            raise BadTime("bad_time")
        if len(digits) == 2:
            century = 2500 if self.writing.era == BUDDHIST else 1900 if year >= PIVOT else 2000
            year += century
        if (year >= BUDDHIST_FROM) != (self.writing.era == BUDDHIST):
            raise BadTime("era")
        return year - BE_OFFSET if self.writing.era == BUDDHIST else year

    def _checked(self, moment):
        if moment > self.latest:
            raise BadTime("future")
        if moment < EARLIEST:
            raise BadTime("bad_time")
        return moment.astimezone(UTC)


def _ordered(order, first, second, third):
    """(year, month, day) of three numbers."""
    if order == YMD:
        return first, second, third
    return (third, first, second) if order == MDY else (third, second, first)


def split_clock(day: str) -> tuple[str, str | None]:
    """A date and the clock that stands behind it, or None."""
    typed = TYPED.fullmatch(day)
    if typed:
        return f"{day[:10]}T", typed[4] or None
    found = _SPLIT.fullmatch(day)
    return (found["date"].strip(" ,"), found["clock"]) if found else (day, None)


def read_clock(clock: str) -> tuple[timedelta, int | None]:
    """What `clock` (13:00, 24:00, 1:00 PM, 13.00 น., 13:00+07:00) adds to midnight, and its minutes east of UTC."""
    found = _CLOCK.fullmatch(clock.strip())
    if not found:
        raise BadTime("bad_time")
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    if found[4]:
        if not 1 <= hour <= 12:
            raise BadTime("bad_time")
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        raise BadTime("bad_time")
    return timedelta(hours=hour, minutes=minute, seconds=second), _minutes_east(found[5])


def read_hour(hour: str) -> timedelta:
    """What an hour of a column of its own adds to midnight: 0 to 24, 100 to 2400, or a clock."""
    number = hour.removesuffix(".0").removesuffix(".00")
    if number.isdecimal() and len(number) <= 4:
        count = int(number)
        if count > 24:
            if count < 100 or count > 2400 or count % 100 > 59:
                raise BadTime("bad_time")
            if count % 100:
                raise BadTime("not_on_the_hour")
            count //= 100
        return timedelta(hours=count)
    _day, clock = split_clock(hour)  # a workbook may say the hour with a date before it
    return read_clock(clock or hour)[0]


def _minutes_east(offset):
    if not offset:
        return None
    if offset in "zZ":
        return 0
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return -minutes if offset[0] == "-" else minutes


def _date_alone(day):
    """The date of a cell that may show a clock as well, as spreadsheets do with midnight."""
    date, clock = split_clock(day)
    if clock is not None and read_clock(clock)[0] not in (timedelta(0), 24 * HOUR):
        raise BadTime("two_clocks")
    return date


def _plain(text):
    return " ".join(to_arabic(text).replace("\u00a0", " ").split())
