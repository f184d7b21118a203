"""Hours that the secretariat holds out of use: set, stayed with, lifted, overlapping, and what follows them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import Entry
from pm25.flags import Flag
from pm25.models import DailyMean, FlagInterval, Latest, ProvinceDay, Reading, Revision, Series
from pm25.services import FlagRefused, hold_out, lift
from tests.accounts.factories import SuperuserFactory
from tests.pm25.factories import SeriesFactory, StationFactory
from tests.pm25.test_rollups import day_of

MIDNIGHT = datetime(2026, 3, 9, 17, tzinfo=UTC)  # 10 March, 00:00 in Thailand
FAULT = FlagInterval.Code.FAULT


def at(hours):
    return MIDNIGHT + timedelta(hours=hours)


@pytest.fixture
def station(put):
    """Two days of 20, with an hour of 500 at 10 o'clock of the first."""
    station = StationFactory(source_station_id="37t", code="37t")
    put(*day_of([20] * 9 + [500] + [20] * 38))
    return station


def held():
    rows = Reading.objects.order_by("series__parameter", "period_end")
    return [int((row.period_end - MIDNIGHT).total_seconds() // 3600) for row in rows if row.flags & Flag.HELD_OUT]


def days():
    return [(row.day.day, row.hours, row.shown) for row in DailyMean.objects.order_by("day")]


def test_hours_held_out_leave_the_means_and_come_back(station):
    before = days(), list(ProvinceDay.objects.values_list("day__day", "mean"))

    interval = hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(9), ends=at(10))
    without = held(), days(), list(ProvinceDay.objects.values_list("day__day", "mean"))
    lift(interval, reason="ค่าถูกต้อง")

    assert before == ([(10, 24, Decimal("40.0")), (11, 24, Decimal("20.0"))], [(10, Decimal(40)), (11, Decimal(20))])
    assert without == (
        [10],
        [(10, 23, Decimal("20.0")), (11, 24, Decimal("20.0"))],
        [(10, Decimal(20)), (11, Decimal(20))],
    )
    assert (held(), days()) == ([], before[0])
    assert not Revision.objects.exists()


def test_only_dirty_days_are_computed_anew(station):
    DailyMean.objects.filter(day="2026-03-11").update(hours=7)

    hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(9), ends=at(10))

    assert DailyMean.objects.get(day="2026-03-11").hours == 7


def test_times_are_widened_to_full_hours(station):
    interval = hold_out(
        station=station,
        code=FAULT,
        reason="หัววัดชำรุด",
        begins=at(9) + timedelta(minutes=40),
        ends=at(10) + timedelta(minutes=1),
    )

    assert (interval.begins, interval.ends, held()) == (at(9), at(11), [10, 11])


def test_open_interval_takes_later_hours_too_and_newest_value_steps_back(station, put):
    hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(47))
    newest = Latest.objects.get().period_end

    put(*day_of([30, 31], start=at(48)))

    assert (newest, held(), Latest.objects.get().period_end) == (at(47), [48, 49, 50], at(47))


def test_correction_of_a_held_hour_stays_held_and_the_same_file_writes_nothing(station, put):
    hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(9), ends=at(10))

    corrected, again = put(*day_of([25], start=at(9))), put(*day_of([25], start=at(9)))

    assert (corrected.revised, again.unchanged, again.revised, held()) == (1, 1, 0, [10])


def test_missing_mark_takes_no_held_value_away(station, put):
    hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(9), ends=at(10))

    counts = put(*day_of([-999], start=at(9)))

    assert (counts.unchanged, Reading.objects.get(period_end=at(10)).value) == (1, Decimal(500))


def test_of_overlapping_intervals_the_last_one_lifted_sets_free(station):
    first = hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(0), ends=at(10))
    second = hold_out(station=station, code="calibration", reason="สอบเทียบ", begins=at(8), ends=at(12))
    lift(first, reason="ตรวจแล้ว")
    between = held()

    lift(second, reason="ตรวจแล้ว")

    assert (between, held()) == ([9, 10, 11, 12], [])


def test_one_series_is_held_and_the_others_stay(station, put):
    put(*day_of([40] * 3, parameter="pm10"))
    series = Series.objects.get(parameter="pm10")

    hold_out(station=station, series=series, code=FAULT, reason="หัววัด PM10 ชำรุด", begins=at(0), ends=at(2))

    assert set(Reading.objects.filter(period_end__lte=at(2)).values_list("series__parameter", "flags")) == {
        ("pm10", int(Flag.HELD_OUT)),
        ("pm25", int(Flag.STUCK)),
    }


def test_running_mean_that_holds_a_held_hour_is_held(put):
    station = StationFactory(source_station_id="37t")
    put(*(("37t", "pm25", "PT24H", at(hour), 20) for hour in range(1, 40)))

    hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(5), ends=at(6))

    assert held() == list(range(6, 30))


