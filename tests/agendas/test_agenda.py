"""The agenda: order, numbers, late items, two writers, and what is left when something is taken off."""

import pytest
from django.core.exceptions import ValidationError

from agendas.models import AgendaItem, Visibility
from agendas.queries.agenda import labelled, sections_of
from agendas.services.agenda import (
    add_item,
    add_section,
    change_item,
    change_section,
    move_item,
    move_section,
    remove_section,
    withdraw_item,
)
from agendas.services.refusals import Conflict, MeetingRefused
from foundation.audit.models import Entry
from tests.accounts.factories import UserFactory
from tests.agendas.factories import ItemFactory, MeetingFactory, ReferralFactory, SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def meeting():
    return MeetingFactory(called=True)


@pytest.fixture
def section(meeting):
    return SectionFactory(meeting=meeting, order=1)


def titles(section):
    return list(section.items.filter(withdrawn_reason="").order_by("order").values_list("title_th", flat=True))


def frozen(meeting):
    """Write the numbers down, as fixing the agenda does."""
    for section in labelled(sections_of(meeting)):
        section.number = int(section.label)
        section.save()
        for item in section.listed:
            item.number_label = item.label
            item.save()
    meeting.status = "agenda_frozen"
    meeting.save()


def labels(meeting):
    return {item.title_th: item.label for section in labelled(sections_of(meeting)) for item in section.listed}


def test_item_is_added_at_the_end_and_recorded(section, by):
    add_item(section, by=by, title_th="ก")
    item = add_item(section, by=by, title_th="ข", presenter="นางสมศรี")

    assert titles(section) == ["ก", "ข"]
    assert (item.is_late, item.number_label, item.presenter) == (False, "", "นางสมศรี")
    assert Entry.objects.latest("seq").action == "agendas.arrange"


def test_ten_items_are_ordered_by_number_and_not_by_text(meeting, section, by):
    for number in range(1, 12):
        add_item(section, by=by, title_th=f"เรื่อง {number}")

    assert list(labels(meeting).values()) == [f"1.{number}" for number in range(1, 12)]


def test_only_item_of_a_section_goes_by_the_number_of_the_section(meeting, section, by):
    add_item(section, by=by, title_th="ก")

    assert labels(meeting) == {"ก": "1"}


def test_item_moves_within_its_section_and_into_another(meeting, section, by):
    first, second = (add_item(section, by=by, title_th=title) for title in "กข")
    other = SectionFactory(meeting=meeting, order=2)
    ItemFactory(section=other, order=1, title_th="ค")

    move_item(second, by=by, section=section, place=1)
    assert titles(section) == ["ข", "ก"]
    move_item(first, by=by, section=other, place=99)

    assert (titles(section), titles(other)) == (["ข"], ["ค", "ก"])


def test_item_does_not_move_into_another_meeting(section, by):
    item = add_item(section, by=by, title_th="ก")

    with pytest.raises(MeetingRefused, match="การประชุมเดียวกัน"):
        move_item(item, by=by, section=SectionFactory(), place=1)


def test_fixed_agenda_takes_late_items_and_moves_none(meeting, section, by):
    items = [add_item(section, by=by, title_th=title) for title in "กข"]
    frozen(meeting)

    late = add_item(section, by=by, title_th="ค")

    assert (late.is_late, late.number_label) == (True, "1.3")
    with pytest.raises(MeetingRefused, match="ระเบียบวาระสมบูรณ์แล้ว"):
        move_item(items[0], by=by, section=section, place=2)
    with pytest.raises(MeetingRefused, match="ระเบียบวาระสมบูรณ์แล้ว"):
        move_section(section, by=by, place=1)


def test_number_of_a_withdrawn_item_is_not_given_again(meeting, section, by):
    _first, last = (add_item(section, by=by, title_th=title) for title in "กข")
    frozen(meeting)
    withdraw_item(last, by=by, reason="ผู้เสนอขอถอน")

    assert add_item(section, by=by, title_th="ค").number_label == "1.3"


def test_late_item_of_an_empty_section_goes_by_its_section_then_counts(meeting, section, by):
    ItemFactory(section=section)
    empty = SectionFactory(meeting=meeting, order=2)
    frozen(meeting)
    empty.refresh_from_db()

    assert [add_item(empty, by=by, title_th=title).number_label for title in "กข"] == ["2", "2.2"]


