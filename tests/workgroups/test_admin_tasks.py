"""The secretariat's task pages: fill in, see what changes, confirm; nothing happens before the confirmation."""

import datetime

import pytest

from foundation.audit.models import Entry
from tests.accounts.factories import UserFactory
from tests.workgroups.admin_pages import sign_in_secretariat, words
from tests.workgroups.factories import (
    AgencyFactory,
    MembershipFactory,
    OrderFactory,
    PersonFactory,
    PostFactory,
    VacancyFactory,
    WorkgroupFactory,
)
from workgroups.models import Grant, Membership, VacancyDeclaration

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 1)
BEFORE = datetime.date(2026, 9, 30)


@pytest.fixture
def secretary(client, settings):
    return sign_in_secretariat(client, settings)


def actions():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def address(obj, task):
    return f"/secretariat/workgroups/{obj._meta.model_name}/{obj.pk}/{task}/"


def test_succession_shows_the_seats_and_then_happens(client, secretary):
    old, new = AgencyFactory(name_th="สำนักงานเก่า"), AgencyFactory(name_th="สำนักงานใหม่")
    PostFactory(agency=old, order=4, title_th="ผู้แทนสำนักงาน", group=WorkgroupFactory(name_th="คณะลำปาง"))
    PostFactory(agency=old, order=5, title_th="ที่นั่งที่ยกเลิกแล้ว", end=datetime.date(2020, 1, 1))
    data = {"successor": new.pk, "on": "1 ตุลาคม 2569"}

    preview = client.post(address(old, "succeed"), data)
    old.refresh_from_db()

    assert "ตั้งแต่ 1 ตุลาคม 2569 สำนักงานใหม่ รับช่วงต่อจาก สำนักงานเก่า และแสดงแทนใน 1 ที่นั่ง" in words(preview)
    assert "คณะลำปาง 4 ผู้แทนสำนักงาน" in words(preview)
    assert "ที่นั่งที่ยกเลิกแล้ว" not in words(preview)
    assert (old.successor, actions()) == (None, [])

    done = client.post(address(old, "succeed"), data | {"confirm": "1"}, follow=True)
    old.refresh_from_db()

    assert (old.successor, old.succeeded_on) == (new, DAY)
    assert actions() == ["workgroups.succeed_agency"]
    assert "สำนักงานใหม่ รับช่วงต่อแล้ว" in done.content.decode()
    assert "/succeed/" not in done.content.decode()


def test_agency_that_succeeds_itself_is_refused_before_the_confirmation(client, secretary):
    agency = AgencyFactory()

    response = client.post(address(agency, "succeed"), {"successor": agency.pk, "on": "1/10/2569"})

    assert "เลือกหน่วยงานที่รับช่วงต่อเป็นหน่วยงานอื่น" in words(response)
    assert 'name="confirm"' not in response.content.decode()


def test_renaming_keeps_the_former_name(client, secretary):
    agency = AgencyFactory(name_th="ชื่อเดิม")

    client.post(address(agency, "rename"), {"name_th": "ชื่อใหม่", "on": "1/10/2569", "confirm": "1"})

    agency.refresh_from_db()
    assert agency.name_th == "ชื่อใหม่"
    assert list(agency.names.values_list("name_th", "valid_to")) == [("ชื่อเดิม", BEFORE)]
    assert actions() == ["workgroups.rename_agency"]


def test_merging_shows_the_terms_that_move_and_then_happens(client, secretary):
    keep, gone = PersonFactory(title_th="นาย", name_th="สมชาย ใจดี"), PersonFactory(title_th="", name_th="สมชาย  ใจดี")
    term = MembershipFactory(person=gone, start=DAY, post__title_th="ผู้แทน", post__order=3)

    preview = client.post(address(keep, "merge"), {"other": gone.pk})

    assert "ย้ายการดำรงตำแหน่ง 1 รายการ" in words(preview)
    assert f"{term.post.group} 3. ผู้แทน 1 ต.ค. 2569 –" in words(preview)
    assert Membership.objects.get().person == gone

    client.post(address(keep, "merge"), {"other": gone.pk, "confirm": "1"})
    gone.refresh_from_db()

    assert (Membership.objects.get().person, gone.merged_into) == (keep, keep)
    assert actions() == ["workgroups.merge_persons"] * 2


def test_merging_two_who_sat_on_one_seat_at_once_is_refused(client, secretary):
    term = MembershipFactory(kind="regular")
    other = MembershipFactory(post=term.post, kind="acting").person

    response = client.post(address(term.person, "merge"), {"other": other.pk})

    assert "ทั้งสองรายการดำรงตำแหน่งเดียวกันในช่วงเวลาเดียวกัน" in words(response)
    assert actions() == []


