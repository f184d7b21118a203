"""What the database refuses, on either of the two, and what the form says about it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.accounts.factories import UserFactory
from tests.workgroups.factories import (
    AgencyFactory,
    MembershipFactory,
    PersonFactory,
    PostFactory,
    VacancyFactory,
    WorkgroupFactory,
)
from workgroups import constraints
from workgroups.models import Agency, AgencyName, Grant, Membership, Post, VacancyDeclaration, Workgroup

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)


def day(offset):
    return None if offset is None else DAY + datetime.timedelta(days=offset)


def refused(make):
    """Whether the database refuses what `make` writes."""
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


OVERLAPS = [
    ((0, 10), (5, 15), True),
    ((0, 10), (10, 20), True),
    ((0, 10), (11, 20), False),
    ((0, None), (100, 200), True),
    ((None, 10), (10, None), True),
    ((None, 10), (11, None), False),
    ((None, None), (5, 5), True),
    ((5, 5), (5, 5), True),
    ((5, 5), (6, 6), False),
]


@pytest.mark.parametrize(("first", "second", "clash"), OVERLAPS)
def test_terms_on_one_seat_do_not_share_a_day(first, second, clash):
    post = PostFactory()
    MembershipFactory(post=post, start=day(first[0]), end=day(first[1]))
    person = PersonFactory()
    term = Membership(post=post, person=person, start=day(second[0]), end=day(second[1]))

    errors = messages(term)

    assert bool(errors) is clash
    assert refused(term.save) is clash


def messages(row):
    try:
        row.full_clean()
    except ValidationError as error:
        return error.messages
    return []


def test_form_names_the_person_whose_term_is_in_the_way():
    post = PostFactory()
    MembershipFactory(post=post, person=PersonFactory(title_th="นาย", name_th="สมชาย ใจดี"))

    errors = messages(Membership(post=post, person=PersonFactory()))

    assert errors == ["ช่วงเวลานี้ซ้อนกับ นายสมชาย ใจดี สิ้นสุดรายเดิมก่อน หรือแก้วันที่"]


def test_term_that_is_changed_into_another_is_refused():
    post = PostFactory()
    MembershipFactory(post=post, start=day(0), end=day(10))
    later = MembershipFactory(post=post, start=day(11))

    def move():
        Membership.objects.filter(pk=later.pk).update(start=day(10))

    assert refused(move)


def test_many_terms_moved_by_one_day_stay_apart():
    post = PostFactory()
    for number in range(5):
        MembershipFactory(post=post, start=day(number * 20), end=day(number * 20 + 10))

    Membership.objects.update(end=F("start"))

    assert Membership.objects.count() == 5


def test_acting_and_regular_holder_may_sit_at_once():
    post = PostFactory()
    MembershipFactory(post=post)

    assert messages(Membership(post=post, person=PersonFactory(), kind="acting")) == []
    assert not refused(lambda: MembershipFactory(post=post, kind="acting"))


def test_one_person_sits_on_a_seat_once_at_a_time():
    term = MembershipFactory(end=day(10))
    again = Membership(post=term.post, person=term.person, kind="acting", start=day(5))

    assert messages(again) == [f"บุคคลนี้อยู่ในตำแหน่งนี้ในช่วงเวลาเดียวกันแล้ว ({term.person.full_name_th}) แก้วันที่หรือเลือกบุคคลอื่น"]
    assert refused(again.save)


def test_one_person_may_come_back_to_a_seat():
    term = MembershipFactory(end=day(10))

    assert not refused(lambda: MembershipFactory(post=term.post, person=term.person, start=day(20)))


@pytest.mark.parametrize(
    "make",
    [
        lambda: MembershipFactory(start=day(2), end=day(1)),
        lambda: PostFactory(start=day(2), end=day(1)),
        lambda: VacancyFactory(start=day(2), end=day(1)),
        lambda: WorkgroupFactory(started_on=day(2), ended_on=day(1), status="ended"),
        lambda: Grant.objects.create(user=UserFactory(), role="reviewer", starts=day(2), ends=day(1)),
        lambda: AgencyName.objects.create(agency=AgencyFactory(), name_th="ก", valid_from=day(2), valid_to=day(1)),
    ],
    ids=["membership", "post", "vacancy", "workgroup", "grant", "name"],
)
def test_end_before_start_is_refused(make):
    assert refused(make)


def test_form_says_that_the_end_comes_before_the_start():
    errors = messages(Membership(post=PostFactory(), person=PersonFactory(), start=day(2), end=day(1)))

    assert errors == ["วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"]


def test_vacancies_of_a_seat_do_not_overlap():
    vacancy = VacancyFactory(start=day(0))
    second = VacancyDeclaration(post=vacancy.post, start=day(30), reason="ย้าย")

    assert messages(second) == ["ประกาศว่างไว้แล้วในช่วงเวลานี้ (เกษียณอายุราชการ) แก้วันที่"]
    assert refused(second.save)


def test_held_seat_cannot_be_declared_vacant():
    term = MembershipFactory(person=PersonFactory(title_th="นาย", name_th="สมชาย ใจดี"))

    errors = messages(VacancyDeclaration(post=term.post, start=day(0), reason="ย้าย"))

    assert errors == ["ตำแหน่งนี้มี นายสมชาย ใจดี ดำรงอยู่ในช่วงเวลานี้ สิ้นสุดการดำรงตำแหน่งก่อน"]


def test_vacant_seat_cannot_be_held():
    vacancy = VacancyFactory(start=datetime.date(2026, 10, 1))

    errors = messages(Membership(post=vacancy.post, person=PersonFactory()))

    assert errors == ["ตำแหน่งนี้ประกาศว่างตั้งแต่ 1 ตุลาคม 2569 แก้การประกาศก่อน หรือแก้วันที่"]


def test_names_of_an_agency_do_not_overlap():
    agency = AgencyFactory()
    AgencyName.objects.create(agency=agency, name_th="ชื่อแรก", valid_to=day(10))
    second = AgencyName(agency=agency, name_th="ชื่อที่สอง", valid_from=day(10))

    assert messages(second) == ["ช่วงเวลานี้ซ้อนกับชื่อ ชื่อแรก แก้วันเริ่มหรือวันสิ้นสุด"]
    assert refused(second.save)


@pytest.mark.parametrize("role", ["secretary", "officer", "member", "moderator"])
def test_right_in_a_group_needs_the_group(role):
    assert refused(lambda: Grant.objects.create(user=UserFactory(), role=role))


@pytest.mark.parametrize("role", ["secretariat", "reviewer"])
def test_central_right_has_no_group(role):
    assert refused(lambda: Grant.objects.create(user=UserFactory(), role=role, group=WorkgroupFactory()))


@pytest.mark.parametrize("in_group", [True, False])
def test_right_is_given_once_at_a_time(in_group):
    user, group = UserFactory(), WorkgroupFactory() if in_group else None
    role = "officer" if in_group else "reviewer"
    Grant.objects.create(user=user, role=role, group=group, starts=day(0), ends=day(10))

    again = Grant(user=user, role=role, group=group, starts=day(5))
    later = Grant(user=user, role=role, group=group, starts=day(11))

    assert len(messages(again)) == 1
    assert refused(again.save)
    assert messages(later) == []
    assert not refused(later.save)


def test_right_in_another_group_stands_beside():
    user = UserFactory()
    Grant.objects.create(user=user, role="officer", group=WorkgroupFactory())

    assert not refused(lambda: Grant.objects.create(user=user, role="officer", group=WorkgroupFactory()))


def test_slug_of_a_group_is_no_agencys():
    WorkgroupFactory(slug="lampang")
    agency = Agency(slug="lampang", name_th="จังหวัดลำปาง")

    assert messages(agency) == ["ชื่อในที่อยู่เว็บนี้เป็นของคณะทำงานแล้ว เลือกชื่ออื่น"]
    assert refused(agency.save)


def test_slug_of_an_agency_is_no_groups():
    agency = AgencyFactory(slug="opdc")
    other = AgencyFactory()
    group = WorkgroupFactory()

    assert refused(lambda: Workgroup.objects.filter(pk=group.pk).update(slug="opdc"))
    assert refused(lambda: WorkgroupFactory(slug="opdc"))
    assert not refused(lambda: Agency.objects.filter(pk=other.pk).update(slug="other"))
    assert agency.slug == "opdc"


@pytest.mark.parametrize("make", [WorkgroupFactory, AgencyFactory])
@pytest.mark.parametrize("slug", ["challenges", "resolutions", "actions", "reply"])
def test_words_of_addresses_are_no_slugs(make, slug):
    assert refused(lambda: make(slug=slug))


def test_seat_without_a_title_is_a_named_persons():
    assert refused(lambda: PostFactory(title_th=""))
    assert not refused(lambda: PostFactory(title_th="", filled_by="person"))


def test_ended_group_has_its_day():
    assert refused(lambda: WorkgroupFactory(status="ended"))
    assert refused(lambda: WorkgroupFactory(ended_on=day(0)))


def test_succession_has_both_agency_and_day():
    agency = AgencyFactory()

    assert refused(lambda: AgencyFactory(successor=agency))
    assert refused(lambda: AgencyFactory(succeeded_on=day(0)))


def test_missing_rules_are_named_and_written_again(on_postgresql):
    gone = "agency_slug_not_group" if on_postgresql else "membership_no_overlap_insert"
    assert constraints.missing_triggers() == []
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {gone}{' ON workgroups_agency' if on_postgresql else ''}")

    missing = constraints.missing_triggers()
    constraints.install()
    constraints.install()

    assert (missing, constraints.missing_triggers()) == ([gone], [])
    term = MembershipFactory()
    WorkgroupFactory(slug="opdc")
    assert refused(lambda: MembershipFactory(post=term.post))
    assert refused(lambda: AgencyFactory(slug="opdc"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Agency, Membership, Workgroup])
def test_rules_outlive_a_rebuilt_table(model):
    """SQLite rebuilds a table to change a column; what names two tables steps aside meanwhile and comes back."""
    column = model._meta.get_field("source")
    wider = column.clone()
    wider.max_length = 301
    wider.set_attributes_from_name("source")

    constraints.step_aside()
    with connection.schema_editor() as editor:
        editor.alter_field(model, column, wider)
        editor.alter_field(model, wider, column)
    constraints.install()

    assert constraints.missing_triggers() == []
    term = MembershipFactory()
    AgencyFactory(slug="opdc")
    assert refused(lambda: MembershipFactory(post=term.post))
    assert refused(lambda: WorkgroupFactory(slug="opdc"))


def test_rule_reads_the_same_from_a_migration():
    rule = next(rule for rule in Membership._meta.constraints if rule.name == "membership_no_overlap")
    path, args, kwargs = rule.deconstruct()

    assert path == "workgroups.constraints.NoOverlap"
    assert constraints.NoOverlap(*args, **kwargs) == rule
    assert rule.clone() == rule
    assert rule != Post._meta.constraints[0]


PERIODS = st.tuples(st.none() | st.integers(0, 60), st.none() | st.integers(0, 60)).filter(
    lambda period: None in period or period[0] <= period[1]
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(periods=st.lists(PERIODS, max_size=6))
def test_form_and_database_agree_on_every_row_of_terms(db, periods):
    """In any order of periods the form takes a term exactly when the database does, and no day has two holders."""
    post = PostFactory()
    for start, end in periods:
        term = Membership(post=post, person=PersonFactory(), start=day(start), end=day(end))

        clash = bool(messages(term))

        assert refused(term.save) is clash
    for offset in range(61):
        assert Membership.objects.filter(post=post).as_of(day(offset)).count() <= 1
