"""What officers and secretaries do on their phones, and what they must not be able to do."""

import uuid

import pytest
import time_machine

from agendas.models import AgendaItem
from plans.models import Activity, GoodPractice, Milestone, NetworkPartner, Obstacle, Plan, RoadMap, Situation, Update
from tests.documents.factories import pdf, upload
from tests.plans.factories import (
    ActivityFactory,
    FrameItemFactory,
    LampangGroupFactory,
    MilestoneFactory,
    ObstacleFactory,
    PlanFactory,
    open_meeting,
    resolution,
    writer,
)
from tests.workgroups.factories import AgencyFactory, WorkgroupFactory

pytestmark = pytest.mark.django_db
PLAN, ONE = "/plans/lampang/2570/", "/plans/lampang/2570/1/"


@pytest.fixture(autouse=True)
def _clock(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel("2026-11-30T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def group():
    return LampangGroupFactory()


@pytest.fixture
def officer(client, group):
    user = writer(group)
    client.force_login(user)
    return user


@pytest.fixture
def secretary(client, group):
    user = writer(group, "secretary")
    client.force_login(user)
    return user


def post(client, path, status=302, **data):
    response = client.post(path, data)
    assert response.status_code == status, response.content.decode()[-4000:]
    return response.content.decode()


def activity_facts(**more):
    facts = {"kind": "activity", "title_th": "ลาดตระเวน", "output_th": "ครั้งที่ออกตรวจ", "starts": "1 พ.ย. 2569"}
    facts |= {"ends": "30/4/2570", "lead": AgencyFactory().pk, "measures": [FrameItemFactory().pk]}
    return facts | {"origin_note_th": "แผนพัฒนาจังหวัด"} | more


def test_officer_makes_a_plan_and_a_second_one_is_refused_in_words(client, officer, group):
    told = {"group": group.pk, "fiscal_year": "๒๕๗๐", "title_th": "แผนลำปาง"}

    post(client, "/plans/new/", **told)
    html = post(client, "/plans/new/", status=422, **told)

    assert Plan.objects.get().title_th == "แผนลำปาง"
    assert "มีแผนของปีงบประมาณนี้แล้ว" in html


@pytest.mark.parametrize("year", ["2027", "3113", "x", "", "-2570", "25700"])
def test_year_that_is_no_buddhist_year_is_refused(client, officer, group, year):
    html = post(client, "/plans/new/", status=422, group=group.pk, fiscal_year=year, title_th="แผน")

    assert "ใส่ปีงบประมาณเป็น พ.ศ. เช่น 2570" in html
    assert Plan.objects.count() == 0


def test_group_of_others_cannot_be_chosen(client, officer):
    other = WorkgroupFactory()

    post(client, "/plans/new/", status=422, group=other.pk, fiscal_year="2570", title_th="แผน")

    assert Plan.objects.count() == 0


def test_officer_adds_and_changes_an_activity(client, officer):
    PlanFactory()

    post(client, f"{PLAN}new/", **activity_facts(budget="๑,๒๐๐.๕๐", planned="20", unit_th="ครั้ง"))
    activity = Activity.objects.get()
    post(client, f"{ONE}edit/", **activity_facts(title_th="ลาดตระเวนป่า", version=activity.version))

    activity.refresh_from_db()
    assert (str(activity.starts), str(activity.ends)) == ("2026-11-01", "2027-04-30")
    assert (activity.title_th, activity.budget, activity.version) == ("ลาดตระเวนป่า", None, 2)
    assert client.get(f"{ONE}edit/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("starts", "1/11/3112", ""),
        ("starts", "1/11/2568", ""),
        ("ends", "31/10/2569", "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
        ("ends", "30/2/2570", ""),
        ("budget", "-1", "ใส่ตัวเลขตั้งแต่ 0 ขึ้นไป"),
        ("budget", "ล้านบาท", "ใส่เป็นตัวเลข"),
        ("budget", "9" * 30, "ตัวเลขใหญ่เกินไป"),
        ("budget", "1.005", "ทศนิยมไม่เกิน 2"),
        ("budget", "NaN", "ใส่เป็นตัวเลข"),
        ("planned", "5", "ใส่หน่วยนับ"),
        ("title_th", "ก" * 301, "300"),
        ("detail_th", "ก" * 5001, "5000"),
        ("title_th", "   ", "ใส่ชื่อกิจกรรม"),
        ("measures", [], "เลือกมาตรการ"),
        ("measures", ["999999"], ""),
        ("lead", "x", ""),
    ],
)
def test_impossible_activities_are_refused_beside_the_field(client, officer, field, value, words):
    PlanFactory()

    html = post(client, f"{PLAN}new/", status=422, **activity_facts(**{field: value}))

    assert "แก้ก่อนส่งอีกครั้ง" in html
    assert words in html
    assert Activity.objects.count() == 0


def test_second_of_two_writers_keeps_the_words_and_may_send_again(client, officer):
    activity = ActivityFactory(number=1)
    activity.serves.add(FrameItemFactory())
    post(client, f"{ONE}edit/", **activity_facts(title_th="คนแรก", version=1))

    html = post(client, f"{ONE}edit/", status=422, **activity_facts(title_th="คนที่สอง", version=1))
    assert "มีผู้อื่นบันทึกระหว่างที่คุณแก้ไข" in html
    assert 'value="คนที่สอง"' in html
    assert '<input type="hidden" name="version" value="2"' in html
    post(client, f"{ONE}edit/", **activity_facts(title_th="คนที่สอง", version=2))
    activity.refresh_from_db()
    assert activity.title_th == "คนที่สอง"


def test_report_with_evidence_counts_once(client, officer):
    milestone = MilestoneFactory(activity__number=1, activity__planned=26, activity__unit_th="จุด")
    told = {"key": uuid.uuid4(), "text_th": "ติดตั้งแล้ว", "milestone": milestone.pk, "actual": "๙"}

    post(client, f"{ONE}report/", upload=upload(pdf()), **told)
    html = client.get(f"{ONE}report/").content.decode()
    post(client, f"{ONE}report/", **told)

    update = Update.objects.get()
    milestone.refresh_from_db()
    assert (update.actual, update.evidence.content_type, milestone.reported_by) == (9, "application/pdf", officer)
    assert "หลักหมายที่แล้วเสร็จ" not in html


def test_late_activity_asks_for_the_reason(client, officer):
    MilestoneFactory(activity__number=1, due="2026-11-01")
    told = {"key": uuid.uuid4(), "text_th": "กำลังทำ"}

    html = post(client, f"{ONE}report/", status=422, **told)
    assert "เหตุที่ล่าช้า" in html
    post(client, f"{ONE}report/", late_reason_th="ผู้รับจ้างส่งช้า", **told)

    assert Activity.objects.get().late_reason_th == "ผู้รับจ้างส่งช้า"


def test_hostile_file_is_refused_at_its_field(client, officer):
    ActivityFactory(number=1)

    html = post(
        client, f"{ONE}report/", status=422, key=uuid.uuid4(), text_th="x", upload=upload(b"MZ\x90", name="a.pdf")
    )

    assert 'href="#id_upload"' in html
    assert Update.objects.count() == 0


def test_reporter_cannot_check_but_a_colleague_can(client, officer, group):
    milestone = MilestoneFactory(activity__number=1, done_on="2026-11-20", reported_by=officer)
    path = f"{ONE}milestones/{milestone.pk}/check/"

    assert client.get(path).status_code == 403
    assert client.post(path, {"verdict": "checked", "text_th": "ดี"}).status_code == 403
    client.force_login(writer(group))
    post(client, path, verdict="checked", text_th="เห็นแล้ว")

    assert Milestone.objects.get().is_checked


def test_milestones_are_added_changed_and_dropped(client, officer):
    ActivityFactory(number=1)

    post(client, f"{ONE}milestones/new/", title_th="เปิด", due="31/12/2569")
    milestone = Milestone.objects.get()
    post(client, f"{ONE}milestones/{milestone.pk}/", title_th="เปิดจุด", due="15/1/2570")
    assert str(Milestone.objects.get().due) == "2027-01-15"
    post(client, f"{ONE}milestones/new/", status=422, title_th="นอก", due="1/10/2570")
    post(client, f"{ONE}milestones/{milestone.pk}/drop/")

    assert Milestone.objects.count() == 0


def test_status_is_set_with_a_reason(client, officer):
    ActivityFactory(number=1)

    post(client, f"{ONE}status/", status=422, reason="")
    client.post(f"{ONE}status/", {"status": "suspended", "reason": "รอน้ำลด"})

    assert "รอน้ำลด" in client.get(ONE).content.decode()


def test_secretary_takes_a_plan_through_its_states(client, secretary, group):
    activity = ActivityFactory(number=1, plan__status="draft")
    MilestoneFactory(activity=activity)
    activity.serves.add(FrameItemFactory())
    decided = resolution(group)

    post(client, f"{PLAN}move/consulted/", on="1/11/2569", note_th="ประชุมรับฟัง")
    post(client, f"{PLAN}move/approved/", resolution=decided.pk)
    assert client.get(f"{PLAN}move/closed/").status_code == 404
    post(client, f"{PLAN}move/in_force/", on="1/10/2569")
    html = post(client, f"{PLAN}edit/", status=422, title_th="ใหม่", version=Plan.objects.get().version)
    assert "เหตุผลที่แก้ไข" in html
    post(client, f"{PLAN}move/closed/", note_th="ทำได้ครบ")

    assert Plan.objects.get().status == "closed"


def test_officer_moves_no_plan_and_says_no_result(client, officer):
    PlanFactory()
    obstacle = ObstacleFactory()

    assert client.post(f"{PLAN}move/approved/").status_code == 403
    assert client.post(f"{PLAN}discard/").status_code == 403
    for step in ("refer", "answer", "end"):
        assert client.post(f"/plans/obstacles/{obstacle.pk}/{step}/").status_code == 403


PATHS = [
    *("edit/", "new/", "discard/", "move/approved/", "1/edit/", "1/drop/", "1/report/", "1/status/"),
    *("1/milestones/new/", "1/milestones/{milestone}/", "1/milestones/{milestone}/drop/"),
    "1/milestones/{milestone}/check/",
]


@pytest.mark.parametrize("path", PATHS)
def test_officer_of_another_group_writes_nothing(client, path):
    milestone = MilestoneFactory(activity__number=1, done_on="2026-11-20")
    client.force_login(writer(WorkgroupFactory(), "secretary"))

    answer = client.post(PLAN + path.format(milestone=milestone.pk), {"text_th": "x", "key": uuid.uuid4()})

    assert answer.status_code == 404
    assert Update.objects.count() == 0


@pytest.mark.parametrize("path", ["refer/", "edit/", "answer/", "end/", "take-up/"])
def test_obstacle_of_another_group_is_not_theirs(client, path):
    obstacle = ObstacleFactory()
    client.force_login(writer(WorkgroupFactory(), "secretary"))

    assert client.post(f"/plans/obstacles/{obstacle.pk}/{path}").status_code == 404


def test_member_and_moderator_write_nothing(client, group):
    PlanFactory()
    for role in ("member", "moderator"):
        client.force_login(writer(group, role))
        assert client.get(f"{PLAN}new/").status_code == 404
        assert client.get("/plans/work/").status_code == 404


def test_obstacle_goes_up_by_its_secretaries(client, officer, group):
    body = WorkgroupFactory(kind="subcommittee", slug="subcommittee-8")
    told = {"key": uuid.uuid4(), "group": group.pk, "kind": "law", "title_th": "ติดระเบียบ", "proposal_th": "แก้"}
    post(client, "/plans/obstacles/new/", **told)
    post(client, "/plans/obstacles/new/", **told)
    obstacle = Obstacle.objects.get()
    path, meeting = f"/plans/obstacles/{obstacle.pk}/", open_meeting(body)

    client.force_login(writer(group, "secretary"))
    post(client, f"{path}refer/", to_group=body.pk)
    assert client.get(f"{path}take-up/").status_code == 404
    client.force_login(writer(body, "secretary"))
    assert "ติดระเบียบ" in client.get("/plans/intake/").content.decode()
    post(client, f"{path}take-up/", meeting=meeting.pk)
    post(client, f"{path}answer/", answer_th="แก้แล้ว", on="30/11/2569")
    assert client.post(f"{path}end/").status_code == 404
    client.force_login(writer(group, "secretary"))
    client.post(f"{path}end/", {"status": "unlocked", "reason": "ใช้ได้แล้ว"})

    obstacle.refresh_from_db()
    assert (obstacle.status, obstacle.item) == ("unlocked", AgendaItem.objects.get())


def test_situation_is_written_by_officers_and_published_by_secretaries(client, officer, group):
    agenda = FrameItemFactory(kind="agenda", key="agenda-pm25")
    path = "/plans/situations/lampang/"
    post(client, f"{path}edit/", agenda=agenda.pk, causes_th="การเผา", references_th="รายงาน")
    told = {"agenda": agenda.key, "number": "1"}

    assert client.post(f"{path}publish/", told).status_code == 403
    client.force_login(writer(group, "secretary"))
    post(client, f"{path}publish/", **told)
    assert client.post(f"{path}publish/", {"agenda": "x", "number": "99999"}).status_code == 404

    assert Situation.objects.get().published_on is not None
    assert "การเผา" in client.get(f"{path}edit/").content.decode()


def test_partner_practice_and_road_are_written(client, officer, group):
    agenda, approach = FrameItemFactory(kind="agenda"), FrameItemFactory(kind="approach", number=4)

    post(client, "/plans/partners/new/", group=group.pk, name_th="ชมรม", kind="civil", role_th="เฝ้าระวัง")
    partner = NetworkPartner.objects.get()
    post(client, f"/plans/partners/{partner.pk}/edit/", name_th="ชมรม", kind="civil", role_th="ทำแนวกันไฟ")
    told = {"name_th": "ไม่เผา", "agency_th": "อบต.", "summary_th": "เลิกเผา", "approaches": [approach.pk]}
    post(client, "/plans/practices/new/", group=group.pk, year_be="2569", **told)
    post(client, "/plans/roadmaps/lampang/edit/", agenda=agenda.pk, goal_th="ลดฝุ่น")

    assert NetworkPartner.objects.get().role_th == "ทำแนวกันไฟ"
    assert GoodPractice.objects.get().status == "proposed"
    assert RoadMap.objects.get().goal_th == "ลดฝุ่น"
    assert "ไม่เผา" not in client.__class__().get("/plans/practices/").content.decode()


def test_desk_and_work_list_what_waits(client, officer, group):
    MilestoneFactory(activity__number=1, done_on="2026-11-20", title_th="ติดป้าย")

    assert "/plans/work/" in client.get("/desk/").content.decode()
    html = client.get("/plans/work/").content.decode()

    assert "รอคุณตรวจสอบ" in html
    assert "ติดป้าย" in html
