"""Reads for the pages of burning: a year by month, district and cause. Areas are in ไร่."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Sum
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone

from places.models import District
from pm25.models import BurnRecord, FuelRequest

NOTHING = Decimal(0)
HUNDREDTH = Decimal("0.01")
PHOTOS = 12


@dataclass
class Tally:
    """How many burnings, on how many ไร่."""

    count: int = 0
    area: Decimal = NOTHING

    def add(self, count, area):
        self.count += count
        self.area += area.quantize(HUNDREDTH)  # SQLite adds in floating point


@dataclass
class BurningYear:
    """One common year of burning, of all provinces or of those asked for."""

    year: int
    total: Tally = field(default_factory=Tally)
    months: dict[int, Tally] = field(default_factory=lambda: {month: Tally() for month in range(1, 13)})
    causes: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    districts: dict[int, Tally] = field(default_factory=lambda: defaultdict(Tally))
    allowed: dict[int, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rows: list = field(default_factory=list)
    is_demo: bool = False

    @property
    def by_cause(self):
        """(word, Tally), the most frequent first."""
        ranked = sorted(self.causes.items(), key=lambda item: (-item[1].count, item[0]))
        return [(BurnRecord.Cause(cause).label, tally) for cause, tally in ranked]


def burning_years():
    """The common years with a record, this one among them, newest first."""
    years = records().annotate(year=ExtractYear("burned_on")).order_by().values_list("year", flat=True).distinct()
    return sorted({*years, timezone.localdate().year}, reverse=True)


def records():
    """The burnings that count: withdrawn ones do not."""
    return BurnRecord.objects.filter(status=BurnRecord.Status.RECORDED)


def burning_year(year, *, province=None, district=None) -> BurningYear:
    """What burnt in the common `year`; with `rows` of (district, Tally, Tally of allowed fuel management)."""
    place = {"district": district} if district else {"district__province": province} if province else {}
    found = BurningYear(year)
    groups = records().filter(burned_on__year=year, **place).annotate(month=ExtractMonth("burned_on"))
    groups = groups.order_by().values("district", "month", "cause", "is_demo")
    for row in groups.annotate(count=Count("pk"), area=Sum("area_rai")):
        found.is_demo |= row["is_demo"]
        tallies = (
            found.total,
            found.months[row["month"]],
            found.causes[row["cause"]],
            found.districts[row["district"]],
        )
        for tally in tallies:
            tally.add(row["count"], row["area"])
    granted = FuelRequest.objects.filter(planned_on__year=year, status__in=["allowed", "done"], **place)
    for row in granted.order_by().values("district", "is_demo").annotate(count=Count("pk"), area=Sum("area_rai")):
        found.is_demo |= row["is_demo"]
        found.allowed[row["district"]].add(row["count"], row["area"])
    found.rows = _rows(found)
    return found


def province_tallies(found):
    """{province: Tally} of a BurningYear."""
    tallies = defaultdict(Tally)
    for district, burnt, _allowed in found.rows:
        tallies[district.province].add(burnt.count, burnt.area)
    return tallies


def public_photos(year, *, province=None, district=None):
    """The newest records of `year` whose photo the secretariat lets the public see."""
    place = {"district": district} if district else {"district__province": province} if province else {}
    shown = records().filter(photo_is_public=True, burned_on__year=year, **place)
    return list(shown.select_related("district__province", "photo")[:PHOTOS])


def _rows(found):
    keys = found.districts.keys() | found.allowed.keys()
    districts = District.objects.with_province().filter(pk__in=keys)
    rows = [(row, found.districts.get(row.pk, Tally()), found.allowed.get(row.pk, Tally())) for row in districts]
    return sorted(rows, key=lambda row: (-row[1].count, -row[1].area, row[0].sort_key))
