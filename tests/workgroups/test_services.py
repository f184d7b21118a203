"""Seating, merging, succession, rights: each with its entry in the audit chain."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from foundation.audit.models import Entry
from tests.accounts.factories import UserFactory
from tests.workgroups.factories import (
    AgencyFactory,
    MembershipFactory,
    PersonFactory,
    PostFactory,
    VacancyFactory,
    WorkgroupFactory,
)
from workgroups import services
from workgroups.models import Membership, Person, VacancyDeclaration
from workgroups.permissions import holds, is_reviewer, is_secretariat, is_secretary
from workgroups.queries import current_grants, roster

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 1)
BEFORE = DAY - datetime.timedelta(days=1)


@pytest.fixture
def officer():
    return UserFactory()


def actions():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def test_person_is_seated_with_an_entry(officer):
    post, person = PostFactory(), PersonFactory()

    term = services.seat_person(post=post, person=person, start=DAY, by=officer, source="คำสั่ง 1/2569", as_of=DAY)

    assert (term.post, term.person, term.start, term.source, term.as_of) == (post, person, DAY, "คำสั่ง 1/2569", DAY)
    entry = Entry.objects.get()
    assert (entry.action, entry.actor_id, entry.object_id) == ("workgroups.seat_person", officer.pk, str(term.pk))
    assert entry.after["start"] == "2026-10-01"


def test_taken_seat_names_its_holder(officer):
    term = MembershipFactory(person=PersonFactory(title_th="นาย", name_th="สมชาย ใจดี"))

    with pytest.raises(services.SeatTaken) as problem:
        services.seat_person(post=term.post, person=PersonFactory(), start=DAY, by=officer)

    assert problem.value.messages == ["ตำแหน่งนี้มี นายสมชาย ใจดี ดำรงอยู่ในช่วงเวลานี้ สิ้นสุดการดำรงตำแหน่งเดิมก่อน"]
    assert actions() == []


def test_successor_sits_after_the_holder_has_gone(officer):
    old = MembershipFactory()
    services.end_membership(membership=old, on=BEFORE, by=officer)

    new = services.seat_person(post=old.post, person=PersonFactory(), start=DAY, by=officer)

    group = old.post.group
    assert [roster(group, on)[0].holders[0].person for on in (BEFORE, DAY)] == [old.person, new.person]
    assert actions() == ["workgroups.end_membership", "workgroups.seat_person"]


def test_seating_ends_the_vacancy_the_day_before(officer):
    vacancy = VacancyFactory(start=DAY)
    start = DAY + datetime.timedelta(days=30)

    services.seat_person(post=vacancy.post, person=PersonFactory(), start=start, by=officer)

    vacancy.refresh_from_db()
    assert vacancy.end == start - datetime.timedelta(days=1)
    assert actions() == ["workgroups.end_vacancy", "workgroups.seat_person"]


def test_seating_on_the_day_of_the_vacancy_is_refused(officer):
    vacancy = VacancyFactory(start=DAY)

    with pytest.raises(ValidationError) as problem:
        services.seat_person(post=vacancy.post, person=PersonFactory(), start=DAY, by=officer)

    assert problem.value.messages == ["ตำแหน่งนี้ประกาศว่างตั้งแต่ 1 ตุลาคม 2569 แก้การประกาศก่อน หรือแก้วันที่"]


def test_alternate_may_be_named_for_a_vacant_seat(officer):
    vacancy = VacancyFactory(start=DAY)

    services.seat_person(post=vacancy.post, person=PersonFactory(), kind="alternate", start=DAY, by=officer)

    vacancy.refresh_from_db()
    assert vacancy.end is None


def test_ended_term_is_not_ended_again(officer):
    term = MembershipFactory(end=BEFORE)

    with pytest.raises(services.TermNotInForce) as problem:
        services.end_membership(membership=term, on=DAY, by=officer)

    assert problem.value.messages == ["การดำรงตำแหน่งนี้สิ้นสุดแล้วเมื่อ 30 กันยายน 2569"]


def test_term_does_not_end_before_it_starts(officer):
    term = MembershipFactory(start=DAY)

    with pytest.raises(services.TermNotInForce) as problem:
        services.end_membership(membership=term, on=BEFORE, by=officer)

    assert problem.value.messages == ["วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม 1 ตุลาคม 2569"]


def test_seat_is_declared_vacant_with_its_reason(officer):
    post = PostFactory()

    services.declare_vacant(post=post, start=DAY, reason="เกษียณอายุราชการ", by=officer)

    declaration = VacancyDeclaration.objects.get()
    assert (declaration.post, declaration.start, declaration.reason) == (post, DAY, "เกษียณอายุราชการ")
    assert actions() == ["workgroups.declare_vacant"]


def test_held_seat_is_not_declared_vacant(officer):
    term = MembershipFactory()

    with pytest.raises(ValidationError):
        services.declare_vacant(post=term.post, start=DAY, reason="ย้าย", by=officer)

    assert VacancyDeclaration.objects.count() == 0


def test_merged_person_gives_terms_and_fills_what_is_missing(officer):
    keep = PersonFactory(title_th="นาง", name_th="อารีย์พันธ์ เจริญสุข", email="kept@agency.example")
    gone = PersonFactory(title_th="นางสาว", name_th="อารีย์พันธ์ เจริญสุข", email="gone@agency.example", phone="021234567")
    earlier = PersonFactory(merged_into=gone)
    term = MembershipFactory(person=gone)

    merged = services.merge_persons(keep, gone, by=officer)

    term.refresh_from_db()
    gone.refresh_from_db()
    earlier.refresh_from_db()
    assert (term.person, gone.merged_into, earlier.merged_into) == (keep, keep, keep)
    assert (merged.title_th, merged.phone, merged.email) == ("นาง", "021234567", "kept@agency.example")
    assert list(Person.objects.current()) == [keep]
    assert actions() == ["workgroups.merge_persons"] * 2
    assert "021234567" not in str(list(Entry.objects.values_list("before", "after")))


def test_persons_on_one_seat_at_once_are_not_merged(officer):
    term = MembershipFactory()
    other = MembershipFactory(post=term.post, kind="acting")

    with pytest.raises(services.CannotMerge) as problem:
        services.merge_persons(term.person, other.person, by=officer)

    assert problem.value.messages == [
        f"ทั้งสองรายการดำรงตำแหน่งเดียวกันในช่วงเวลาเดียวกันที่ {term.post.group.name_th} แก้วันที่ก่อนรวม"
    ]


@pytest.mark.parametrize("make", [lambda person: person, lambda person: PersonFactory(merged_into=person)])
def test_person_is_merged_once_and_not_with_itself(officer, make):
    person = PersonFactory()

    with pytest.raises(services.CannotMerge):
        services.merge_persons(person, make(person), by=officer)


def test_agency_has_one_successor(officer):
    old, new = AgencyFactory(), AgencyFactory()
    services.succeed_agency(old, new, DAY, by=officer)

    with pytest.raises(services.CannotSucceed) as problem:
        services.succeed_agency(old, AgencyFactory(), DAY, by=officer)

    assert problem.value.messages == ["หน่วยงานนี้มีผู้รับช่วงต่อแล้วตั้งแต่ 1 ตุลาคม 2569"]
    assert actions() == ["workgroups.succeed_agency"]


def test_succession_does_not_run_in_a_circle(officer):
    first, second = AgencyFactory(), AgencyFactory()
    services.succeed_agency(first, second, DAY, by=officer)

    with pytest.raises(services.CannotSucceed):
        services.succeed_agency(second, first, DAY, by=officer)
    with pytest.raises(services.CannotSucceed):
        services.succeed_agency(second, second, DAY, by=officer)


def test_renamed_agency_keeps_its_names_with_their_days(officer):
    agency = AgencyFactory(name_th="ชื่อแรก")
    later = DAY + datetime.timedelta(days=365)

    services.rename_agency(agency, name_th="ชื่อที่สอง", on=DAY, by=officer)
    services.rename_agency(agency, name_th="ชื่อที่สาม", on=later, by=officer)

    agency.refresh_from_db()
    names = [agency.named_on(on).name_th for on in (BEFORE, DAY, later - datetime.timedelta(days=1), later)]
    assert names == ["ชื่อแรก", "ชื่อที่สอง", "ชื่อที่สอง", "ชื่อที่สาม"]
    assert actions() == ["workgroups.rename_agency"] * 2


def test_agency_is_not_renamed_within_an_earlier_name(officer):
    agency = AgencyFactory()
    services.rename_agency(agency, name_th="ชื่อใหม่", on=DAY, by=officer)

    with pytest.raises(services.CannotRename) as problem:
        services.rename_agency(agency, name_th="ชื่อใหม่กว่า", on=DAY, by=officer)

    assert problem.value.messages == ["ชื่อก่อนหน้าใช้ถึง 30 กันยายน 2569 กรอกวันที่หลังจากนั้น"]


def test_right_holds_from_its_first_to_its_last_day(officer, time_machine):
    group = WorkgroupFactory()
    time_machine.move_to(datetime.datetime(2026, 9, 30, 23, 30, tzinfo=datetime.UTC))  # 1 October in Thailand
    grant = services.give_grant(user=officer, role="secretary", group=group, by=None)

    assert grant.starts == DAY
    assert current_grants(officer) == [grant]
    assert (holds(officer, "secretary", group=group), is_secretary(officer, group)) == (True, True)
    assert (is_secretariat(officer), is_reviewer(officer)) == (False, False)
    assert is_secretary(officer, WorkgroupFactory()) is False

    services.end_grant(grant, by=None)
    time_machine.move_to(datetime.datetime(2026, 10, 1, 17, 30, tzinfo=datetime.UTC))  # 2 October in Thailand

    assert current_grants(officer) == []
    assert actions() == ["workgroups.give_grant", "workgroups.end_grant"]


def test_right_that_has_ended_is_not_ended_again(officer):
    grant = services.give_grant(user=officer, role="reviewer", starts=BEFORE, ends=BEFORE, by=None)

    with pytest.raises(services.GrantNotInForce):
        services.end_grant(grant, on=DAY, by=None)


def test_right_without_its_group_is_refused_in_words(officer):
    with pytest.raises(ValidationError) as problem:
        services.give_grant(user=officer, role="officer", by=None)

    assert problem.value.messages == ["สิทธิในคณะทำงานต้องเลือกคณะทำงาน ส่วนสิทธิของสำนักงานกลางต้องเว้นว่าง"]


def test_group_ends_and_is_taken_up_again(officer):
    group = WorkgroupFactory()

    ended = services.end_group(group, on=DAY, by=officer)
    assert (ended.status, ended.ended_on) == ("ended", DAY)
    with pytest.raises(services.WrongMove) as problem:
        services.end_group(group, on=DAY, by=officer)
    reopened = services.reopen_group(group, by=officer)

    assert problem.value.messages == ["คณะทำงานนี้สิ้นสุดแล้ว จึงเปลี่ยนสถานะตามที่ขอไม่ได้"]
    assert (reopened.status, reopened.ended_on) == ("active", None)
    assert actions() == ["workgroups.end_group", "workgroups.reopen_group"]


def test_group_does_not_end_before_it_began(officer):
    group = WorkgroupFactory(started_on=DAY)

    with pytest.raises(ValidationError) as problem:
        services.end_group(group, on=BEFORE, by=officer)

    assert problem.value.messages == ["วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"]


def test_persons_with_terms_are_not_deleted():
    term = MembershipFactory()

    with pytest.raises(Exception, match="protected"):
        term.person.delete()

    assert Membership.objects.count() == 1
