"""Forms of the secretariat: what they refuse and how they say it, and what they leave in the audit chain."""

import datetime

import pytest
from django.db import IntegrityError

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
from workgroups.models import Agency, AgencyName, Grant, Membership, Post, Workgroup

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 1)


@pytest.fixture
def secretary(client, settings):
    return sign_in_secretariat(client, settings)


def formset(prefix, *rows, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def seat_form(post, *terms, initial=0, vacancies=(), vacancies_initial=0, **changes):
    fields = {"group": post.group_id, "order": post.order, "title_th": post.title_th, "role": post.role}
    return (
        {**fields, "filled_by": post.filled_by, **changes}
        | formset("memberships", *terms, initial=initial)
        | formset("vacancies", *vacancies, initial=vacancies_initial)
    )


def term_row(term=None, **fields):
    own = {"id": term.pk, "person": term.person_id, "kind": term.kind} if term else {"kind": "regular"}
    return own | fields


def actions():
    return list(Entry.objects.order_by("seq").values_list("action", "object_type"))


def test_group_is_added_with_an_entry(client, secretary):
    data = {"name_th": "คณะใหม่", "kind": "support", "slug": "new-group", "started_on": "1 ตุลาคม 2569"}
    for prefix in ("posts", "duties", "orders", "aliases"):
        data |= formset(prefix)
    data |= formset("duties", {"order": 1, "text_th": "เสนอแนะ"})

    response = client.post("/secretariat/workgroups/workgroup/add/", data)

    assert response.status_code == 302
    group = Workgroup.objects.get()
    assert (group.slug, group.started_on, group.status) == ("new-group", DAY, "active")
    assert [duty.text_th for duty in group.duties.all()] == ["เสนอแนะ"]
    assert actions() == [("add", "workgroups.workgroup")]


def test_state_is_no_field_of_the_form(client, secretary):
    group = WorkgroupFactory()
    data = {
        "name_th": group.name_th,
        "kind": group.kind,
        "slug": group.slug,
        "status": "ended",
        "ended_on": "1/10/2569",
    }
    for prefix in ("posts", "duties", "orders", "aliases"):
        data |= formset(prefix)

    client.post(f"/secretariat/workgroups/workgroup/{group.pk}/change/", data)

    group.refresh_from_db()
    assert (group.status, group.ended_on) == ("active", None)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([{"start": "1/10/2569", "end": "30/9/2569"}], "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
        ([{"start": "1/10/2569"}, {"start": "1/1/2570"}], "ช่วงเวลานี้ซ้อนกับ"),
        ([{"start": "31/2/2569"}], "ไม่มีวันที่ 31 กุมภาพันธ์ 2569"),
    ],
)
def test_terms_that_cannot_be_are_explained(client, secretary, rows, problem):
    post, people = PostFactory(), [PersonFactory(), PersonFactory()]
    terms = [term_row(person=person.pk, **row) for row, person in zip(rows, people, strict=False)]

    response = client.post(f"/secretariat/workgroups/post/{post.pk}/change/", seat_form(post, *terms))

    assert problem in words(response)
    assert "แก้ข้อที่มีข้อความสีแดงด้านล่าง แล้วบันทึกอีกครั้ง" in words(response)
    assert not Membership.objects.exists()


def test_one_person_twice_on_a_seat_is_explained(client, secretary):
    post, person = PostFactory(), PersonFactory(title_th="นาย", name_th="สมชาย ใจดี")
    terms = [term_row(person=person.pk), term_row(person=person.pk) | {"kind": "acting"}]

    response = client.post(f"/secretariat/workgroups/post/{post.pk}/change/", seat_form(post, *terms))

    assert "บุคคลนี้อยู่ในตำแหน่งนี้ในช่วงเวลาเดียวกันแล้ว (นายสมชาย ใจดี)" in words(response)
    assert not Membership.objects.exists()


def test_ending_one_term_and_starting_the_next_is_one_save(client, secretary):
    term = MembershipFactory(start=datetime.date(2020, 1, 1))
    person = PersonFactory()
    terms = [
        term_row(term, start="1 มกราคม 2563", end="30/9/2569", post=term.post_id),
        term_row(person=person.pk, start="๑ ตุลาคม ๒๕๖๙"),
    ]

    response = client.post(
        f"/secretariat/workgroups/post/{term.post_id}/change/", seat_form(term.post, *terms, initial=1)
    )

    assert response.status_code == 302
    assert list(Membership.objects.order_by("start").values_list("person", "start", "end")) == [
        (term.person_id, datetime.date(2020, 1, 1), datetime.date(2026, 9, 30)),
        (person.pk, DAY, None),
    ]
    assert actions() == [("change", "workgroups.post")]


