"""Meetings and resolutions as anybody sees them, in every state."""

import datetime
import io

import feedparser
import pytest
import time_machine
from icalendar import Calendar

from agendas.models import AgendaItem, Meeting, Resolution
from agendas.services.meetings import cancel_meeting, postpone_meeting, reschedule_meeting
from agendas.services.minutes import write_minutes
from agendas.services.reference import load_agendas
from agendas.services.resolutions import add_resolution
from places.services import load_places
from tests.agendas.factories import ActionFactory, ItemFactory, MeetingFactory, ResolutionFactory, holder_of
from tests.agendas.lives import adopted, called, drafted, held, items_of
from workgroups.models import Workgroup
from workgroups.services import load_workgroups

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_new_years_eve():
    with time_machine.travel("2026-12-31T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def facts():
    silent = io.StringIO()
    load_places(silent)
    load_workgroups(silent)
    load_agendas(silent)


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_pilot_meeting_stands_as_the_source_has_it(client, facts):
    meeting = Meeting.objects.get(slug="1-2564", host_group__slug="lampang")
    sections = [(section.number, section.title_th) for section in meeting.sections.all()]
    labels = list(AgendaItem.objects.filter(section__meeting=meeting).values_list("number_label", flat=True))

    page = text_of(client, "/agendas/lampang/1-2564/")

    assert sections == [
        (1, "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"),
        (2, "เรื่องเพื่อทราบ"),
        (3, "เรื่องเพื่อพิจารณา"),
        (4, "เรื่องอื่น ๆ (ถ้ามี)"),
    ]
    assert labels == ["2.1", "2.2", "3"]
    assert meeting.number_inferred
    said = ["เลขครั้งอนุมาน", "ไม่มีรายงานการประชุม", "ไม่ปรากฏในเอกสาร", "จังหวัดปาง", "ข้อมูล ณ 22 มีนาคม 2564"]
    assert [words for words in said if words not in page.replace("\u00a0", " ")] == []
    assert not meeting.attendances.exists()


def test_facts_are_written_once_and_left_alone(facts):
    Meeting.objects.filter(slug="1-2564").update(note_th="แก้โดยเจ้าหน้าที่")

    assert load_agendas() == 0
    assert Meeting.objects.get(slug="1-2564", number=1).note_th == "แก้โดยเจ้าหน้าที่"


def test_originating_decision_leads_to_the_group_and_back(client, facts):
    trace = Resolution.objects.get(meeting__slug="1-2563")
    lampang = Workgroup.objects.get(slug="lampang")

    assert trace.text_th == lampang.origin_text_th
    assert lampang.get_absolute_url() in text_of(client, trace.get_absolute_url())
    assert trace.get_absolute_url() in text_of(client, lampang.get_absolute_url())


def test_consultation_has_a_summary_and_no_number(client, facts):
    page = text_of(client, "/agendas/opdc/2021-05-12/")

    assert all(words in page for words in ("สรุปผลการหารือ", "ความเห็นของที่ประชุม", "นางอารีย์พันธ์ เจริญสุข", "Zoom"))


def test_draft_is_nobodys_but_its_secretarys(client):
    draft = MeetingFactory()

    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(holder_of("member", draft.host_group))
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(holder_of("secretary", draft.host_group))
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_closed_items_and_draft_minutes_never_leak(client):
    meeting = drafted(items=2)
    open_item, closed = items_of(meeting)
    write_minutes(open_item, by=meeting.by, version=open_item.version, minutes_th="ข้อความร่างที่ห้ามเห็น")
    AgendaItem.objects.filter(pk=closed.pk).update(
        visibility="closed", closed_ground_th="มาตรา 15 (2)", title_th="ชื่อเรื่องลับ", brief_th="สรุปลับ"
    )
    draft = add_resolution(open_item, by=meeting.by, outcome="noted", text_th="ร่างมติที่ห้ามเห็น")
    paths = [meeting.get_absolute_url(), "/agendas/", "/agendas/resolutions/", "/agendas/?q=ลับ", "/agendas/?q=ห้ามเห็น"]
    paths += ["/agendas/meetings.atom", "/agendas/resolutions.atom", "/agendas/calendar.ics"]

    pages = "".join(text_of(client, path) for path in paths)

    assert [word for word in ("ข้อความร่างที่ห้ามเห็น", "ชื่อเรื่องลับ", "สรุปลับ", "ร่างมติที่ห้ามเห็น") if word in pages] == []
    assert "มาตรา 15 (2)" in pages
    assert client.get(draft.get_absolute_url()).status_code == 404
    closed_point = closed.resolutions.get()
    assert client.get(closed_point.get_absolute_url()).status_code == 404


def test_join_link_is_for_members_only(client):
    meeting = called(
        date=datetime.date(2027, 1, 20), today=datetime.date(2026, 12, 31), join_url="https://zoom.example/9"
    )

    public = text_of(client, meeting.get_absolute_url()) + text_of(client, "/agendas/calendar.ics")
    client.force_login(holder_of("member", meeting.host_group))

    assert "zoom.example" not in public
    assert "zoom.example" in text_of(client, meeting.get_absolute_url())


def test_states_are_told_in_words(client):
    coming = called(date=datetime.date(2027, 1, 20), today=datetime.date(2026, 12, 31))
    held_one, done = held(), adopted()

    assert "ยังไม่ประชุม" in text_of(client, coming.get_absolute_url())
    assert "รายงานการประชุมยังไม่รับรอง" in text_of(client, held_one.get_absolute_url())
    assert "รับรองรายงานการประชุมเมื่อ" in text_of(client, done.get_absolute_url())


def test_moved_meeting_strikes_the_old_day_and_keeps_its_uid(client):
    today = datetime.date(2026, 12, 31)
    meeting = called(date=datetime.date(2027, 1, 20), today=today)
    before = Calendar.from_ical(client.get("/agendas/calendar.ics").content).walk("VEVENT")[0]

    moved = reschedule_meeting(meeting, by=meeting.by, date=datetime.date(2027, 1, 27), reason="ห้องไม่ว่าง", today=today)
    after = Calendar.from_ical(client.get("/agendas/calendar.ics").content).walk("VEVENT")[0]
    page = text_of(client, moved.get_absolute_url())

    assert "<s>" in page
    assert "ห้องไม่ว่าง" in page
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART") != before.decoded("DTSTART")


def test_old_address_of_a_meeting_without_a_number_leads_on(client):
    today = datetime.date(2026, 12, 31)
    meeting = called(date=datetime.date(2027, 1, 20), today=today, kind="situation", title_th="หมอกควัน", items=0)
    old = meeting.get_absolute_url()
    moved = reschedule_meeting(meeting, by=meeting.by, date=datetime.date(2027, 1, 27), reason="ฝน", today=today)

    answer = client.get(old)

    assert (answer.status_code, answer.url) == (302, moved.get_absolute_url())


def test_cancelled_and_postponed_leave_tombstones(client):
    today = datetime.date(2026, 12, 31)
    off = called(date=datetime.date(2027, 1, 20), today=today)
    cancel_meeting(off, by=off.by, reason="น้ำท่วม")
    later = called(date=datetime.date(2027, 1, 21), today=today)
    postpone_meeting(later, by=later.by, reason="ประธานติดราชการ")

    events = Calendar.from_ical(client.get("/agendas/calendar.ics").content).walk("VEVENT")

    assert "น้ำท่วม" in text_of(client, off.get_absolute_url())
    assert "ประธานติดราชการ" in text_of(client, later.get_absolute_url())
    assert [str(event["STATUS"]) for event in events] == ["CANCELLED", "CANCELLED"]


def test_calendar_of_an_unknown_host_is_not_there(client):
    assert client.get("/agendas/nobody/calendar.ics").status_code == 404
    assert client.get("/agendas/nobody/").status_code == 404


@pytest.mark.parametrize("name", ["meetings", "resolutions"])
def test_feeds_are_read_by_a_reader(client, name):
    adopted()

    answer = client.get(f"/agendas/{name}.atom")
    feed = feedparser.parse(answer.content)

    assert not feed.bozo
    assert len(feed.entries) > 0
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert client.get(f"/agendas/{name}.atom", headers={"if-none-match": answer.headers["ETag"]}).status_code == 304


def test_register_puts_overdue_work_first_and_filters(client):
    point = ResolutionFactory(item__section__meeting__date=datetime.date(2026, 11, 1), text_th="เรื่องที่ล่าช้า")
    point.meeting.status, point.meeting.number, point.meeting.year_be = "held", 7, 2569
    point.meeting.save()
    ActionFactory(resolution=point, group=point.meeting.host_group, due_on=datetime.date(2026, 12, 1))
    adopted()

    page = text_of(client, "/agendas/resolutions/")

    assert "1 จาก 3 มติ มีงานเกินกำหนด" in page
    assert page.index("เรื่องที่ล่าช้า") < page.index("ที่ประชุมมีมติเห็นชอบ")
    assert "เกินกำหนด 1 (นานสุด 30 วัน)" in page
    late = text_of(client, "/agendas/resolutions/?state=overdue")
    assert "ที่ประชุมมีมติเห็นชอบ" not in late
    assert "เรื่องที่ล่าช้า" not in text_of(client, "/agendas/resolutions/?state=done&year=2569")
    assert client.get("/agendas/resolutions/?state=x&year=abc&outcome=zzz&page=999").status_code == 200


def test_search_folds_digits_and_finds_each_kind(client, facts):
    page = text_of(client, "/agendas/?q=ระบบนิเวศ ๒.๕")

    assert "/agendas/lampang/1-2564/" in page
    assert "/agendas/subcommittee-7/1-2563/resolutions/1/" in page
    assert "ไม่พบมติ" in text_of(client, "/agendas/?q=ไม่มีคำนี้แน่นอน")


def test_bad_month_shows_this_one(client):
    assert "ธันวาคม 2569" in text_of(client, "/agendas/?month=2569-99").replace("\u00a0", " ")


def test_pages_ask_a_constant_number_of_questions(client, django_assert_max_num_queries):
    point = ResolutionFactory()
    for _ in range(12):
        ActionFactory(resolution=ResolutionFactory(item=ItemFactory(section=point.item.section)))
    Meeting.objects.filter(pk=point.meeting.pk).update(status="held", number=1, year_be=2569)
    for path, most in (("/agendas/", 8), ("/agendas/resolutions/", 14), (point.meeting.get_absolute_url(), 16)):
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200
