"""What stands in a query string, taken only where it means something."""

from foundation.thai.dates.names import BE_OFFSET
from foundation.thai.numerals import to_arabic


def asked_year(request, years):
    """The fiscal year (พ.ศ.) of `?year=`, Buddhist or common, if it is one of `years`; else the first of them."""
    text = to_arabic(request.GET.get("year", ""))[:4]
    year = int(text) if text.isdecimal() else 0
    return next((row for row in (year, year + BE_OFFSET) if row in years), years[0])


def asked_choice(request, name, choices):
    """The value of `?name=` if it is one of `choices`, else an empty text."""
    value = request.GET.get(name, "")
    return value if value in choices else ""
