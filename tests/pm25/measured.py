"""Stations that measured: short ways to the rows that pages read. Times are hours before the present full hour."""

from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO

from pm25.models import Averaging, Latest, ProvinceDay, Reading
from pm25.services import load_pm25_reference
from tests.pm25.factories import ImportRunFactory, ProvinceFactory, SeriesFactory, StationFactory, hours_ago
from tests.replayed import replayed

VOID = {"meta", "link", "input", "br", "hr", "img", "rect", "circle", "path", "use"}
READ_ALOUD = {"aria-label", "title", "alt", "placeholder", "content", "data-label", "data-copied", "data-failed"}


def load_reference():
    """Limits, bands and sources, as load_pilot writes them."""
    replayed(_load, "pm25")


def _load():
    load_pm25_reference(StringIO())


def running(value, *, hours=1, station=None, **facts):
    """A station whose newest 24-hour mean is `value`, of `hours` ago; `facts` make the station."""
    station = station or StationFactory(**facts)
    series = SeriesFactory(station=station, averaging=Averaging.RUNNING_DAY)
    _write(series, {hours_ago(hours): Decimal(str(value))})
    return station


def hourly(values, *, hours=1, station=None, **facts):
    """A station with hourly `values`, oldest first, the last of `hours` ago; None is a missing hour."""
    station = station or StationFactory(**facts)
    series = SeriesFactory(station=station, averaging=Averaging.HOUR)
    back = len(values) - 1 + hours
    _write(series, {hours_ago(back - n): Decimal(str(value)) for n, value in enumerate(values) if value is not None})
    return station


def other(station, parameter, value, unit, *, averaging=Averaging.HOUR, hours=1):
    """Something else that a station measures."""
    _write(
        SeriesFactory(station=station, parameter=parameter, averaging=averaging, unit=unit), {hours_ago(hours): value}
    )


def province_days(province, means, *, is_sample=False):
    """Daily means of a province: `means` maps dates to values."""
    rows = [
        ProvinceDay(
            province=province,
            day=day,
            mean=Decimal(str(mean)),
            stations=1,
            rule=1,
            is_sample=is_sample,
            parameter="pm25",
        )
        for day, mean in means.items()
    ]
    ProvinceDay.objects.bulk_create(rows)


def provinces(count):
    """`count` provinces of the north, each with one station: 20.0, 21.0, … µg/m³."""
    rows = [ProvinceFactory(code=str(20 + n)) for n in range(count)]
    for number, province in enumerate(rows):
        running(20 + number, province=province)
    return rows


def _write(series, values):
    run = ImportRunFactory(source=series.station.source, status="done", finished_at=hours_ago(0))
    Reading.objects.bulk_create(
        Reading(series=series, run=run, period_end=at, value=value) for at, value in values.items()
    )
    newest = max(values)
    Latest.objects.update_or_create(series=series, defaults={"period_end": newest, "value": values[newest]})


class _Words(HTMLParser):
    """Collects Thai words that a reader of an English page would be read as English."""

    def __init__(self):
        super().__init__()
        self.languages, self.found = [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        language = attrs.get("lang") or (self.languages[-1] if self.languages else "")
        if language != "th":
            self.found += [value for name, value in attrs.items() if name in READ_ALOUD and _is_thai(value)]
        if tag not in VOID:
            self.languages.append(language)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.languages.pop()

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.languages.pop()

    def handle_data(self, data):
        if self.languages and self.languages[-1] != "th" and _is_thai(data):
            self.found.append(data.strip())


def _is_thai(text):
    return any("\u0e00" <= sign <= "\u0e7f" for sign in text or "")


def thai_outside(html):
    """The Thai texts of an English page that are not marked as Thai."""
    words = _Words()
    words.feed(html)
    return words.found
