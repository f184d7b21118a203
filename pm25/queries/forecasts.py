"""What was foreseen: for the days ahead of a place, and held against what came. Values are Decimal in µg/m³."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.cache import cache
from django.utils import timezone

from places.models import Province
from pm25.fields import half_up
from pm25.models import Band, Forecast, Parameter, ProvinceDay, Source
from pm25.queries.standards import Scales
from pm25.queries.stations import real_province_ids

FRESH = timedelta(hours=36)  # from one morning's issue to the next evening
DAYS = 3
SPAN = 30
SECONDS = 300


@dataclass(frozen=True)
class DayAhead:
    """One day as it was foreseen; `value` is rounded to 0.1 and None where only a band was said."""

    day: date
    value: Decimal | None
    band: Band | None


@dataclass(frozen=True)
class Outlook:
    """The newest issue of one source. `of_province` says that a district is shown its province's."""

    source: Source
    issued_at: datetime
    days: tuple[DayAhead, ...]
    of_province: bool


@dataclass(frozen=True)
class Said:
    """What was foreseen `ahead` days before; `error` is foreseen less measured, `hit` whether the band was right."""

    ahead: int
    issued_at: datetime
    value: Decimal | None
    band: Band | None
    error: Decimal | None
    hit: bool | None


@dataclass
class Score:
    """Of forecasts of one lead: mean absolute error over `compared` values, right bands over `judged`."""

    compared: int = 0
    total: Decimal = Decimal(0)
    judged: int = 0
    hits: int = 0

    def add(self, said):
        """Count one Said."""
        if said.error is not None:
            self.compared += 1
            self.total += abs(said.error)
        if said.hit is not None:
            self.judged += 1
            self.hits += said.hit

    def merge(self, other):
        for name in ("compared", "total", "judged", "hits"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def mean_error(self):
        return half_up(self.total / self.compared) if self.compared else None

    @property
    def share(self):
        """Right bands in whole per cent, rounded half up."""
        return int(half_up(Decimal(self.hits * 100) / self.judged, Decimal(1))) if self.judged else None


def new_scores():
    return {ahead: Score() for ahead in range(1, DAYS + 1)}


@dataclass
class Record:
    """One source's forecasts of one province beside what came: `days` are (day, mean, band, [Said or
    None, of one, two and three days before]), the newest first."""

    source: Source
    province_id: int
    province: Province | None = None
    scores: dict[int, Score] = field(default_factory=new_scores)
    days: list = field(default_factory=list)


def outlook(province, district=None, *, bands=(), is_sample=False) -> Outlook | None:
    """The next three days of a place by the newest issue, None where none is newer than 36 hours.

    A district without a forecast of its own is shown its province's. `bands` are today's, the cleanest first. One query
    at most every five minutes, and after an import.
    """
    now, today = timezone.now(), timezone.localdate()
    ahead = range_ahead(today)
    rows = cache.get_or_set(outlook_key(province.pk), lambda: _newest(province, ahead, now), SECONDS)
    rows = [
        row
        for row in rows
        if row.source.is_sample == is_sample
        and row.district_id in (None, district and district.pk)
        and now - FRESH <= row.issued_at <= now
        and ahead[0] <= row.valid_for <= ahead[1]
    ]
    own = [row for row in rows if row.district_id is not None]
    rows = own or rows
    if not rows:
        return None
    newest = max(rows, key=lambda row: (row.issued_at, row.source_id))
    issue = [row for row in rows if (row.source_id, row.issued_at) == (newest.source_id, newest.issued_at)]
    days = tuple(_ahead(row, bands) for row in sorted(issue, key=lambda row: row.valid_for))
    return Outlook(newest.source, newest.issued_at, days, of_province=district is not None and not own)


def outlook_key(province_id):
    """Under which name a province's newest forecasts are kept for a few minutes."""
    return f"pm25.outlook.{province_id}"


def range_ahead(today):
    """The first and the last of the days ahead."""
    return today + timedelta(days=1), today + timedelta(days=DAYS)


def _newest(province, ahead, now):
    """The rows of the province and its districts that could be shown in the next minutes, without places."""
    rows = Forecast.objects.filter(province=province, valid_for__range=ahead, issued_at__gte=now - FRESH)
    return list(rows.select_related("source").order_by())


def forecast_records(province=None) -> list[Record]:
    """The last 30 days before today by source and province; of all provinces, or of one. Five queries."""
    today = timezone.localdate()
    first, last = today - timedelta(days=SPAN), today - timedelta(days=1)
    said, sources = _said(first, last, province)
    came = _came(first, last, province)
    scales, records = Scales(), []
    for (source, place), days in sorted(said.items()):
        record = Record(sources[source], place)
        for day in sorted(days, reverse=True):
            mean = came.get((place, sources[source].is_sample, day))
            judged = _judged(days[day], mean, day, scales)
            record.days.append((day, mean, scales.band(mean, day), [judged.get(ahead) for ahead in record.scores]))
            for one in judged.values():
                record.scores[one.ahead].add(one)
        records.append(record)
    return records


def totals(records):
    """{source: {ahead: Score}} over all of `records`."""
    found = {}
    for record in records:
        scores = found.setdefault(record.source, new_scores())
        for ahead, score in record.scores.items():
            scores[ahead].merge(score)
    return found


def _ahead(row, bands):
    value = None if row.value is None else half_up(row.value)
    if value is None:
        band = next((band for band in bands if band.level == row.level), None)
    else:
        band = next((band for band in bands if band.upper is None or value <= band.upper), None)
    return DayAhead(row.valid_for, value, band)


def _said(first, last, province):
    """{(source, province): {day: {days ahead: row}}}, the last issue of a day; and the sources by id."""
    rows = Forecast.objects.of_provinces().filter(valid_for__range=(first, last))
    rows = rows.filter(province=province) if province else rows
    real = real_province_ids()
    sources = {source.pk: source for source in Source.objects.filter(forecasts__in=rows).distinct()}
    said = defaultdict(lambda: defaultdict(dict))
    for row in rows.order_by("issued_at").only(
        "source_id", "province_id", "district_id", "issued_at", "valid_for", "value", "level"
    ):
        hidden = sources[row.source_id].is_sample and row.province_id in real
        if 1 <= row.days_ahead <= DAYS and not hidden:
            said[row.source_id, row.province_id][row.valid_for][row.days_ahead] = row
    return said, sources


def _came(first, last, province):
    """{(province, is_sample, day): the day's mean}."""
    rows = ProvinceDay.objects.filter(parameter=Parameter.PM25, day__range=(first, last))
    rows = rows.filter(province=province) if province else rows
    return {(row.province_id, row.is_sample, row.day): row.mean for row in rows.order_by()}


def _judged(rows, mean, day, scales):
    came, judged = scales.band(mean, day), {}
    for ahead, row in sorted(rows.items()):
        value = None if row.value is None else half_up(row.value)
        band = scales.band(value, day) if value is not None else _of_level(scales.bands(day), row.level)
        error = None if value is None or mean is None else value - mean
        hit = None if band is None or came is None else band.level == came.level
        judged[ahead] = Said(ahead, row.issued_at, value, band, error, hit)
    return judged


def _of_level(bands, level):
    return next((band for band in bands if band.level == level), None)