@pytest.mark.parametrize("status", ["minutes_circulated", "adopted", "cancelled", "concluded"])
def test_nothing_is_added_once_the_minutes_go_round(meeting, section, by, status):
    meeting.status, meeting.adopted_on = status, meeting.date
    meeting.save()

    with pytest.raises(MeetingRefused, match="เพิ่มเรื่องไม่ได้แล้ว"):
        add_item(section, by=by, title_th="ก")


def test_second_of_two_writers_is_told_and_nothing_is_lost(section, by):
    item = add_item(section, by=by, title_th="ก")
    opened = item.version
    change_item(item, by=by, version=opened, title_th="ของคนแรก")

    with pytest.raises(Conflict) as problem:
        change_item(item, by=by, version=opened, title_th="ของคนที่สอง")

    assert problem.value.theirs.title_th == "ของคนแรก"
    assert AgendaItem.objects.get().title_th == "ของคนแรก"
    change_item(item, by=by, version=problem.value.theirs.version, title_th="ตกลงกันแล้ว")
    assert AgendaItem.objects.get().title_th == "ตกลงกันแล้ว"


def test_item_is_closed_with_its_legal_ground_only(section, by):
    item = add_item(section, by=by, title_th="ก")

    with pytest.raises(ValidationError, match="เหตุตามกฎหมาย"):
        change_item(item, by=by, version=1, visibility=Visibility.CLOSED)
    change_item(item, by=by, version=1, visibility=Visibility.CLOSED, closed_ground_th="มาตรา 15 (5)")
    opened = change_item(item, by=by, version=2, visibility=Visibility.PUBLIC)

    assert opened.closed_ground_th == ""


def test_words_stand_when_minutes_went_round_but_an_item_may_still_be_closed(meeting, section, by):
    item = add_item(section, by=by, title_th="ก")
    meeting.status = "minutes_circulated"
    meeting.save()

    with pytest.raises(MeetingRefused, match="แก้ข้อความ"):
        change_item(item, by=by, version=1, title_th="ข")
    closed = change_item(item, by=by, version=1, title_th="ก", visibility="closed", closed_ground_th="มาตรา 15 (5)")

    assert closed.visibility == "closed"


def test_item_of_a_draft_is_deleted_and_of_a_called_meeting_withdrawn_with_a_reason(section, by):
    draft = add_item(SectionFactory(), by=by, title_th="ก")
    called = add_item(section, by=by, title_th="ข")

    assert withdraw_item(draft, by=by) is None
    with pytest.raises(MeetingRefused, match="ใส่เหตุที่ถอนเรื่อง"):
        withdraw_item(called, by=by, reason=" ")
    withdraw_item(called, by=by, reason="ผู้เสนอขอถอน")

    assert list(AgendaItem.objects.values_list("title_th", "withdrawn_reason")) == [("ข", "ผู้เสนอขอถอน")]


def test_item_of_a_draft_that_a_referral_points_at_stays_with_its_reason(by):
    item = ItemFactory()
    ReferralFactory(status="taken_up", item=item)

    with pytest.raises(MeetingRefused, match="ใส่เหตุที่ถอนเรื่อง"):
        withdraw_item(item, by=by)


def test_nothing_is_withdrawn_after_the_meeting(meeting, section, by):
    item = add_item(section, by=by, title_th="ก")
    meeting.status = "held"
    meeting.save()

    with pytest.raises(MeetingRefused, match="ถอนเรื่องด้วยมติ"):
        withdraw_item(item, by=by, reason="ก")


def test_item_that_somebody_deleted_meanwhile_is_refused_in_words(by):
    item = add_item(SectionFactory(), by=by, title_th="ก")
    withdraw_item(AgendaItem.objects.get(), by=by)

    with pytest.raises(MeetingRefused, match="มีผู้ลบเรื่องนี้ไปแล้ว"):
        change_item(item, by=by, version=1, title_th="ข")


def test_sections_are_added_changed_moved_and_removed_when_empty(meeting, section, by):
    ItemFactory(section=section)
    other = add_section(meeting, by=by, kind="other", title_th="เรื่องอื่น ๆ")
    change_section(other, by=by, title_th="เรื่องอื่น ๆ (ถ้ามี)")
    move_section(other, by=by, place=1)

    assert [(row.order, row.title_th) for row in meeting.sections.order_by("order")] == [
        (1, "เรื่องอื่น ๆ (ถ้ามี)"),
        (2, "เรื่องเพื่อพิจารณา"),
    ]
    with pytest.raises(MeetingRefused, match="ยังมีเรื่องอยู่"):
        remove_section(section, by=by)
    remove_section(other, by=by)
    assert meeting.sections.get() == section