def test_term_during_a_vacancy_is_explained(client, secretary):
    vacancy = VacancyFactory(start=DAY)
    kept = {"id": vacancy.pk, "start": "1 ตุลาคม 2569", "reason": vacancy.reason, "post": vacancy.post_id}
    data = seat_form(
        vacancy.post,
        term_row(person=PersonFactory().pk, start="1/11/2569"),
        vacancies=[kept],
        vacancies_initial=1,
    )

    response = client.post(f"/secretariat/workgroups/post/{vacancy.post_id}/change/", data)

    assert "ตำแหน่งนี้ประกาศว่างตั้งแต่ 1 ตุลาคม 2569" in words(response)


def test_term_on_its_own_page_is_checked_against_the_others(client, secretary):
    term = MembershipFactory(start=DAY, person=PersonFactory(title_th="นาย", name_th="สมชาย ใจดี"))

    response = client.post(
        "/secretariat/workgroups/membership/add/",
        {"post": term.post_id, "person": PersonFactory().pk, "kind": "regular", "start": "1/11/2569"},
    )

    assert "ช่วงเวลานี้ซ้อนกับ นายสมชาย ใจดี" in words(response)
    assert Membership.objects.count() == 1


def test_two_people_who_save_at_once_are_told(client, secretary, monkeypatch):
    post = PostFactory()

    def refuse(*args, **kwargs):
        raise IntegrityError("membership_no_overlap")

    monkeypatch.setattr(Post, "save", refuse)

    response = client.post(f"/secretariat/workgroups/post/{post.pk}/change/", seat_form(post))

    assert response.status_code == 200
    assert "มีผู้บันทึกข้อมูลที่ขัดกันในเวลาเดียวกัน" in response.content.decode()


def test_earlier_names_of_an_agency_do_not_overlap(client, secretary):
    agency = AgencyFactory()
    data = {"name_th": agency.name_th, "slug": agency.slug} | formset(
        "names",
        {"name_th": "ชื่อแรก", "valid_to": "31/12/2560"},
        {"name_th": "ชื่อที่สอง", "valid_from": "1/6/2560", "valid_to": "31/12/2563"},
    )

    response = client.post(f"/secretariat/workgroups/agency/{agency.pk}/change/", data)

    assert "ช่วงเวลานี้ซ้อนกับชื่อ ชื่อแรก" in words(response)
    assert not AgencyName.objects.exists()


@pytest.mark.parametrize("slug", ["resolutions", "lampang"])
def test_slug_that_is_taken_by_an_address_or_a_group_is_explained(client, secretary, slug):
    WorkgroupFactory(slug="lampang")

    response = client.post(
        "/secretariat/workgroups/agency/add/", {"name_th": "หน่วยงาน", "slug": slug} | formset("names")
    )

    assert "เลือกชื่ออื่น" in words(response)
    assert not Agency.objects.exists()


def test_personal_contacts_are_in_the_form_and_not_in_the_chain(client, secretary):
    data = {"name_th": "สมหญิง ใจดี", "phone": "0812345678", "email": "somying@example.org"} | formset("memberships")

    response = client.post("/secretariat/workgroups/person/add/", data)

    assert response.status_code == 302
    after = Entry.objects.get().after
    assert (after["name_th"], after["phone"], after["email"]) == ("สมหญิง ใจดี", "•", "•")


def test_right_is_given_by_the_service(client, secretary):
    user, group = UserFactory(), WorkgroupFactory()
    data = {"user": user.pk, "role": "officer", "group": group.pk, "starts": "1/10/2569"}

    response = client.post("/secretariat/workgroups/grant/add/", data)

    assert response.status_code == 302
    grant = Grant.objects.get()
    assert (grant.user, grant.role, grant.group, grant.starts) == (user, "officer", group, DAY)
    assert actions() == [("workgroups.give_grant", "workgroups.grant")]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"role": "officer"}, "สิทธิในคณะทำงานต้องเลือกคณะทำงาน"),
        ({"role": "reviewer", "ends": "30/9/2569"}, "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
    ],
)
def test_right_that_cannot_be_is_explained(client, secretary, data, problem):
    response = client.post(
        "/secretariat/workgroups/grant/add/", {"user": UserFactory().pk, "starts": "1/10/2569", **data}
    )

    assert problem in words(response)
    assert not Grant.objects.exists()


def test_given_right_is_not_rewritten(client, secretary):
    grant = Grant.objects.create(user=UserFactory(), role="reviewer")

    response = client.post(f"/secretariat/workgroups/grant/{grant.pk}/change/", {"role": "secretariat"})

    assert response.status_code == 403
    assert client.get(f"/secretariat/workgroups/grant/{grant.pk}/delete/").status_code == 403


def test_order_that_is_not_public_is_listed_for_the_secretariat(client, secretary):
    OrderFactory(number="99/2569", is_public=False)

    assert "99/2569" in words(client.get("/secretariat/workgroups/appointmentorder/"))


def test_choice_has_no_button_that_deletes_another_object(client, secretary):
    post = PostFactory(agency=AgencyFactory())

    html = client.get(f"/secretariat/workgroups/post/{post.pk}/change/").content.decode()

    assert "delete-related" not in html
    assert "add-related" in html
