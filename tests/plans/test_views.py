"""Pages for everybody: what is late first, what is missing, what is told to whom; few questions to the database."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from plans.models import RecordedEvent, RoadMap, Update
from plans.services import load_plans, publish_situation, raise_obstacle, report_progress, write_situation
from tests.accounts.factories import UserFactory
from tests.documents.factories import pdf, upload
from tests.plans.factories import (
    ActivityFactory,
    FrameItemFactory,
    LampangGroupFactory,
    MilestoneFactory,
    ObstacleFactory,
    PartnerFactory,
    PlanFactory,
    resolution,
    writer,
)
from tests.pm25.factories import DistrictFactory
from tests.pm25.measured import load_reference, thai_outside
from tests.workgroups.factories import ProvinceFactory, WorkgroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel("2026-11-30T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def frame():
    """The national frame and the facts of the pilot, over the two pilot provinces and the group of Lampang."""
    ProvinceFactory(code="17", slug="sing-buri", name_th="สิงห์บุรี", name_en="Sing Buri")
    LampangGroupFactory()
    load_plans()


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def busy_plan(activities=3, **fields):
    plan = PlanFactory(**fields)
    for number in range(1, activities + 1):
        activity = ActivityFactory(plan=plan, number=number)
        MilestoneFactory.create_batch(2, activity=activity)
    return plan


def test_late_activity_stands_first_with_its_reason(client):
    plan = busy_plan(2)
    late = ActivityFactory(plan=plan, number=9, title_th="ป้ายค่าฝุ่น", late_reason_th="ป้ายมาช้า")
    MilestoneFactory(activity=late, due=datetime.date(2026, 11, 18))

    html = page(client, "/plans/")

    assert "1 จาก 3 กิจกรรมล่าช้ากว่ากำหนด" in html
    assert "ล่าช้า 12 วัน" in html
    assert "เหตุผลที่แจ้ง: ป้ายมาช้า" in html
    assert html.index("ป้ายค่าฝุ่น") < html.index(plan.activities.first().title_th)


def test_bars_are_in_per_cent_and_the_table_says_the_same(client):
    ActivityFactory(starts=datetime.date(2026, 10, 1), ends=datetime.date(2027, 9, 30), number=1)

    html = page(client, "/plans/")

    assert '<rect class="bar planned" x="0%" y="6" width="100%"' in html
    assert "1\u00a0ต.ค.\u00a02569" in html
    assert "style=" not in html


@pytest.mark.parametrize("query", ["", "?year=2570", "?year=2027", "?year=๒๕๗๐"])
def test_year_is_read_in_either_era(client, query):
    busy_plan()

    assert "ปีงบประมาณ\u00a02570 (1\u00a0ต.ค." in page(client, f"/plans/{query}")


@pytest.mark.parametrize("query", ["?year=9999", "?year=x", "?province=nowhere", "?year=&province=", "?year=3113"])
def test_strange_filters_are_taken_as_none(client, query):
    busy_plan()

    assert page(client, f"/plans/{query}")


def test_empty_year_says_what_will_fill_it(client):
    assert "จะมีเมื่อคณะทำงานจังหวัดเสนอแผน" in page(client, "/plans/")


def test_draft_is_for_those_who_write_it(client):
    plan = busy_plan(status="draft")
    paths = ["/plans/lampang/2570/", "/plans/lampang/2570/1/"]
    reader = writer(WorkgroupFactory())

    assert [client.get(path).status_code for path in paths] == [404, 404]
    client.force_login(reader)
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert plan.title_th not in page(client, "/plans/")
    client.force_login(writer(plan.group))
    assert [client.get(path).status_code for path in paths] == [200, 200]


def test_activity_shows_its_neighbours_and_hides_a_closed_resolution(client):
    plan = busy_plan(1)
    decided = resolution(plan.group)
    plan.activities.update(resolution=decided)

    html = page(client, "/plans/lampang/2570/1/")
    assert f'href="{decided.get_absolute_url()}"' in html
    assert "ไม่ได้บอกว่าเรื่องหนึ่งเป็นเหตุของอีกเรื่อง" in html
    assert 'href="/provinces/lampang/"' in html

    decided.item.visibility, decided.item.closed_ground_th = "closed", "ข้อมูลส่วนบุคคล"
    decided.item.save()
    html = page(client, "/plans/lampang/2570/1/")
    assert decided.get_absolute_url() not in html
    assert decided.text_th not in html


def test_names_of_reporters_are_for_the_group_only(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    plan = busy_plan(1)
    officer = writer(plan.group)
    report_progress(plan.activities.get(), by=officer, key="1" * 32, text_th="ทำแล้ว", upload=upload(pdf()))
    proof = f"/plans/evidence/{Update.objects.get().pk}/"

    html = page(client, "/plans/lampang/2570/1/")
    assert (officer.name in html, proof in html, "มีหลักฐานที่ไม่เผยแพร่" in html) == (False, False, True)
    assert client.get(proof).status_code == 404
    client.force_login(writer(WorkgroupFactory()))
    assert client.get(proof).status_code == 404
    client.force_login(officer)
    assert officer.name in page(client, "/plans/lampang/2570/1/")
    answer = client.get(proof)
    assert (answer["Content-Type"], b"".join(answer.streaming_content)[:4]) == ("application/pdf", b"%PDF")


def test_public_evidence_is_given_to_all_while_the_plan_is_public(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    plan = busy_plan(1)
    officer = writer(plan.group)
    report_progress(
        plan.activities.get(), by=officer, key="1" * 32, text_th="ท", upload=upload(pdf()), evidence_is_public=True
    )
    proof = f"/plans/evidence/{Update.objects.get().pk}/"

    answer = client.get(proof)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    plan.status = "draft"
    plan.save()
    assert client.get(proof).status_code == 404


def test_coverage_names_the_points_without_an_activity(client):
    items = [FrameItemFactory(kind="special", number=number, order=number) for number in (1, 2)]
    plan = busy_plan(2)
    plan.activities.first().serves.add(items[0])
    stopped = ActivityFactory(plan=plan, number=8, override="cancelled", override_reason_th="งบหมด")
    stopped.serves.add(items[1])

    html = page(client, "/plans/coverage/")

    assert "แผนเฉพาะกิจ 1 จาก 2 ข้อไม่มีกิจกรรมในจังหวัดใด" in html
    assert html.count("gap") == 1


def test_road_says_what_is_missing_and_what_is_there(client, frame):
    group = LampangGroupFactory()
    agenda = RoadMap.objects.get(agenda__key="agenda-pm25").agenda

    html = page(client, "/plans/roadmaps/lampang/")
    assert "ผ่านแล้ว 0 จาก 3 ขั้น" in html
    assert "ยังไม่มีแผนที่เห็นชอบ" in html

    words = {"causes_th": "การเผา", "references_th": "รายงาน"}
    publish_situation(write_situation(group, agenda, by=UserFactory(), **words), by=UserFactory())
    plan = PlanFactory(
        status="in_force", approved_by=resolution(group), approved_on="2026-10-01", in_force_on="2026-10-01"
    )
    ActivityFactory(plan=plan, number=1).serves.add(agenda)
    html = page(client, "/plans/roadmaps/lampang/")
    assert "ผ่านแล้ว 2 จาก 3 ขั้น" in html
    assert "การเผา" in page(client, "/plans/situations/lampang/")


def test_group_without_a_province_has_no_road(client):
    WorkgroupFactory(slug="clean-air-law")

    assert client.get("/plans/roadmaps/clean-air-law/").status_code == 404
    assert client.get("/plans/situations/clean-air-law/").status_code == 404


def test_old_version_of_the_situation_can_be_read(client):
    group, agenda, user = LampangGroupFactory(), FrameItemFactory(kind="agenda", key="pm25"), UserFactory()
    words = {"references_th": "รายงาน"}
    publish_situation(write_situation(group, agenda, by=user, causes_th="ฉบับแรก", **words), by=user)
    second = write_situation(group, agenda, by=user, causes_th="ฉบับสอง", change_note_th="แก้", **words)

    assert "ฉบับสอง" not in page(client, "/plans/situations/lampang/")
    publish_situation(second, by=user)
    assert "ฉบับสอง" in page(client, "/plans/situations/lampang/")
    old = page(client, "/plans/situations/lampang/?agenda=pm25&number=1")
    assert "ฉบับแรก" in old
    assert "นี่เป็นฉบับเก่า" in old


def test_obstacles_are_listed_with_their_ages_the_longest_first(client):
    ObstacleFactory(title_th="ใหม่", raised_on=datetime.date(2026, 11, 20))
    ObstacleFactory(title_th="เก่า", raised_on=datetime.date(2026, 8, 22), kind="budget")

    html = page(client, "/plans/obstacles/")
    assert html.index("เก่า</a>") < html.index("ใหม่</a>")
    assert ">100</td>" in html
    assert "เก่า</a>" not in page(client, "/plans/obstacles/?kind=law")
    assert "ใหม่</a>" in page(client, "/plans/obstacles/?status=open&province=lampang")


def test_partners_by_kind(client):
    PartnerFactory(name_th="ชมรมคนรักดอย")
    PartnerFactory(name_th="บริษัทสมมติ", kind="private")
    PartnerFactory(name_th="เลิกแล้ว", ended_on="2026-01-01")

    html = page(client, "/plans/partners/?kind=private")

    assert ("บริษัทสมมติ" in html, "ชมรมคนรักดอย" in html, "เลิกแล้ว" in html) == (True, False, False)


def test_sensors_are_told_as_a_fact_with_their_month_and_source(client, frame):
    html = page(client, "/plans/roadmaps/lampang/")

    assert RecordedEvent.objects.get(key="lampang-ten-sensors").precision == "month"
    assert "มีนาคม\u00a02565" in html
    assert "ข่าวสาธารณะ" in html


def test_province_and_district_show_what_is_being_done(client):
    load_reference()
    mae_mo = DistrictFactory(code="5202", slug="mae-mo", name_th="แม่เมาะ", name_en="Mae Mo")
    other = DistrictFactory(code="5203", slug="ko-kha", name_th="เกาะคา", name_en="Ko Kha")
    plan = PlanFactory(group=LampangGroupFactory(province=mae_mo.province))
    here = ActivityFactory(plan=plan, number=1, title_th="ที่แม่เมาะ")
    here.districts.add(mae_mo)
    ActivityFactory(plan=plan, number=2, title_th="ที่เกาะคา").districts.add(other)
    ActivityFactory(plan=plan, number=3, title_th="ทั้งจังหวัด")
    raise_obstacle(by=UserFactory(), group=plan.group, key="1" * 32, kind="law", title_th="ติดขัด", proposal_th="แก้")

    district = page(client, "/provinces/lampang/mae-mo/")
    assert [name in district for name in ("ที่แม่เมาะ", "ที่เกาะคา", "ทั้งจังหวัด")] == [True, False, True]
    province = page(client, "/provinces/lampang/")
    assert [name in province for name in ("ที่แม่เมาะ", "ที่เกาะคา", "ติดขัด")] == [True, True, True]


PATHS = [
    *("/plans/", "/plans/framework/", "/plans/coverage/", "/plans/practices/", "/plans/roadmaps/", "/plans/partners/"),
    *("/plans/roadmaps/lampang/", "/plans/situations/lampang/", "/plans/obstacles/", "/plans/lampang/2570/"),
    "/plans/lampang/2570/1/",
]


@pytest.mark.parametrize("path", PATHS)
def test_pages_ask_few_questions_however_much_there_is(client, path, frame, django_assert_max_num_queries):
    fill(busy_plan(1))
    with django_assert_max_num_queries(9) as few:  # the road map asks the KPIs too
        page(client, path)
    for number in range(2, 5):
        group = WorkgroupFactory(
            province=ProvinceFactory(code=f"6{number}", slug=f"p{number}", name_th=f"จังหวัด {number}")
        )
        fill(busy_plan(4, group=group))
    fill(PlanFactory(), 6)

    with django_assert_max_num_queries(len(few)):
        page(client, path)


def fill(plan, more=0):
    """An obstacle, a partner and further activities that serve something."""
    ObstacleFactory.create_batch(1 + more, group=plan.group)
    PartnerFactory.create_batch(1 + more, group=plan.group)
    for number in range(50, 50 + more):
        activity = ActivityFactory(plan=plan, number=number)
        MilestoneFactory(activity=activity)
        activity.serves.add(FrameItemFactory(kind="special", number=900 + number))


@pytest.mark.parametrize("path", PATHS)
def test_english_pages_leave_no_thai_unmarked(client, path, frame):
    fill(busy_plan(2))

    assert thai_outside(page(client, f"/en{path}")) == []


def test_now_is_on_the_axis_of_its_own_year_only(client):
    busy_plan(1)
    busy_plan(1, fiscal_year=2569)

    assert 'class="today"' in page(client, "/plans/")
    assert 'class="today"' not in page(client, "/plans/?year=2569")
    assert timezone.localdate().year == 2026


def test_search_finds_activities_and_obstacles_but_no_drafts(client):
    ActivityFactory(number=1, title_th="ลาดตระเวนป่าชุมชน", plan=PlanFactory())
    ActivityFactory(number=1, title_th="ลาดตระเวนลับ", plan=PlanFactory(fiscal_year=2571, status="draft"))
    ObstacleFactory(title_th="ลาดตระเวนข้ามเขตไม่ได้")

    html = page(client, "/search/?q=ลาดตระเวน")

    assert [name in html for name in ("ลาดตระเวนป่าชุมชน", "ลาดตระเวนข้ามเขตไม่ได้", "ลาดตระเวนลับ")] == [True, True, False]


def test_home_shows_the_newest_real_activity_and_marks_an_invented_one(client):
    load_reference()
    plan = PlanFactory(is_demo=True)
    ActivityFactory(plan=plan, number=1, title_th="ของสาธิต")

    html = page(client, "/")
    assert "1 กิจกรรม ล่าสุด: ของสาธิต (ข้อมูลสาธิต)" in html

    ActivityFactory(plan=PlanFactory(fiscal_year=2569), number=1, title_th="ของจริง")
    cache.clear()
    assert "1 กิจกรรม ล่าสุด: ของจริง<" in page(client, "/")
