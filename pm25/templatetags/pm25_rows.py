"""Rows of which a page has dozens, drawn from moulds: provinces in tables and lists, hours, the days of a year."""

from functools import cache

from django import template

from foundation.thai.dates import age
from foundation.thai.templatetags.thai import nbsp, when
from foundation.ui.moulds import Mould
from foundation.ui.templatetags.ui import bilingual
from places.models import Province
from pm25.charts import air_class
from pm25.sentences import moment_words, state_words

ROW = Mould("pm25/province_row.html", "href", "name", "css_class", "value", "word", "time", "region")
ENTRY = Mould("pm25/province_entry.html", "href", "name", "css_class", "value", "word")
HOUR = Mould("pm25/hour_row.html", "time", "value")
DAY = Mould("pm25/year_day.html", "css_class", "label")
NONE = "–"

register = template.Library()


@register.simple_tag
def province_rows(nows):
    """{% province_rows nows %}: AirNow rows as rows of the table of provinces."""
    moments = cache(moment_words)  # most provinces share one time
    regions = {region.value: str(region.label) for region in Province.Region}
    return ROW.fill((*_province(now), _time(now, moments), regions[now.province.region]) for now in nows)


@register.simple_tag
def province_entries(nows):
    """{% province_entries nows %}: AirNow rows as entries of the list of provinces."""
    return ENTRY.fill(_province(now) for now in nows)


@register.simple_tag
def hour_rows(hours):
    """{% hour_rows chart.newest_first %}: hours with their values as rows of a table."""
    return HOUR.fill((when(hour.at, "datetime"), _number(hour.value)) for hour in hours)


@register.simple_tag
def year_days(days):
    """{% year_days month.days %}: the days of a calendar as cells."""
    return DAY.fill((day.css_class, day.label) for day in days)


def _province(now):
    href, name = now.province.get_absolute_url(), bilingual(now.province)
    return href, name, air_class(now), _number(now.value), state_words(now)


def _number(value):
    return NONE if value is None else f"{value:.1f}"


def _time(now, moments):
    if now.at is None:
        return NONE
    return nbsp(age(now.at)) if now.state == "late" else moments(now.at)
