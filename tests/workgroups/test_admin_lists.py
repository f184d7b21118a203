"""Lists and the start page of the secretariat: who may see them, what they show, how many queries they make."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import UserFactory
from tests.workgroups.admin_pages import rows, sign_in_secretariat, words
from tests.workgroups.factories import (
    AgencyFactory,
    MembershipFactory,
    OrderFactory,
    PersonFactory,
    PostFactory,
    ProvinceFactory,
    VacancyFactory,
    WorkgroupFactory,
    filled_group,
)
from workgroups.models import AgencyName, Challenge, Grant, LoadedFact, PolicyLevel, WorkgroupAlias

pytestmark = pytest.mark.django_db
LISTS = [
    "workgroup",
    "post",
    "membership",
    "person",
    "agency",
    "appointmentorder",
    "challenge",
    "policylevel",
    "grant",
    "loadedfact",
]


@pytest.fixture
def secretary(client, settings):
    return sign_in_secretariat(client, settings)


def one_of_each(number):
    group = filled_group(2, slug=f"filled-{number}", province=ProvinceFactory())
    order = OrderFactory(group=group)
    OrderFactory(group=group, amends=order)
    successor = AgencyFactory()
    AgencyFactory(successor=successor, succeeded_on=datetime.date(2025, 1, 1), parent=successor)
    Challenge.objects.create(name_th=f"โจทย์ {number}", slug=f"challenge-{number}", year_be=2564, group=group)
    PolicyLevel.objects.create(name_th=f"ระดับ {number}", key=f"level-{number}", order=number)
    Grant.objects.create(user=UserFactory(), role="secretary", group=group)
    LoadedFact.objects.create(key=f"fact-{number}", object_type="workgroups.agency", object_id=number)


@pytest.mark.parametrize("name", LISTS)
def test_list_makes_the_same_number_of_queries_for_more_rows(client, secretary, name):
    one_of_each(1)
    client.get(f"/secretariat/workgroups/{name}/")
    with CaptureQueriesContext(connection) as few:
        assert client.get(f"/secretariat/workgroups/{name}/").status_code == 200
    for number in range(2, 6):
        one_of_each(number)

    with CaptureQueriesContext(connection) as many:
        response = client.get(f"/secretariat/workgroups/{name}/")

    assert len(rows(response)) >= 5
    assert len(many) == len(few)


@pytest.mark.parametrize("name", ["workgroup", "post", "person", "agency"])
def test_page_of_one_makes_the_same_number_of_queries_for_more_rows(client, secretary, name):
    few_seats, many_seats = filled_group(2, slug="few"), filled_group(8, slug="many")
    few_term = few_seats.posts.first().memberships.get()
    many_term = many_seats.posts.first().memberships.get()
    for order in range(20, 26):
        MembershipFactory(person=many_term.person, post=PostFactory(group=many_seats, order=order))
    pairs = {
        "workgroup": (few_seats, many_seats),
        "post": (few_term.post, many_term.post),
        "person": (few_term.person, many_term.person),
        "agency": (few_term.post.agency, many_term.post.agency),
    }
    counts = []
    client.get(f"/secretariat/workgroups/{name}/{pairs[name][0].pk}/change/")

    for obj in pairs[name]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/secretariat/workgroups/{name}/{obj.pk}/change/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", LISTS)
def test_list_is_closed_to_people_who_are_no_staff(client, settings, name):
    settings.DEMO = True
    client.force_login(UserFactory())

    response = client.get(f"/secretariat/workgroups/{name}/")

    assert response.status_code in (302, 403)
    assert "result_list" not in response.content.decode()


def test_list_shows_groups_with_their_state_and_buddhist_years(client, secretary):
    WorkgroupFactory(name_th="คณะ ก", number=2, as_of=datetime.date(2021, 3, 22))
    WorkgroupFactory(name_th="คณะ ข", is_demo=True, as_of=None)

    response = client.get("/secretariat/workgroups/workgroup/")

    assert rows(response) == [
        ["คณะ ก", "คณะทำงานในระดับพื้นที่", "2", "–", "ปฏิบัติงานอยู่", "22 มี.ค. 2564"],
        ["คณะ ข", "คณะทำงานในระดับพื้นที่", "–", "–", "ปฏิบัติงานอยู่ ข้อมูลสาธิต", "–"],
    ]


@pytest.mark.parametrize("query", ["ก.พ.ร.", "กพร", "ชื่ออื่นของคณะ", "คณะทำงานเพื่อทดสอบ"])
def test_search_folds_thai_and_reads_other_names(client, secretary, query):
    group = WorkgroupFactory(name_th="คณะทำงานเพื่อทดสอบ", abbr_th="ก.พ.ร.")
    WorkgroupAlias.objects.create(group=group, name_th="ชื่ออื่นของคณะหนึ่ง")
    WorkgroupAlias.objects.create(group=group, name_th="ชื่ออื่นของคณะสอง")
    WorkgroupFactory(name_th="อีกคณะ")

    response = client.get("/secretariat/workgroups/workgroup/", {"q": query})

    assert [row[0] for row in rows(response)] == ["คณะทำงานเพื่อทดสอบ"]


def test_search_finds_an_agency_by_a_former_name(client, secretary):
    agency = AgencyFactory(name_th="สำนักงานใหม่")
    AgencyName.objects.create(agency=agency, name_th="สำนักงานเดิม", valid_to=datetime.date(2020, 1, 1))
    AgencyFactory(name_th="ที่อื่น")

    response = client.get("/secretariat/workgroups/agency/", {"q": "สำนักงานเดิม"})

    assert [row[0] for row in rows(response)] == ["สำนักงานใหม่"]


def test_autocomplete_folds_thai_too(client, secretary):
    person = PersonFactory(name_th="น้ำทิพย์ ใจดี")
    PersonFactory(name_th="อื่น")

    response = client.get(
        "/secretariat/autocomplete/",
        {"app_label": "workgroups", "model_name": "membership", "field_name": "person", "term": "น้ําทิพย์"},
    )

    assert response.json()["results"] == [{"id": str(person.pk), "text": str(person)}]


@time_machine.travel("2026-11-20 12:00:00+07:00", tick=False)
def test_seats_are_filtered_by_who_sits_there_today(client, secretary):
    group = WorkgroupFactory()
    MembershipFactory(post=PostFactory(group=group, order=1, title_th="มีคน"))
    VacancyFactory(post=PostFactory(group=group, order=2, title_th="ว่าง"), start=datetime.date(2026, 10, 1))
    PostFactory(group=group, order=3, title_th="ไม่ปรากฏ")

    found = {
        state: [row[0] for row in rows(client.get("/secretariat/workgroups/post/", {"state": state}))]
        for state in ("held", "vacant", "unknown")
    }

    assert found == {"held": ["1. มีคน"], "vacant": ["2. ว่าง"], "unknown": ["3. ไม่ปรากฏ"]}


def test_merged_person_is_out_of_lists_but_can_be_read(client, secretary):
    keep = PersonFactory(name_th="คนเดิม")
    gone = PersonFactory(name_th="คนซ้ำ", merged_into=keep)

    listed = rows(client.get("/secretariat/workgroups/person/"))
    page = client.get(f"/secretariat/workgroups/person/{gone.pk}/change/")

    assert [row[0] for row in listed] == ["นางคนเดิม"]
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert client.get(f"/secretariat/workgroups/person/{gone.pk}/history/").status_code == 200


def test_there_is_no_bulk_delete(client, secretary):
    AgencyFactory()

    assert "delete_selected" not in client.get("/secretariat/workgroups/agency/").content.decode()


def test_unused_agency_can_be_deleted_with_an_entry_and_a_used_one_not(client, secretary):
    used = PostFactory(agency=AgencyFactory()).agency

    refused = client.get(f"/secretariat/workgroups/agency/{used.pk}/delete/")

    assert f"ลบหน่วยงาน “{used.name_th}” ไม่ได้" in words(refused)
    assert 'name="post"' not in refused.content.decode()


@time_machine.travel("2026-11-20 12:00:00+07:00", tick=False)
def test_start_page_counts_what_waits(client, secretary):
    group = WorkgroupFactory(as_of=datetime.date(2021, 3, 22))
    WorkgroupFactory(as_of=datetime.date(2026, 1, 1))
    WorkgroupFactory(as_of=datetime.date(2021, 3, 22), is_demo=True)
    VacancyFactory(post=PostFactory(group=group))
    MembershipFactory(post=PostFactory(group=group), end=datetime.date(2026, 12, 31))
    Grant.objects.create(
        user=secretary, role="reviewer", starts=datetime.date(2026, 1, 1), ends=datetime.date(2026, 12, 31)
    )

    response = client.get("/secretariat/")

    text = words(response)
    assert "1 คณะที่รายชื่อเก่ากว่า 1 ปี ควรตรวจกับหน่วยงาน" in text
    assert "1 ตำแหน่งที่ประกาศว่าง รอผู้ดำรงตำแหน่ง" in text
    assert "1 การดำรงตำแหน่งที่จะสิ้นสุดใน 60 วัน" in text
    assert "1 สิทธิในระบบที่จะสิ้นสุดใน 60 วัน" in text
    for link in (
        "/secretariat/workgroups/workgroup/?status__exact=active&amp;is_demo__exact=0&amp;as_of__lt=2025-11-20",
        "/secretariat/workgroups/post/?state=vacant",
        "/secretariat/workgroups/membership/?end__gte=2026-11-20&amp;end__lte=2027-01-19",
        "/secretariat/workgroups/grant/?now=yes&amp;ends__lte=2027-01-19",
    ):
        assert f'href="{link}"' in response.content.decode()
        assert len(rows(client.get(link.replace("&amp;", "&")))) == 1


def test_start_page_says_when_nothing_waits(client, secretary):
    text = words(client.get("/secretariat/"))

    assert "ไม่มีเรื่องค้าง" in text
    assert "งานที่ทำบ่อย เปลี่ยนผู้ดำรงตำแหน่ง" in text
    assert "คณะและผู้คน ใครอยู่ในคณะใด ตั้งแต่เมื่อใด ตามเอกสารใด คณะทำงาน เพิ่ม ตำแหน่งในคณะทำงาน" in text
