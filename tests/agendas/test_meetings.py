"""From draft to the room: numbers, notice, postponing, cancelling."""

import datetime
import threading

import pytest
from django.db import connection

from agendas.models import AgendaItem, Meeting, MeetingEvent, MeetingMove, MeetingRules, Referral, SectionTemplate
from agendas.queries.preparing import next_number
from agendas.services.agenda import add_item, move_item
from agendas.services.meetings import (
    call_meeting,
    cancel_meeting,
    change_meeting,
    create_meeting,
    discard_meeting,
    fix_agenda,
    postpone_meeting,
    reopen_agenda,
    reschedule_meeting,
)
from agendas.services.papers import add_paper
from agendas.services.proposals import take_up_proposal
from agendas.services.refusals import MeetingRefused
from foundation.audit.models import Entry
from tests.accounts.factories import UserFactory
from tests.agendas.factories import ItemFactory, ReferralFactory, ResolutionFactory, SectionFactory
from tests.documents.factories import pdf, upload
from tests.workgroups.factories import MembershipFactory, PostFactory, WorkgroupFactory, filled_group

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 12, 1)
DAY = datetime.date(2026, 12, 16)


@pytest.fixture(autouse=True)
def _now(time_machine, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(datetime.datetime(2026, 12, 1, 3, tzinfo=datetime.UTC))


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def group():
    return WorkgroupFactory()


def drafted(group, by, **facts):
    return create_meeting(by=by, host_group=group, **{"date": DAY, **facts})


def called(group, by, **facts):
    return call_meeting(drafted(group, by, **facts), by=by, today=TODAY)


def fixed(group, by, **facts):
    meeting = called(group, by, **facts)
    add_item(meeting.sections.first(), by=by, title_th="ก")
    return fix_agenda(meeting, by=by)


def test_draft_begins_with_the_six_usual_sections(group, by):
    meeting = drafted(group, by)

    assert [section.kind for section in meeting.sections.order_by("order")] == [
        "chair_informs",
        "adopt_minutes",
        "matters_arising",
        "for_information",
        "for_consideration",
        "other",
    ]
    assert (meeting.status, meeting.number, meeting.slug[:6]) == ("draft", None, "draft-")


def test_draft_begins_with_the_sections_that_the_group_chose(group, by):
    SectionTemplate.objects.create(group=group, order=1, kind="for_information", title_th="เรื่องเสนอเพื่อทราบ")

    assert [section.title_th for section in drafted(group, by).sections.all()] == ["เรื่องเสนอเพื่อทราบ"]


def test_numbers_run_per_group_kind_and_year_of_the_meeting(group, by):
    other = WorkgroupFactory()

    told = [
        called(group, by).slug,
        called(group, by).slug,
        called(group, by, kind="special").slug,
        called(other, by).slug,
        called(group, by, date=datetime.date(2027, 1, 5)).slug,
    ]

    assert told == ["1-2569", "2-2569", "special-1-2569", "1-2569", "1-2570"]


def test_number_of_a_cancelled_meeting_is_never_given_again(group, by):
    cancel_meeting(called(group, by), by=by, reason="ฝ่ายเลขานุการติดภารกิจ")

    assert called(group, by).number == 2


def test_number_stays_when_the_meeting_moves_into_another_year(group, by):
    meeting = called(group, by)

    moved = reschedule_meeting(meeting, by=by, date=datetime.date(2027, 1, 6), reason="ห้องประชุมไม่ว่าง")

    assert (moved.number, moved.year_be, moved.slug, moved.uid) == (1, 2569, "1-2569", meeting.uid)
    assert called(group, by, date=datetime.date(2027, 1, 20)).slug == "1-2570"


def test_consultation_and_situation_have_a_day_for_an_address_and_no_number(group, by):
    facts = {"title_th": "หารือสถานการณ์ฝุ่น"}

    told = [called(group, by, kind=kind, **facts) for kind in ("consultation", "situation")]

    assert [(meeting.number, meeting.slug) for meeting in told] == [(None, "2026-12-16"), (None, "2026-12-16-2")]


@pytest.mark.parametrize(
    ("kind", "days", "urgent"),
    [("ordinary", 3, False), ("ordinary", 2, True), ("special", 0, True), ("situation", 0, False)],
)
def test_notice_shorter_than_the_rule_is_urgent(group, by, kind, days, urgent):
    meeting = called(group, by, kind=kind, date=TODAY + datetime.timedelta(days), title_th="ก")

    assert (meeting.is_urgent, meeting.called_on) == (urgent, TODAY)


def test_group_may_ask_for_longer_notice(group, by):
    MeetingRules.objects.create(group=group, notice_days=30)

    assert called(group, by).is_urgent is True


def test_nobody_is_called_to_a_day_that_is_over_or_by_a_group_that_ended(group, by):
    with pytest.raises(MeetingRefused, match="วันประชุมผ่านไปแล้ว"):
        called(group, by, date=TODAY - datetime.timedelta(1))
    group.status, group.ended_on = "ended", TODAY
    group.save()
    with pytest.raises(MeetingRefused, match="คณะทำงานนี้สิ้นสุดแล้ว"):
        called(group, by)


def test_roster_is_that_of_the_day_of_the_meeting_and_not_of_today(by):
    group = WorkgroupFactory()
    post = PostFactory(group=group)
    MembershipFactory(post=post, person__name_th="คนเดิม", end=datetime.date(2026, 12, 10))
    MembershipFactory(post=post, person__name_th="คนใหม่", start=datetime.date(2026, 12, 11))

    before = called(group, by, date=datetime.date(2026, 12, 8))
    after = called(group, by)

    assert [meeting.attendances.get().name for meeting in (before, after)] == ["คนเดิม", "คนใหม่"]


def test_moving_the_meeting_takes_the_roster_of_the_new_day(by):
    group = WorkgroupFactory()
    post = PostFactory(group=group)
    MembershipFactory(post=post, person__name_th="คนเดิม", end=datetime.date(2026, 12, 17))
    MembershipFactory(post=post, person__name_th="คนใหม่", start=datetime.date(2026, 12, 18))
    meeting = called(group, by)

    reschedule_meeting(meeting, by=by, date=datetime.date(2026, 12, 20), reason="ประธานติดภารกิจ")

    assert meeting.attendances.get().name == "คนใหม่"


def test_fixing_writes_the_numbers_and_reopening_takes_them_off_for_a_reason(group, by):
    meeting = called(group, by)
    section = meeting.sections.first()
    for title in "กข":
        add_item(section, by=by, title_th=title)
    fix_agenda(meeting, by=by)
    late = add_item(section, by=by, title_th="ค")

    assert list(section.items.values_list("number_label", flat=True)) == ["1.1", "1.2", "1.3"]
    with pytest.raises(MeetingRefused, match="ใส่เหตุผล"):
        reopen_agenda(meeting, by=by, reason=" ")
    reopen_agenda(meeting, by=by, reason="ผู้เสนอขอถอน")
    move_item(late, by=by, section=section, place=1)
    fix_agenda(meeting, by=by)

    assert list(section.items.order_by("order").values_list("title_th", "number_label", "is_late")) == [
        ("ค", "1.1", False),
        ("ก", "1.2", False),
        ("ข", "1.3", False),
    ]
    reasons = MeetingEvent.objects.filter(meeting=meeting).values_list("after", "reason")
    assert ("called", "ผู้เสนอขอถอน") in list(reasons)


def test_agenda_without_a_matter_is_not_fixed(group, by):
    with pytest.raises(MeetingRefused, match="ยังไม่มีเรื่อง"):
        fix_agenda(called(group, by), by=by)


def test_postponed_meeting_leaves_a_tombstone_and_its_agenda_is_open_again(group, by):
    meeting = fixed(group, by)

    postponed = postpone_meeting(meeting, by=by, reason="น้ำท่วม")

    move = MeetingMove.objects.get()
    assert (move.old_date, move.new_date, move.old_slug, move.reason) == (DAY, None, "1-2569", "น้ำท่วม")
    assert (postponed.status, postponed.sequence) == ("postponed", 1)
    assert list(AgendaItem.objects.values_list("number_label", "is_late")) == [("", False)]
    again = reschedule_meeting(postponed, by=by, date=datetime.date(2026, 12, 23), reason="น้ำลด")
    assert (again.status, again.sequence, MeetingMove.objects.count()) == ("called", 2, 1)


def test_moved_meeting_keeps_uid_and_raises_sequence_and_clears_deadlines_that_came_too_late(group, by):
    meeting = called(group, by, reply_by=datetime.date(2026, 12, 14), papers_by=datetime.date(2026, 12, 8))

    moved = reschedule_meeting(meeting, by=by, date=datetime.date(2026, 12, 10), reason="ด่วน", today=TODAY)

    assert (moved.uid, moved.sequence) == (meeting.uid, 1)
    assert (moved.reply_by, moved.papers_by) == (None, datetime.date(2026, 12, 8))


def test_meeting_is_not_moved_to_where_it_is_or_into_the_past_or_without_a_reason(group, by):
    meeting = called(group, by)

    for facts, said in (
        ({"date": DAY, "reason": "ก"}, "ต้องต่างจากเดิม"),
        ({"date": TODAY - datetime.timedelta(1), "reason": "ก"}, "วันที่ผ่านไปแล้ว"),
        ({"date": datetime.date(2026, 12, 20), "reason": " "}, "ใส่เหตุผล"),
    ):
        with pytest.raises(MeetingRefused, match=said):
            reschedule_meeting(meeting, by=by, today=TODAY, **facts)
    assert MeetingMove.objects.count() == 0


def test_day_of_a_called_meeting_changes_by_moving_it_only(group, by):
    meeting = called(group, by)

    with pytest.raises(MeetingRefused, match="เลื่อนการประชุม"):
        change_meeting(meeting, by=by, date=datetime.date(2026, 12, 20))
    assert change_meeting(meeting, by=by, venue_th="ห้องประชุมอาลัมภางค์").sequence == 1
    assert change_meeting(meeting, by=by, note_th="หมายเหตุ").sequence == 1


def test_only_facts_are_changed_and_never_a_status(group, by):
    with pytest.raises(TypeError):
        change_meeting(drafted(group, by), by=by, status="adopted")


def test_deadlines_lie_before_the_meeting(group, by):
    with pytest.raises(MeetingRefused, match="ต้องไม่หลังวันประชุม"):
        drafted(group, by, reply_by=DAY + datetime.timedelta(1))


def test_cancelled_meeting_stays_and_is_told(group, by):
    meeting = called(group, by)

    with pytest.raises(MeetingRefused, match="ใส่เหตุผล"):
        cancel_meeting(meeting, by=by, reason="")
    cancelled = cancel_meeting(meeting, by=by, reason="ไม่ครบองค์ประชุม")

    assert (cancelled.status, cancelled.sequence, Meeting.objects.count()) == ("cancelled", 1, 1)
    for act in (postpone_meeting, cancel_meeting, reopen_agenda):
        with pytest.raises(MeetingRefused):
            act(meeting, by=by, reason="ก")


def test_draft_is_discarded_with_its_papers_and_what_was_referred_waits_again(group, by):
    meeting = drafted(group, by)
    item = add_item(meeting.sections.first(), by=by, title_th="ก")
    add_paper(meeting, by=by, title_th="แผน", upload=upload(pdf(), "แผน.pdf"), item=item)
    ReferralFactory(to_group=group, status="taken_up", item=item)

    discard_meeting(meeting, by=by)

    assert not Meeting.objects.filter(pk=meeting.pk).exists()
    assert Referral.objects.get().item is None
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.object_id) == ("agendas.discard", str(meeting.pk))


