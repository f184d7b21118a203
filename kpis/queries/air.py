"""What the readings say for an indicator: of a frozen set of stations, for the days of a year so far. Exact.

A province's day is the mean of the complete days of the set's stations, rounded once to 0.1 as on the pages of the air;
it is above the standard that was valid on that very day. Too few days known: no value, and the reason.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db.models import Sum
from django.utils.translation import gettext as _

from kpis.models import IndicatorVersion
from pm25.models import Averaging, BurnRecord, DailyMean, Hotspot, Parameter
from pm25.queries.standards import Scales

RULE = "kpis-air-1"
TENTH = Decimal("0.1")
Measure = IndicatorVersion.Measure


@dataclass(frozen=True)
class Measured:
    """A value, or the Thai reason why there is none; `provenance` is plain JSON."""

    value: Decimal | None
    reason: str
    provenance: dict


def measure(version, province, stations, first, last, *, is_sample=False) -> Measured:
    """The value of `version.measure` for `province` on the Thai days `first` to `last`, both included.

    `stations` is the frozen set; hotspots and burnt area do not need it. `is_sample` takes sample and demonstration
    rows in place of real ones. Reasons are in the active language.
    """
    facts = {"rule": RULE, "measure": version.measure, "first": str(first), "last": str(last), "is_sample": is_sample}
    if version.measure == Measure.HOTSPOTS:
        return _hotspots(province, first, last, is_sample, facts)
    if version.measure == Measure.BURNT_AREA:
        return _burnt_area(version, province, first, last, is_sample, facts)
    return _of_days(version, stations, first, last, facts)


def province_days(stations, first, last) -> dict:
    """{day: mean in µg/m³ rounded half up once to 0.1} of the days on which a station of the set was complete."""
    rows = DailyMean.objects.filter(
        series__station__in=stations,
        series__parameter=Parameter.PM25,
        series__averaging=Averaging.HOUR,
        mean__isnull=False,
        day__range=(first, last),
    )
    days = {}
    for day, total, hours in rows.order_by().values_list("day", "total", "hours"):
        days.setdefault(day, []).append(Fraction(total) / hours)
    return {day: _tenth(sum(means) / len(means)) for day, means in days.items()}


def _of_days(version, stations, first, last, facts):
    scales = Scales()
    stretches = scales.stretches(first, last)
    days = province_days(stations, first, last)
    known = {day: mean for day, mean in days.items() if scales.limit(day) is not None}
    expected = (last - first).days + 1
    completeness = len(known) * 100 // expected
    facts |= {
        "stations": sorted(station.code for station in stations),
        "days_known": len(known),
        "days_expected": expected,
        "completeness": completeness,
        "standards": [{"from": str(a), "to": str(b), "limit": f"{limit.normalize():f}"} for a, b, limit in stretches],
    }
    if not stations:
        return Measured(None, _("ไม่มีสถานีตรวจวัดในชุดสถานีของปีนี้"), facts)
    if completeness < version.min_completeness:
        reason = _("ข้อมูลครบ %(known)s จาก %(all)s วัน (ร้อยละ %(share)s) ต่ำกว่าร้อยละ %(least)s ที่นิยามกำหนด") % {
            "known": len(known),
            "all": expected,
            "share": completeness,
            "least": version.min_completeness,
        }
        return Measured(None, reason, facts)
    above = sum(mean > scales.limit(day) for day, mean in known.items())
    value = {
        Measure.DAYS_ABOVE: lambda: Decimal(above),
        Measure.GOOD_DAYS_SHARE: lambda: Decimal((len(known) - above) * 100) / len(known),
        Measure.ANNUAL_MEAN: lambda: sum(known.values()) / len(known),
    }[version.measure]()
    return Measured(_rounded(value, version.decimals), "", facts | {"days_above": above})


def _hotspots(province, first, last, is_sample, facts):
    rows = Hotspot.objects.filter(is_sample=is_sample, day__range=(first, last))
    if not rows.exists():
        return Measured(None, _("ไม่มีข้อมูลจุดความร้อนของทั้งประเทศในช่วงนี้ ตรวจการนำเข้าข้อมูลดาวเทียม"), facts)
    seen = rows.filter(province=province)
    satellites = sorted(seen.order_by().values_list("satellite", flat=True).distinct())
    return Measured(Decimal(seen.count()), "", facts | {"satellites": satellites})


def _burnt_area(version, province, first, last, is_sample, facts):
    rows = BurnRecord.objects.filter(
        status=BurnRecord.Status.RECORDED,
        district__province=province,
        burned_on__range=(first, last),
        is_demo=is_sample,
    )
    count = rows.count()
    if not count:
        return Measured(None, _("ยังไม่มีบันทึกการเผาในช่วงนี้ ไม่มีบันทึกไม่ได้แปลว่าไม่มีการเผา"), facts)
    area = (rows.aggregate(area=Sum("area_rai"))["area"]).quantize(Decimal("0.01"))
    return Measured(_rounded(area, version.decimals), "", facts | {"records": count})


def _tenth(mean: Fraction) -> Decimal:
    """Half away from zero, exact."""
    sign = -1 if mean < 0 else 1
    return Decimal(sign * ((abs(mean) * 20 + 1) // 2)).scaleb(-1)


def _rounded(value, decimals):
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
