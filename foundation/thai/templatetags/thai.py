"""Filters and tags for dates, numbers and units. Thai pages show Buddhist years, English pages common ones.

Parts that belong together are joined by U+00A0, because browsers break Thai text between day and month. A missing value
is –.
"""

import datetime

from django import template
from django.utils.html import format_html

from foundation.thai import dates, fiscal
from foundation.thai.dates.names import BE_OFFSET, ENGLISH_MONTHS, MONTHS
from foundation.thai.numerals import to_thai

NBSP = "\u00a0"

register = template.Library()


@register.filter
def nbsp(text):
    """Join the words of `text`: {{ "ครั้งที่ 1/2563"|nbsp }}."""
    return "" if text is None else str(text).replace(" ", NBSP)


@register.filter
def unit(value, name):
    """A number and its unit, joined: {{ value|unit:"µg/m³" }}; – alone where there is no value."""
    return dates.DASH if value in (None, "") else f"{value}{NBSP}{name}"


@register.filter
def thai_digits(value):
    """Arabic digits as Thai ones: official papers only."""
    return "" if value is None else to_thai(value)


@register.filter
def thai_date(value, style="long"):
    """{{ d|thai_date }} 15 ตุลาคม 2568, with "short", "weekday", "full", "official", "day": see dates.thai_date."""
    return nbsp(dates.date_words(value, style)) if value else dates.DASH


@register.filter
def thai_time(value):
    """{{ dt|thai_time }} 09.30 น. in local time; midnight is a time too."""
    return dates.DASH if value in (None, "") else nbsp(dates.time_words(value))


@register.filter
def thai_datetime(value, style="long"):
    """{{ dt|thai_datetime }} 15 ตุลาคม 2568 เวลา 09.30 น. The line may break between date and time."""
    if not value:
        return dates.DASH
    return f"{nbsp(dates.date_words(value, style))}{dates.between_words(style)}{nbsp(dates.time_words(value))}"


@register.filter
def age(value):
    """{{ dt|age }} 7 ชั่วโมงก่อน up to 24 hours, then the date."""
    return nbsp(dates.age(value)) if value else dates.DASH


@register.filter
def thai_month(value, style="long"):
    """{{ d|thai_month }} กันยายน 2564, with "short" ก.ย. 2564; of a month's number its name alone."""
    if not value:
        return dates.DASH
    if isinstance(value, int):
        return (ENGLISH_MONTHS if dates.in_english() else MONTHS)[value - 1]
    return nbsp(dates.date_words(value, "short_month" if style == "short" else "month"))


@register.filter
def be_year(value):
    """The year of a date, or a common year as a number, as the page shows it: 2569, in English 2026."""
    if not value:
        return dates.DASH
    year = value if isinstance(value, int) else dates.local(value).year
    return str(year if dates.in_english() else year + BE_OFFSET)


@register.filter
def fiscal_year(value, style=""):
    """The fiscal year of a date, or one given as its Buddhist number: 2569, in English 2026.

    With "label" ปีงบประมาณ 2569, with "span" the label and its first and last day.
    """
    if not value:
        return dates.DASH
    year = value if isinstance(value, int) else fiscal.fiscal_year(value)
    number = str(year - BE_OFFSET if dates.in_english() else year)
    if not style:
        return number
    label = f"{'fiscal year' if dates.in_english() else 'ปีงบประมาณ'}{NBSP}{number}"
    return label if style == "label" else f"{label} ({date_span(*fiscal.fiscal_year_span(year), 'short')})"


@register.simple_tag
def date_span(start, end, style="long"):
    """{% date_span from to "short" %} 22–24 มี.ค. 2564; each date is joined, the span may break at its dash."""
    if not start:
        return dates.DASH
    return dates.DASH_BETWEEN.join(nbsp(part) for part in dates.span_words(start, end, style).split(dates.DASH_BETWEEN))


@register.simple_tag
def when(value, style="long"):
    """{% when d "short" %} a <time> element; of a datetime also "time", "datetime" and "age"."""
    if not value:
        return dates.DASH
    machine = dates.local(value)
    if isinstance(machine, datetime.datetime):
        machine = machine.replace(microsecond=0)
    return format_html('<time datetime="{}">{}</time>', machine.isoformat(), _shown(value, style))


def _shown(value, style):
    if style == "age":
        return age(value)
    if style == "time":
        return thai_time(value)
    if style == "datetime":
        return thai_datetime(value)
    return thai_date(value, style)
