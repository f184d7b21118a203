"""Read the times that sources write: Thai local time without an offset, hours up to 24:00, labelled by their end."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
TOLERANCE = timedelta(minutes=10)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?")


class BadTime(Exception):
    """A date or time that cannot be read or cannot be true; `reason` is a key of `parsed.REASONS`."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@lru_cache(maxsize=4096)  # an answer repeats its hours for every station
def read_local(day, clock, *, now: datetime) -> datetime:
    """The moment of `day` (2026-09-28) and `clock` (16:00, 24:00, 16:00:00) in Thailand, as UTC.

    24:00 is midnight at the day's end. A moment more than ten minutes after `now` is in the future: a year of the
    Buddhist era ends there, for nobody said that the source counts so. Raises BadTime.
    """
    date, time = _DATE.fullmatch(str(day).strip()), _CLOCK.fullmatch(str(clock).strip())
    if not date or not time:
        raise BadTime("bad_time")
    hour, minute, second = (int(part or 0) for part in time.groups())
    if hour > 24 or (hour == 24 and (minute or second)):
        raise BadTime("bad_time")
    try:
        midnight = datetime(*(int(part) for part in date.groups()), tzinfo=BANGKOK)
        moment = midnight.replace(hour=hour % 24, minute=minute, second=second) + timedelta(days=hour // 24)
    except (ValueError, OverflowError) as error:
        raise BadTime("bad_time") from error
    return checked(moment.astimezone(UTC), now)


def read_moment(text: str, *, now: datetime) -> datetime:
    """The moment that `text` names in ISO 8601 with its offset (2023-02-22T01:00:00-07:00), as UTC. Raises BadTime."""
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            raise BadTime("bad_time")
        return checked(moment.astimezone(UTC), now)
    except (ValueError, OverflowError) as error:
        raise BadTime("bad_time") from error


def checked(moment: datetime, now: datetime) -> datetime:
    """`moment` itself. Raises BadTime where it is in the future or long before anybody measured."""
    if moment > now + TOLERANCE:
        raise BadTime("future")
    if moment < EARLIEST:
        raise BadTime("bad_time")
    return moment


def is_full_hour(moment: datetime) -> bool:
    return moment.minute == 0 and moment.second == 0
