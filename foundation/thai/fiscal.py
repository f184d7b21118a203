"""The fiscal year of the Thai state: 1 October to 30 September, named for the Buddhist year in which it ends.

Source: พ.ร.บ. วิธีการงบประมาณ พ.ศ. 2561 มาตรา 4. Years in and out are Buddhist: 1 October 2026 to
30 September 2027 is 2570.
"""

import datetime

from foundation.thai.dates.names import BE_OFFSET
from foundation.thai.dates.writing import local


def fiscal_year(day) -> int:
    """The fiscal year (พ.ศ.) in which `day` lies; a moment counts by its local date."""
    day = local(day)
    return day.year + BE_OFFSET + (day.month >= 10)


def fiscal_year_span(year: int) -> tuple[datetime.date, datetime.date]:
    """First and last day of the fiscal year `year` (พ.ศ.)."""
    common = year - BE_OFFSET
    return datetime.date(common - 1, 10, 1), datetime.date(common, 9, 30)


def quarter(day) -> int:
    """The quarter of the fiscal year, 1 to 4: quarter 1 is October to December."""
    return (local(day).month - 10) % 12 // 3 + 1


def quarter_span(year: int, number: int) -> tuple[datetime.date, datetime.date]:
    """First and last day of quarter `number` (1 to 4) of the fiscal year `year` (พ.ศ.)."""
    if not 1 <= number <= 4:
        raise ValueError(f"a fiscal year has quarters 1 to 4, not {number}")
    start, end = fiscal_year_span(year)
    first = start if number == 1 else datetime.date(end.year, 3 * number - 5, 1)
    following = datetime.date(end.year, 3 * number - 2, 1)
    return first, following - datetime.timedelta(days=1)
