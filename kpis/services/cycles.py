"""Fiscal years and rounds: prepare, open with frozen stations, let single targets report late, close."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from foundation.thai.fiscal import fiscal_year_span
from kpis.models import Cycle, IndicatorVersion, Round, RoundException, StationSet
from kpis.services.refusals import KpiRefused, need
from pm25.models import Station

OPEN_DAYS, CLOSE_DAYS = 31, 45  # due and closed so many days after the last day a round is about


@transaction.atomic
def create_cycle(*, by, year_be, kinds=("m6", "m12"), is_demo=False, **fields):
    """A cycle in preparation with rounds of `kinds`, their windows at the usual distances."""
    need(
        not Cycle.objects.filter(year_be=year_be, is_demo=is_demo).exists(),
        year_be=_("มีรอบการประเมินของปีงบประมาณนี้แล้ว"),
    )
    cycle = Cycle.objects.create(year_be=year_be, is_demo=is_demo, **fields)
    for kind in kinds:
        set_round(cycle, by=by, kind=kind)
    record("kpis.cycle", cycle, by=by, after=snapshot(cycle))
    return cycle


def set_round(cycle, *, by, kind, open_from=None, due=None, closes=None):
    """Make a round or move its window; without dates it opens on the day after its last day."""
    until = last_day(cycle.year_be, kind)
    window = {
        "open_from": open_from or until + datetime.timedelta(days=1),
        "due": due or until + datetime.timedelta(days=OPEN_DAYS),
        "closes": closes or until + datetime.timedelta(days=CLOSE_DAYS),
    }
    need(window["open_from"] <= window["due"] <= window["closes"], _("เรียงวันให้ถูก: เปิดรายงาน กำหนดส่ง ปิดรับ"))
    round_, _made = Round.objects.update_or_create(cycle=cycle, kind=kind, defaults={"until": until, **window})
    return round_


def last_day(year_be, kind):
    """The day up to which the results of a round of `kind` are: 31 March for six months."""
    first, last = fiscal_year_span(year_be)
    months = Round.MONTHS[kind]
    if months == 12:
        return last
    index = first.month - 1 + months
    return datetime.date(first.year + index // 12, index % 12 + 1, 1) - datetime.timedelta(days=1)


@transaction.atomic
def open_cycle(cycle, *, by):
    """Let reports begin: from here on the stations that count for the year are fixed."""
    cycle = _locked(cycle)
    before = snapshot(cycle)
    need(cycle.rounds.exists(), _("เพิ่มรอบรายงานอย่างน้อยหนึ่งรอบก่อนเปิดรอบการประเมิน"))
    if cycle.status == Cycle.Status.DRAFT:
        freeze_stations(cycle, by=by)
    return _move(cycle, Cycle.Status.OPEN, by=by, before=before)


@transaction.atomic
def close_cycle(cycle, *, by):
    cycle = _locked(cycle)
    return _move(cycle, Cycle.Status.CLOSED, by=by, before=snapshot(cycle))


def freeze_stations(cycle, *, by):
    """Write down, for each province with a target of station readings, which public reference stations count.

    Samples stand in for a demonstration cycle. A set that is there stays.
    """
    measured = cycle.targets.filter(version__measure__in=IndicatorVersion.OF_STATIONS, province__isnull=False)
    for province in measured.order_by().values_list("province", flat=True).distinct():
        if cycle.station_sets.filter(province=province).exists():
            continue
        stations = Station.objects.public().reference().filter(province=province)
        stations = stations.samples() if cycle.is_demo else stations.real()
        frozen = StationSet.objects.create(cycle=cycle, province_id=province, by=by)
        frozen.stations.set(stations)
        codes = sorted(stations.values_list("code", flat=True))
        record("kpis.freeze_stations", frozen, by=by, after={"stations": codes})


@transaction.atomic
def extend_round(round_, target, *, by, until, reason_th):
    """A named exception: one target may be reported until a later day."""
    need(target.cycle_id == round_.cycle_id, _("ค่าเป้าหมายนี้ไม่ได้อยู่ในรอบการประเมินเดียวกัน"))
    need(until > round_.closes, until=_("วันขยายเวลาต้องอยู่หลังวันปิดรับเดิม"))
    need(reason_th.strip(), reason_th=_("บอกเหตุผลที่ขยายเวลา เพราะจะแสดงไว้กับรายงาน"))
    row = RoundException.objects.create(
        round=round_, target=target, until=until, reason_th=reason_th.strip(), by=by, is_demo=target.is_demo
    )
    record("kpis.extend", row, by=by, after=snapshot(row))
    return row


def _locked(cycle):
    return Cycle.objects.select_for_update().get(pk=cycle.pk)


def _move(cycle, status, *, by, before):
    if status not in Cycle.MOVES[cycle.status]:
        raise KpiRefused(
            _("รอบการประเมินอยู่ในสถานะ “%(now)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้")
            % {"now": cycle.get_status_display(), "wanted": Cycle.Status(status).label}
        )
    cycle.status = status
    cycle.save()
    record("kpis.cycle", cycle, by=by, before=before, after=snapshot(cycle))
    return cycle
