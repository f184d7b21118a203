"""Dates as Thai people write them: years of the Buddhist era on screen, `datetime.date` in code, ISO 8601 in data.

The Buddhist year is the common year plus 543 for every date. (Before 1941 the Thai year began on 1 April; sources quote
those few dates in modern reckoning, and so does the portal.)
"""

from foundation.thai.dates.parsing import DateProblem, parse_date, parse_datetime, parse_time
from foundation.thai.dates.writing import (
    DASH,
    DASH_BETWEEN,
    age,
    between_words,
    date_words,
    datetime_words,
    english_date,
    in_english,
    local,
    span_words,
    thai_date,
    thai_datetime,
    thai_time,
    time_words,
)

__all__ = [
    "DASH",
    "DASH_BETWEEN",
    "DateProblem",
    "age",
    "between_words",
    "date_words",
    "datetime_words",
    "english_date",
    "in_english",
    "local",
    "parse_date",
    "parse_datetime",
    "parse_time",
    "span_words",
    "thai_date",
    "thai_datetime",
    "thai_time",
    "time_words",
]