def test_called_meeting_is_not_discarded_nor_a_draft_that_a_matter_was_put_off_to(group, by):
    with pytest.raises(MeetingRefused, match="ยกเลิกการประชุมแทน"):
        discard_meeting(called(group, by), by=by)
    draft = drafted(group, by)
    ResolutionFactory(outcome="deferred", deferred_to=draft)
    with pytest.raises(MeetingRefused, match="มีมติเลื่อนเรื่องมา"):
        discard_meeting(draft, by=by)


def test_proposal_goes_onto_the_fixed_agenda_as_a_late_item(group, by):
    meeting = fixed(group, by)
    proposal = meeting.proposals.create(proposed_by="นางสมศรี", title_th="จุดเผา")

    item = take_up_proposal(proposal, by=by, section=meeting.sections.first())

    assert (item.is_late, item.number_label) == (True, "1.2")


def test_number_to_come_is_told_before_it_is_drawn(group, by):
    called(group, by)

    assert next_number(drafted(group, by)) == (2, 2569)
    assert next_number(drafted(group, by, kind="consultation", title_th="ก")) == (None, None)


def test_seats_are_counted_once_however_often_the_roster_is_taken(by):
    group = filled_group(3)
    meeting = called(group, by)

    reschedule_meeting(meeting, by=by, date=datetime.date(2026, 12, 20), reason="ก")

    assert meeting.attendances.count() == 3


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_numbers_asked_for_at_once_are_all_different():
    group, by = WorkgroupFactory(), UserFactory()
    drafts = [drafted(group, by) for _ in range(8)]
    start, problems = threading.Barrier(len(drafts)), []

    def call(draft):
        try:
            start.wait()
            call_meeting(draft, by=by, today=TODAY)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert sorted(Meeting.objects.values_list("number", flat=True)) == list(range(1, 9))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_writers_on_one_agenda_lose_nothing():
    by, section = UserFactory(), SectionFactory()
    ItemFactory(section=section, order=1)
    start, problems = threading.Barrier(8), []

    def write(number):
        try:
            start.wait()
            item = add_item(section, by=by, title_th=f"ผู้เขียน {number}")
            move_item(item, by=by, section=section, place=1)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert sorted(section.items.values_list("order", flat=True)) == list(range(1, 10))
