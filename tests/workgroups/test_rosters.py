"""Who sat where on a day."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workgroups.factories import (
    AgencyFactory,
    MembershipFactory,
    PersonFactory,
    PostFactory,
    VacancyFactory,
    WorkgroupFactory,
    filled_group,
)
from workgroups.models import AgencyName
from workgroups.queries import chairs, roster, standing
from workgroups.services import succeed_agency

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)


def day(offset):
    return None if offset is None else DAY + datetime.timedelta(days=offset)


def test_seats_come_in_order_with_their_holders():
    group = WorkgroupFactory()
    second = PostFactory(group=group, order=2)
    first = PostFactory(group=group, order=1, role="chair")
    holder = MembershipFactory(post=first)

    seats = roster(group, DAY)

    assert [(seat.number, seat.post, seat.state) for seat in seats] == [(1, first, "held"), (2, second, "unnamed")]
    assert [person.person for person in seats[0].holders] == [holder.person]


def test_seat_without_a_name_is_not_vacant():
    post = PostFactory()

    assert [seat.state for seat in roster(post.group, DAY)] == ["unnamed"]


def test_seat_is_vacant_from_the_declared_day():
    vacancy = VacancyFactory(start=day(0), end=day(5))
    group = vacancy.post.group

    states = [roster(group, day(offset))[0].state for offset in (-1, 0, 5, 6)]

    assert states == ["unnamed", "vacant", "vacant", "unnamed"]


def test_holder_stands_before_the_acting_one_and_the_alternate():
    post = PostFactory()
    alternate = MembershipFactory(post=post, kind="alternate")
    acting = MembershipFactory(post=post, kind="acting")
    regular = MembershipFactory(post=post)

    holders = roster(post.group, DAY)[0].holders

    assert [holder.person for holder in holders] == [regular.person, acting.person, alternate.person]


def test_seat_that_came_later_is_not_on_an_earlier_roster():
    post = PostFactory(start=day(0), end=day(10))

    assert [len(roster(post.group, day(offset))) for offset in (-1, 0, 10, 11)] == [0, 1, 1, 0]


def test_agency_has_the_name_of_the_day():
    agency = AgencyFactory(name_th="ชื่อใหม่")
    AgencyName.objects.create(agency=agency, name_th="ชื่อเดิม", valid_to=day(0))
    post = PostFactory(agency=agency)

    assert [roster(post.group, day(offset))[0].agency.name_th for offset in (0, 1)] == ["ชื่อเดิม", "ชื่อใหม่"]


def test_successor_takes_the_seat_from_its_day():
    old, middle, new = AgencyFactory(name_th="เดิม"), AgencyFactory(name_th="กลาง"), AgencyFactory(name_th="ใหม่")
    succeed_agency(old, middle, day(10), by=None)
    succeed_agency(middle, new, day(20), by=None)
    post = PostFactory(agency=old)

    names = [roster(post.group, day(offset))[0].agency.name_th for offset in (9, 10, 19, 20)]

    assert names == ["เดิม", "กลาง", "กลาง", "ใหม่"]


def test_role_is_worded_by_the_kind_of_group():
    words = {
        kind: str(PostFactory(group=WorkgroupFactory(kind=kind), role="chair").role_label)
        for kind in ("commission", "subcommittee", "provincial", "law_drafting")
    }

    assert words == {
        "commission": "ประธานกรรมการ",
        "subcommittee": "ประธานอนุกรรมการ",
        "provincial": "ประธานคณะทำงาน",
        "law_drafting": "ประธานคณะทำงาน",
    }


def test_words_of_the_seat_stand_before_those_of_the_kind():
    assert PostFactory(role="member", role_th="ที่ปรึกษาคณะทำงาน").role_label == "ที่ปรึกษาคณะทำงาน"


@pytest.mark.parametrize(("offset", "words"), [(-1, "before"), (0, "recorded"), (1, "since")])
def test_roster_says_how_far_it_may_be_trusted(offset, words):
    group = WorkgroupFactory(as_of=DAY)

    assert standing(group, day(offset)) == words


def test_roster_without_a_document_says_nothing():
    assert standing(WorkgroupFactory(as_of=None), DAY) == ""


def test_chairs_are_the_first_seats_that_chair():
    group, other = WorkgroupFactory(), WorkgroupFactory()
    PostFactory(group=group, order=2, role="chair")
    first = PostFactory(group=group, order=1, role="chair")
    PostFactory(group=other, order=1)

    assert {key: seat.post for key, seat in chairs([group, other], DAY).items()} == {group.pk: first}


def test_roster_takes_as_many_queries_for_60_seats_as_for_10(django_assert_num_queries):
    small, large = filled_group(10), filled_group(60)

    with django_assert_num_queries(4):
        roster(small, DAY)
    with django_assert_num_queries(4):
        roster(large, DAY)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lengths=st.lists(st.integers(1, 20), min_size=1, max_size=5), gap=st.integers(0, 3))
def test_roster_of_any_day_shows_exactly_who_held_the_seat_then(db, lengths, gap):
    """Terms one after the other, with gaps: in a gap nobody sits there, else the one whose days hold the day."""
    post = PostFactory()
    expected, start = {}, 0
    for length in lengths:
        person = PersonFactory()
        MembershipFactory(post=post, person=person, start=day(start), end=day(start + length - 1))
        expected |= dict.fromkeys(range(start, start + length), person)
        start += length + gap

    for offset in range(-2, start + 3):
        holders = [holder.person for holder in roster(post.group, day(offset))[0].holders]

        assert holders == ([expected[offset]] if offset in expected else [])


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.none() | st.integers(-50, 0), end=st.none() | st.integers(0, 50), on=st.integers(-60, 60))
def test_unknown_start_and_open_end_hold_every_day_they_do_not_exclude(db, start, end, on):
    term = MembershipFactory(start=day(start), end=day(end))

    holders = roster(term.post.group, day(on))[0].holders

    holds = (start is None or start <= on) and (end is None or on <= end)
    assert [holder.person for holder in holders] == ([term.person] if holds else [])
