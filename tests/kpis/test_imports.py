"""Targets and reports by spreadsheet: looked through line by line, written by the services, all or nothing."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.audit.models import Entry
from kpis.models import Report, Target
from tests.accounts.factories import SuperuserFactory
from tests.kpis.factories import SchemeFactory, VersionFactory, cycle_with, target_of
from tests.workgroups.factories import AgencyFactory, ProvinceFactory

pytestmark = pytest.mark.django_db
HEADS = "ปีงบประมาณ,รหัสตัวชี้วัด,รหัสจังหวัด,รหัสเกณฑ์,ข้อมูลพื้นฐาน,ปีฐาน,ค่าระดับที่ 1,ค่าระดับที่ 2,ค่าระดับที่ 3,รหัสหน่วยงานเจ้าภาพ,น้ำหนัก"


@pytest.fixture
def staff(client, settings, tmp_path):
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path
    client.force_login(SuperuserFactory())
    return client


@pytest.fixture
def known():
    """What a sheet of targets refers to."""
    cycle_with()
    SchemeFactory()
    return VersionFactory(indicator__code="days"), ProvinceFactory(), AgencyFactory(slug="environment")


def look(client, model, *lines, heads=HEADS):
    content = "\n".join([heads, *lines]).encode("utf-8-sig")
    file = SimpleUploadedFile("ตัวชี้วัด.csv", content, content_type="text/csv")
    address = reverse(f"admin:kpis_{model}_import")
    return client.post(address, {"file": file, "encoding": "auto"})


def confirm(client, model, page):
    ticket = page.context_data["ticket"]
    return client.post(reverse(f"admin:kpis_{model}_process_import"), {"ticket": ticket}, follow=True)


def test_a_sheet_of_targets_is_shown_before_it_is_written(staff, known):
    page = look(staff, "target", "2569,days,lampang,levels,๔๗,2568,60,40,0,environment,100")
    assert (page.context_data["bad_lines"], Target.objects.count()) == ([], 0)

    confirm(staff, "target", page)

    target = Target.objects.get()
    assert [row.threshold for row in target.levels.order_by("level__score")] == [Decimal(60), Decimal(40), Decimal(0)]
    assert (target.status, target.baseline_value, target.baseline_year_be) == ("draft", Decimal(47), 2568)
    assert Entry.objects.filter(action="import").count() == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2569,days,lampang,levels,47,2568,30,40,60,environment,100", "ยิ่งน้อยยิ่งดี"),
        ("2569,days,lampang,levels,47,2568,หกสิบ,40,30,environment,100", "เป็นตัวเลขไม่ได้"),
        ("2569,none,lampang,levels,47,2568,60,40,30,environment,100", "ไม่พบ “none”"),
        ("2569,days,lampang,levels,47,,60,40,30,environment,100", "ต้องระบุปีฐาน"),
        ("2526,days,lampang,levels,47,2568,60,40,30,environment,100", "ไม่พบ “2526”"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_nothing_is_written(staff, known, line, said):
    page = look(staff, "target", line)

    assert "ticket" not in page.context_data
    assert said in page.rendered_content
    assert Target.objects.count() == 0


def test_an_agreed_target_is_not_changed_by_a_sheet(staff):
    target = target_of(version=VersionFactory(indicator__code="days"))
    AgencyFactory(slug="environment")

    page = look(staff, "target", "2569,days,lampang,levels,47,2568,70,50,40,environment,100")

    assert "แก้ได้โดยมติที่ประชุมเท่านั้น" in page.rendered_content
    assert target.levels.get(level__code="50").threshold == Decimal(60)


@time_machine.travel(datetime.datetime(2026, 10, 15, 3, tzinfo=datetime.UTC), tick=False)
def test_a_sheet_of_reports_makes_drafts_and_hands_nothing_in(staff):
    target_of(version=VersionFactory(indicator__code="days"))

    page = look(
        staff,
        "report",
        "2569,days,lampang,รอบ 12 เดือน,34,ลาดตระเวน",
        heads="ปีงบประมาณ,รหัสตัวชี้วัด,รหัสจังหวัด,รอบ,ผลการดำเนินงาน,ผลการดำเนินงานโดยสรุป",
    )
    assert Report.objects.count() == 0
    confirm(staff, "report", page)

    report = Report.objects.get()
    assert (report.status, report.value, report.narrative_th) == ("draft", Decimal(34), "ลาดตระเวน")


@time_machine.travel(datetime.datetime(2026, 12, 15, 3, tzinfo=datetime.UTC), tick=False)
def test_a_closed_round_is_closed_for_a_sheet_too(staff):
    staff.force_login(SuperuserFactory())
    target_of(version=VersionFactory(indicator__code="days"))

    page = look(
        staff,
        "report",
        "2569,days,lampang,รอบ 12 เดือน,34",
        heads="ปีงบประมาณ,รหัสตัวชี้วัด,รหัสจังหวัด,รอบ,ผลการดำเนินงาน",
    )

    assert "รอบนี้ปิดรับรายงาน" in page.rendered_content


def test_what_is_exported_may_be_imported_again(staff):
    target_of(version=VersionFactory(indicator__code="days"), levels=[("50", "60"), ("75", "40"), ("100", "0")])

    chosen = {"format": "0", "resource": "", "targetresource_level_3": True, "targetresource_indicator": True}
    page = staff.post(reverse("admin:kpis_target_export"), chosen)

    assert page.content.decode("utf-8-sig").splitlines() == ["รหัสตัวชี้วัด,ค่าระดับที่ 3", "days,0"]


@pytest.mark.parametrize("model", ["cycle", "indicator", "indicatorversion", "scoringscheme", "target", "report"])
def test_the_lists_of_the_secretariat_open(staff, model):
    target = target_of()
    report = Report.objects.create(target=target, round=target.cycle.rounds.get())
    rows = {
        "cycle": target.cycle,
        "indicator": target.indicator,
        "indicatorversion": target.version,
        "scoringscheme": target.scheme,
        "target": target,
        "report": report,
    }

    assert staff.get(reverse(f"admin:kpis_{model}_changelist")).status_code == 200
    assert staff.get(reverse(f"admin:kpis_{model}_change", args=[rows[model].pk])).status_code == 200
