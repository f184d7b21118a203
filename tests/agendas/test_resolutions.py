import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from agendas.models import Action, Directive, Meeting, Resolution
from agendas.queries.agenda import deferred_to
from agendas.services.attendance import refresh_roster
from agendas.services.directives import add_directive, change_directive, confirm_directives
from agendas.services.refusals import MeetingRefused
from agendas.services.resolutions import add_resolution, confirm_resolutions, drop_resolution, set_summary
from tests.agendas.lives import CHAIR, DAY, called, decided, frozen, held, items_of, seat
from tests.workgroups.factories import AgencyFactory, WorkgroupFactory
from workgroups.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(datetime.datetime(2026, 12, 16, 9, 0, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def meeting():
    return held()


@pytest.fixture
def item(meeting):
    return items_of(meeting)[0]


def refused(call, *args, **facts):
    with pytest.raises(MeetingRefused) as refusal:
        call(*args, **facts)
    return refusal.value.reasons


def work(**facts):
    return {"title_th": "จัดทำแผน", "owner_agency": AgencyFactory(), "due_on": datetime.date(2027, 1, 31), **facts}


def resolve(meeting, item, outcome, **facts):
    return add_resolution(item, by=meeting.by, outcome=outcome, text_th="ที่ประชุมมีมติ", **facts)


def test_deferral_says_where_to(meeting, item):
    assert refused(resolve, meeting, item, "deferred") == ["เลือกว่าเลื่อนไปพิจารณาในการประชุมใด หรือครั้งต่อไป"]
    assert resolve(meeting, item, "deferred", deferred_next=True).deferred_next is True


def test_deferral_goes_to_a_later_meeting_of_the_same_group(meeting, item):
    foreign = called(date=DAY + datetime.timedelta(days=7))
    later = called(by=meeting.by, group=meeting.host_group, date=DAY + datetime.timedelta(days=7))

    assert refused(resolve, meeting, item, "deferred", deferred_to=foreign)
    assert refused(resolve, meeting, item, "deferred", deferred_to=meeting)
    point = resolve(meeting, item, "deferred", deferred_to=later, deferred_next=True)
    assert (point.deferred_to, point.deferred_next) == (later, False)
    assert list(deferred_to(later)) == []
    confirm_resolutions(meeting, by=meeting.by, on=DAY, resolutions=[point], **CHAIR)
    assert list(deferred_to(later)) == [point]


def test_other_outcomes_keep_no_deferral_nor_referral(meeting, item):
    point = resolve(meeting, item, "approved", deferred_next=True, referred_to=WorkgroupFactory())

    assert (point.deferred_next, point.deferred_to, point.referred_to) == (False, None, None)


def test_referral_arrives_when_the_chair_confirms(meeting, item):
    other = WorkgroupFactory()
    assert refused(resolve, meeting, item, "referred") == ["เลือกคณะทำงานที่ส่งเรื่องให้"]
    assert refused(resolve, meeting, item, "referred", referred_to=meeting.host_group)
    point = resolve(meeting, item, "referred", referred_to=other)
    assert not other.referrals.exists()

    confirm_resolutions(meeting, by=meeting.by, on=DAY, resolutions=[point], **CHAIR)

    assert [(row.resolution, row.status, row.sent_on) for row in other.referrals.all()] == [(point, "waiting", DAY)]


@pytest.mark.parametrize("fields", [{"outcome": "deferred"}, {"outcome": "referred"}])
def test_database_holds_to_it_too(meeting, item, fields):
    resolve(meeting, item, "approved")

    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.update(**fields)


def test_assignment_needs_work_and_work_starts_with_the_chairs_word(meeting, item):
    assert refused(resolve, meeting, item, "assigned")
    point = resolve(meeting, item, "noted", actions=[work(), work(title_th="รายงานผล")])

    assert point.is_assigned is True
    assert not Action.objects.public().exists()
    confirm_resolutions(meeting, by=meeting.by, on=DAY, resolutions=[point], **CHAIR)
    assert Action.objects.public().count() == 2


@pytest.mark.parametrize("missing", ["confirmed_by", "evidence_th"])
def test_confirmation_names_the_chair_and_what_shows_it(meeting, item, missing):
    point = resolve(meeting, item, "approved")

    assert refused(confirm_resolutions, meeting, by=meeting.by, on=DAY, resolutions=[point], **{**CHAIR, missing: " "})
    assert Resolution.objects.get().status == "draft"


@pytest.mark.parametrize("days", [-1, 1])
def test_confirmation_is_on_a_day_that_can_be(meeting, item, days):
    point = resolve(meeting, item, "approved")

    on = DAY + datetime.timedelta(days=days)
    assert refused(confirm_resolutions, meeting, by=meeting.by, on=on, resolutions=[point], **CHAIR)


def test_points_move_up_when_a_draft_is_dropped(meeting, item):
    first, second, third = (resolve(meeting, item, "noted") for _ in range(3))

    drop_resolution(second, by=meeting.by)

    assert list(item.resolutions.order_by("point").values_list("pk", "point")) == [(first.pk, 1), (third.pk, 2)]


def test_votes_do_not_exceed_those_present(meeting, item):
    assert refused(resolve, meeting, item, "approved", votes_for=6)
    assert resolve(meeting, item, "approved", votes_for=3, votes_against=1, votes_abstained=0).votes_for == 3


def test_observations_are_said(meeting, item):
    assert refused(resolve, meeting, item, "approved_with_changes")


def test_consultation_and_situation_meetings_pass_no_resolution():
    for kind in ("consultation", "situation"):
        meeting = held(kind=kind, title_th="หารือ", items=0)
        section = meeting.sections.create(order=1, kind="other", title_th="เรื่องอื่น")
        item = section.items.create(order=1, title_th="เรื่อง")

        assert refused(resolve, meeting, item, "approved")


def test_confirmed_directive_stays_as_it_is(meeting):
    order = add_directive(meeting, by=meeting.by, text_th="เร่งรัด", actions=[work()])
    confirm_directives(meeting, by=meeting.by, on=DAY, directives=[order])

    assert refused(change_directive, order, by=meeting.by, text_th="อื่น")
    assert Directive.objects.get().text_th == "เร่งรัด"
    assert Action.objects.public().count() == 1


def test_summary_of_a_closed_item_is_refused(meeting, item):
    decided(meeting)
    point = item.resolutions.get()
    type(item).objects.filter(pk=item.pk).update(visibility="closed", closed_ground_th="มาตรา 15")

    assert refused(set_summary, point, by=meeting.by, text_th="สรุป")


def test_who_left_the_post_before_the_meeting_is_replaced_and_who_left_after_stays():
    meeting = frozen()
    row = seat(meeting)
    old, term = row.name, row.post.memberships.get()
    term.end = DAY - datetime.timedelta(days=1)
    term.save()
    new = Membership.objects.create(
        post=row.post, person=seat(meeting, 2).person.__class__.objects.create(name_th="ผู้มาใหม่"), start=DAY
    )

    refresh_roster(meeting, by=meeting.by)

    assert (seat(meeting).name, seat(meeting).person) == ("ผู้มาใหม่", new.person)
    assert old != "ผู้มาใหม่"
    new.end = DAY + datetime.timedelta(days=1)
    new.save()
    refresh_roster(Meeting.objects.get(), by=meeting.by)
    assert seat(meeting).name == "ผู้มาใหม่"