def test_new_holder_ends_the_former_and_the_vacancy(client, secretary):
    former = MembershipFactory(start=datetime.date(2020, 1, 1), person=PersonFactory(title_th="นาย", name_th="คนเดิม"))
    post, person = former.post, PersonFactory(title_th="นาง", name_th="คนใหม่")
    order = OrderFactory(group=post.group)
    data = {"person": person.pk, "kind": "regular", "start": "1/10/2569", "order": order.pk, "source": "คำสั่ง"}

    preview = client.post(address(post, "seat"), data)

    assert "นายคนเดิม สิ้นสุดการดำรงตำแหน่งเมื่อ 30 กันยายน 2569 นางคนใหม่ เริ่มตั้งแต่ วันพฤหัสบดีที่ 1 ตุลาคม 2569" in words(preview)
    assert actions() == []

    client.post(address(post, "seat"), data | {"confirm": "1"})

    former.refresh_from_db()
    new = Membership.objects.get(person=person)
    assert former.end == BEFORE
    assert (new.start, new.appointed_by, new.source) == (DAY, order, "คำสั่ง")
    assert actions() == ["workgroups.end_membership", "workgroups.seat_person"]


def test_order_of_another_group_is_not_offered(client, secretary):
    order = OrderFactory()
    data = {"person": PersonFactory().pk, "kind": "regular", "start": "1/10/2569", "order": order.pk}

    response = client.post(address(PostFactory(), "seat"), data)

    assert "ยังไม่ได้บันทึก แก้ตามที่แจ้งไว้ด้านล่าง" in words(response)


def test_going_back_keeps_what_was_typed(client, secretary):
    post = PostFactory()

    response = client.post(address(post, "vacate"), {"start": "1 ตุลาคม 2569", "reason": "เกษียณอายุราชการ", "edit": "1"})

    assert 'value="เกษียณอายุราชการ"' in response.content.decode()
    assert 'name="confirm"' not in response.content.decode()


def test_vacancy_ends_the_terms_and_is_declared(client, secretary):
    term = MembershipFactory(start=datetime.date(2020, 1, 1))

    client.post(address(term.post, "vacate"), {"start": "1/10/2569", "reason": "เกษียณอายุราชการ", "confirm": "1"})

    term.refresh_from_db()
    assert term.end == BEFORE
    assert list(VacancyDeclaration.objects.values_list("start", "reason")) == [(DAY, "เกษียณอายุราชการ")]
    assert actions() == ["workgroups.end_membership", "workgroups.declare_vacant"]


def test_group_ends_and_is_reopened(client, secretary):
    group = WorkgroupFactory()

    client.post(address(group, "end"), {"on": "1/10/2569", "confirm": "1"})
    group.refresh_from_db()
    ended = (group.status, group.ended_on)
    page = client.get(f"/secretariat/workgroups/workgroup/{group.pk}/change/").content.decode()
    client.post(address(group, "reopen"), {"confirm": "1"})
    group.refresh_from_db()

    assert ended == ("ended", DAY)
    assert "/reopen/" in page
    assert "/end/" not in page
    assert (group.status, group.ended_on) == ("active", None)
    assert actions() == ["workgroups.end_group", "workgroups.reopen_group"]


def test_right_ends(client, secretary):
    grant = Grant.objects.create(user=UserFactory(), role="reviewer", starts=datetime.date(2026, 1, 1))

    client.post(address(grant, "end"), {"on": "30/9/2569", "confirm": "1"})

    grant.refresh_from_db()
    assert grant.ends == BEFORE
    assert actions() == ["workgroups.end_grant"]


@pytest.mark.parametrize(
    ("kind", "task"),
    [
        ("agency", "succeed"),
        ("agency", "rename"),
        ("person", "merge"),
        ("post", "seat"),
        ("post", "vacate"),
        ("workgroup", "end"),
        ("workgroup", "reopen"),
        ("grant", "end"),
    ],
)
def test_task_is_closed_to_people_who_are_no_staff(client, settings, kind, task):
    settings.DEMO = True
    made = {
        "agency": AgencyFactory,
        "person": PersonFactory,
        "post": PostFactory,
        "workgroup": WorkgroupFactory,
        "grant": lambda: Grant.objects.create(user=UserFactory(), role="reviewer"),
    }
    obj = made[kind]()
    client.force_login(UserFactory())

    response = client.post(address(obj, task), {"confirm": "1"})

    assert response.status_code in (302, 403)
    assert actions() == []


def test_task_of_nobody_is_not_found(client, secretary):
    assert client.get("/secretariat/workgroups/person/999/merge/").status_code == 404


def test_new_holder_after_a_vacancy_ends_it(client, secretary):
    vacancy = VacancyFactory(start=datetime.date(2026, 1, 1))
    data = {"person": PersonFactory().pk, "kind": "regular", "start": "1/10/2569", "confirm": "1"}

    client.post(address(vacancy.post, "seat"), data)

    vacancy.refresh_from_db()
    assert vacancy.end == BEFORE