def test_warning_changes_no_reading(station):
    hold_out(station=station, code="nearby", level="warn", reason="ก่อสร้างข้างสถานี", begins=at(0))

    assert held() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"reason": "ย" * 501},
        {"ends": at(-1)},
        {"ends": at(0)},
        {"code": "rumour"},
        {"level": "info"},
        {"begins": datetime(1483, 1, 1, tzinfo=UTC)},
    ],
)
def test_what_makes_no_sense_is_refused(station, wrong):
    with pytest.raises(FlagRefused):
        hold_out(**{"station": station, "code": FAULT, "reason": "หัววัดชำรุด", "begins": at(0), **wrong})

    assert (FlagInterval.objects.count(), held()) == (0, [])


def test_series_of_another_station_is_refused(station):
    with pytest.raises(FlagRefused, match="ไม่ใช่ของสถานีนี้"):
        hold_out(station=station, series=SeriesFactory(), code=FAULT, reason="หัววัดชำรุด", begins=at(0))


def test_interval_is_lifted_once_and_with_a_reason(station):
    interval = hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(0))
    with pytest.raises(FlagRefused):
        lift(interval, reason="  ")
    lift(interval, reason="ซ่อมแล้ว")

    with pytest.raises(FlagRefused, match="ยกเลิกไปแล้ว"):
        lift(interval, reason="ซ่อมแล้ว")


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": at(0)},
        {"reason": ""},
        {"level": "info"},
        {"lifted_at": at(9)},
        {"lifted_reason": "ซ่อมแล้ว"},
    ],
)
def test_database_refuses_what_the_form_forgot(station, wrong):
    interval = hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(0))

    with pytest.raises(IntegrityError), transaction.atomic():
        FlagInterval.objects.filter(pk=interval.pk).update(**wrong)


def test_who_and_why_are_in_the_audit_chain(station):
    secretary = SuperuserFactory()

    interval = hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(9), ends=at(10), by=secretary)
    lift(interval, reason="ซ่อมแล้ว", by=secretary)

    entries = Entry.objects.filter(object_type="pm25.flaginterval").order_by("seq")
    assert [(entry.action, entry.actor_id, entry.after["readings"]) for entry in entries] == [
        ("pm25.hold_out", secretary.pk, 1),
        ("pm25.lift", secretary.pk, 1),
    ]


@pytest.fixture
def office(db, client, settings):
    settings.DEMO = True  # without the second factor
    client.force_login(SuperuserFactory())
    return client


def test_secretariat_sets_an_interval_and_lifts_it_in_the_admin(office, station):
    sent = {"station": station.pk, "level": "hold", "code": "fault", "reason": "หัววัดชำรุด"}
    sent |= {"begins": "10 มีนาคม 2569 09.00", "ends": "10 มีนาคม 2569 10.00"}

    answer = office.post(reverse("admin:pm25_flaginterval_add"), sent)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    interval, out = FlagInterval.objects.get(), held()
    lifting = reverse("admin:pm25_flaginterval_lift", args=[interval.pk])
    preview = office.post(lifting, {"reason": "ซ่อมแล้ว"})
    unlifted = held()
    office.post(lifting, {"reason": "ซ่อมแล้ว", "confirm": "1"})

    interval.refresh_from_db()
    assert (interval.begins, interval.ends, interval.by_id is not None, out) == (at(9), at(10), True, [10])
    assert (preview.status_code, unlifted, interval.lifted_reason, held()) == (200, [10], "ซ่อมแล้ว", [])
    assert Entry.objects.filter(object_type="pm25.flaginterval").count() == 2


def test_admin_offers_no_way_to_change_or_delete(office, station):
    interval = hold_out(station=station, code=FAULT, reason="หัววัดชำรุด", begins=at(0))

    page = office.get(reverse("admin:pm25_flaginterval_change", args=[interval.pk])).content.decode()

    assert ('name="_save"' in page, "ยกเลิกช่วงนี้" in page) == (False, True)
    assert office.post(reverse("admin:pm25_flaginterval_delete", args=[interval.pk])).status_code == 403
    assert office.get(reverse("admin:pm25_flaginterval_changelist")).status_code == 200


def test_public_reads_why_values_are_not_used(client, station):
    open_one = hold_out(station=station, code=FAULT, reason="หัววัดชำรุด รออะไหล่", begins=at(9))
    lifted = hold_out(station=station, code="nearby", reason="ก่อสร้างข้างสถานี", begins=at(0), ends=at(2), level="warn")
    lift(lifted, reason="ก่อสร้างเสร็จแล้ว")

    html = client.get("/pm25/stations/37t/").content.decode()

    assert "ช่วงที่ไม่ใช้ค่า" in html
    for words in (open_one.reason, lifted.reason, "ก่อสร้างเสร็จแล้ว", "เครื่องวัดขัดข้อง"):
        assert words in html
    assert timezone.localtime(open_one.begins).strftime("%H.%M") in html
