"""One click brings onto the agenda what earlier meetings left over, once each."""

import datetime

import pytest

from agendas.models import ActionUpdate
from agendas.queries.arising import actions_arising
from agendas.services.carrying import carry_over
from agendas.services.papers import add_paper
from agendas.services.referrals import take_up_referral
from agendas.services.refusals import MeetingRefused
from tests.accounts.factories import UserFactory
from tests.agendas.factories import (
    ActionFactory,
    ItemFactory,
    MeetingFactory,
    ReferralFactory,
    ResolutionFactory,
    SectionFactory,
)
from tests.documents.factories import pdf, upload

pytestmark = pytest.mark.django_db
TH = datetime.timezone(datetime.timedelta(hours=7))


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def before():
    """The meeting before, held in November, its minutes going round."""
    return MeetingFactory(
        called=True, status="minutes_circulated", number=8, slug="8-2569", date=datetime.date(2026, 11, 16)
    )


@pytest.fixture
def meeting(before):
    return MeetingFactory(host_group=before.host_group)


def test_unadopted_minutes_come_to_their_section_with_number_and_day(before, meeting, by):
    (item,) = carry_over(meeting, by=by)

    assert (item.section.kind, item.adopts) == ("adopt_minutes", before)
    assert item.title_th == "รับรองรายงานการประชุม ครั้งที่ 8/2569 เมื่อวันที่ 16 พฤศจิกายน 2569"


def test_minutes_declared_missing_or_adopted_or_of_another_group_do_not_come(before, meeting, by):
    before.minutes_missing_th = "ค้นแล้วไม่พบ"
    before.save()
    MeetingFactory(
        called=True, host_group=before.host_group, status="adopted", adopted_on=before.date, date=before.date, number=7
    )
    MeetingFactory(called=True, status="held", date=before.date)

    assert carry_over(meeting, by=by) == []


def test_deferred_matter_comes_with_its_papers_and_stays_closed(before, meeting, by):
    old = ItemFactory(section=SectionFactory(meeting=before), visibility="closed", closed_ground_th="มาตรา 15 (5)")
    add = {"title_th": "แผน", "upload": upload(pdf(), "แผน.pdf"), "item": old}
    before.status = "held"
    before.save()
    paper = add_paper(before, by=by, **add)
    ResolutionFactory(item=old, outcome="deferred", deferred_next=True)

    item = next(item for item in carry_over(meeting, by=by) if item.carried_from)

    assert (item.carried_from, item.title_th, item.visibility) == (old, old.title_th, "closed")
    assert item.section.kind == "for_consideration"
    assert item.item_papers.get().version.file == paper.versions.get().file
    assert item.item_papers.get().paper.meeting == meeting


def test_matter_put_off_to_another_meeting_or_not_yet_decided_waits(before, meeting, by):
    elsewhere = MeetingFactory(host_group=before.host_group)
    old = SectionFactory(meeting=before)
    ResolutionFactory(item=ItemFactory(section=old), outcome="deferred", deferred_to=elsewhere)
    draft = ItemFactory(section=old)
    ResolutionFactory(item=draft, outcome="deferred", deferred_next=True, status="draft", confirmed_on=None)

    assert [item.adopts for item in carry_over(meeting, by=by)] == [before]


def test_referral_taken_up_comes(before, meeting, by):
    take_up_referral(ReferralFactory(to_group=meeting.host_group), by=by)
    ReferralFactory(to_group=meeting.host_group)

    items = carry_over(meeting, by=by)

    assert [item.referrals.count() for item in items] == [0, 1]


def test_open_actions_come_as_one_table(before, meeting, by):
    ActionFactory(resolution__item__section__meeting=before)

    item = carry_over(meeting, by=by)[-1]

    assert (item.section.kind, item.lists_actions) == ("matters_arising", True)
    assert item.title_th == "ผลการดำเนินงานตามมติและข้อสั่งการ"


def test_second_click_brings_nothing_and_a_second_meeting_takes_nothing_away(before, meeting, by):
    ActionFactory(resolution__item__section__meeting=before)
    assert len(carry_over(meeting, by=by)) == 2

    assert carry_over(meeting, by=by) == []
    later = carry_over(MeetingFactory(host_group=before.host_group, date=datetime.date(2026, 12, 20)), by=by)
    assert [item.lists_actions for item in later] == [True]


def test_minutes_come_back_when_the_meeting_that_had_them_is_cancelled(before, meeting, by):
    carry_over(meeting, by=by)
    meeting.status = "cancelled"
    meeting.save()

    assert [item.adopts for item in carry_over(MeetingFactory(host_group=before.host_group), by=by)] == [before]


def test_nothing_comes_onto_a_fixed_agenda(before, by):
    fixed = MeetingFactory(called=True, host_group=before.host_group, status="agenda_frozen")

    with pytest.raises(MeetingRefused, match="เปิดแก้ระเบียบวาระ"):
        carry_over(fixed, by=by)


def reported(action, status, day, text="ดำเนินการแล้ว"):
    at = datetime.datetime(*day, 10, tzinfo=TH)
    ActionUpdate.objects.create(action=action, status=status, text_th=text, at=at)
    type(action).objects.filter(pk=action.pk).update(status=status, done_on=at.date() if status == "verified" else None)


def test_table_holds_what_the_owner_reported_last_and_how_late_it_is(before, meeting):
    action = ActionFactory(resolution__item__section__meeting=before, due_on=datetime.date(2026, 12, 1))
    reported(action, "in_progress", (2026, 11, 20), "เริ่มแล้ว")
    reported(action, "in_progress", (2026, 12, 2), "ทำได้ครึ่งหนึ่ง")

    (row,) = actions_arising(meeting)

    assert (row.action, row.status, row.update.text_th, row.days_late) == (action, "in_progress", "ทำได้ครึ่งหนึ่ง", 15)


def test_table_of_a_meeting_that_was_held_stays_as_it_was_that_day(before, meeting):
    action = ActionFactory(resolution__item__section__meeting=before)
    reported(action, "in_progress", (2026, 12, 10), "ก่อนประชุม")
    meeting.status, meeting.number, meeting.year_be = "held", 9, 2569
    meeting.save()

    reported(action, "verified", (2026, 12, 20), "หลังประชุม")

    (row,) = actions_arising(meeting)
    assert (row.status, row.update.text_th) == ("in_progress", "ก่อนประชุม")


def test_table_tells_what_was_verified_since_the_last_time_and_then_no_more(before, meeting):
    since, long_ago = (ActionFactory(resolution__item__section__meeting=before) for _ in range(2))
    reported(long_ago, "verified", (2026, 11, 16))
    reported(since, "verified", (2026, 11, 17))

    assert [(row.action, row.status) for row in actions_arising(meeting)] == [(since, "verified")]


def test_table_holds_no_work_of_a_draft_or_another_group_or_the_meeting_itself(before, meeting):
    draft = SectionFactory(meeting=before)
    ActionFactory(resolution=ResolutionFactory(item=ItemFactory(section=draft), status="draft", confirmed_on=None))
    ActionFactory()
    ActionFactory(resolution__item__section__meeting=meeting)

    assert actions_arising(meeting) == []


def test_table_asks_the_database_twice_however_long_it_is(before, meeting, django_assert_num_queries):
    for _ in range(5):
        ActionFactory(resolution__item__section__meeting=before)

    with django_assert_num_queries(3):
        assert len(actions_arising(meeting)) == 5
