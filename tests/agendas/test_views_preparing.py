"""The task pages of secretaries: the way from a new meeting to the invitation, and that nobody else walks it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agendas.models import AgendaItem, InvitationLetter, Meeting, MeetingRules, Paper, SectionTemplate
from agendas.services.agenda import add_item
from agendas.services.meetings import call_meeting, create_meeting
from agendas.services.papers import add_paper
from tests.agendas.factories import (
    ActionFactory,
    ItemFactory,
    MeetingFactory,
    ProposalFactory,
    ReferralFactory,
    SectionFactory,
    holder_of,
)
from tests.documents.factories import pdf, picture, upload
from tests.workgroups.factories import WorkgroupFactory, filled_group
from workgroups.models import Grant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here_and_now(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(datetime.datetime(2026, 12, 1, 3, tzinfo=datetime.UTC))


@pytest.fixture
def group():
    return filled_group(3, slug="lampang", name_th="คณะทำงานจังหวัดลำปาง")


@pytest.fixture
def secretary(group):
    return holder_of(Grant.Role.SECRETARY, group)


@pytest.fixture
def signed_in(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def meeting(group, secretary):
    return create_meeting(by=secretary, host_group=group, date=datetime.date(2026, 12, 16))


def at(meeting, leaf=""):
    return f"/agendas/{meeting.host.slug}/{meeting.slug}/prepare/{leaf}"


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def main(response):
    return text(response).split("<main")[1].split("</main>")[0]


def test_secretary_makes_a_meeting_of_a_kind_with_the_fields_of_that_kind(signed_in, group):
    first = main(signed_in.get("/agendas/prepare/new/"))
    second = signed_in.get("/agendas/prepare/new/?group=lampang&kind=ordinary")
    third = signed_in.get("/agendas/prepare/new/?group=lampang&kind=situation")

    assert "คณะทำงานจังหวัดลำปาง" in first
    assert ('name="reply_by"' in main(second), 'name="title_th"' in main(second)) == (True, False)
    assert ('name="reply_by"' in main(third), 'name="title_th"' in main(third)) == (False, True)
    told = {"date": "16 ธันวาคม 2569", "starts": "๐๙.๓๐", "ends": "12.00", "mode": "onsite", "venue_th": "ห้องประชุม 1"}
    answer = signed_in.post("/agendas/prepare/new/?group=lampang&kind=ordinary", told)
    made = Meeting.objects.get()
    assert answer.headers["Location"] == at(made)
    assert (made.date, made.starts, made.kind) == (datetime.date(2026, 12, 16), datetime.time(9, 30), "ordinary")


def test_buddhist_year_typed_twice_over_is_refused_in_words_and_what_was_typed_stays(signed_in, group):
    answer = signed_in.post(
        "/agendas/prepare/new/?group=lampang&kind=ordinary", {"date": "16 ธันวาคม 3112", "mode": "onsite"}
    )

    assert answer.status_code == 422
    assert "ปี 3112 อยู่นอกช่วงที่รับ ตรวจปีอีกครั้ง กรอกเป็น พ.ศ. สี่หลัก" in text(answer)
    assert 'value="16 ธันวาคม 3112"' in text(answer)
    assert Meeting.objects.count() == 0


def test_meeting_is_not_made_for_a_past_day_or_with_deadlines_after_it(signed_in, group):
    facts = {"date": "16 ธันวาคม 2569", "reply_by": "17 ธันวาคม 2569", "mode": "onsite"}

    late = signed_in.post("/agendas/prepare/new/?group=lampang&kind=ordinary", facts)
    past = signed_in.post("/agendas/prepare/new/?group=lampang&kind=ordinary", facts | {"date": "16 พ.ย. 2569"})

    assert "กำหนดนี้ต้องไม่หลังวันประชุม" in text(late)
    assert "อยู่นอกช่วงที่รับ" in text(past)


def test_meeting_is_not_made_for_another_group(signed_in):
    WorkgroupFactory(slug="sing-buri")

    answer = signed_in.post("/agendas/prepare/new/?group=sing-buri&kind=ordinary", {"date": "16 ธ.ค. 2569"})

    assert "เลือกคณะทำงานจากรายการ" in text(answer)
    assert Meeting.objects.count() == 0


def test_secretariat_makes_a_consultation_of_an_agency(client, group):
    client.force_login(holder_of(Grant.Role.SECRETARIAT))
    agency = group.posts.first().agency
    address = f"/agendas/prepare/new/?agency={agency.slug}&kind=consultation"

    client.post(address, {"title_th": "หารือ", "date": "16 ธ.ค. 2569", "mode": "onsite", "about": [group.pk]})
    refused = client.get(f"/agendas/prepare/new/?agency={agency.slug}&kind=ordinary")

    made = Meeting.objects.get()
    assert (made.host, list(made.about.all())) == (agency, [group])
    assert "หน่วยงานจัดได้เฉพาะการประชุมหารือ" in text(refused)


def test_list_shows_own_meetings_with_what_waits(signed_in, meeting, group):
    MeetingFactory()
    ProposalFactory(meeting=meeting)
    ReferralFactory(to_group=group)

    page = main(signed_in.get("/agendas/prepare/"))

    assert page.count('/prepare/">') == 1
    assert "มีเรื่องเสนอ 1 เรื่อง" in page
    assert "รอรับ 1" in page


def asked(client, address):
    """How many rows of the database a page asks for."""
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return sum(query["sql"].startswith("SELECT") for query in queries)


def test_list_asks_the_database_as_often_for_many_as_for_one(signed_in, meeting, group):
    asked(signed_in, "/agendas/prepare/")  # the first visit of a session asks once more
    before = asked(signed_in, "/agendas/prepare/")
    for _ in range(5):
        MeetingFactory(host_group=group)

    assert asked(signed_in, "/agendas/prepare/") == before <= 13


def test_page_of_a_meeting_asks_as_often_for_many_items_as_for_one(signed_in, meeting, secretary):
    def fill(count):
        for section in meeting.sections.all():
            for number in range(count):
                item = add_item(section, by=secretary, title_th=f"เรื่อง {number}")
                add_paper(meeting, by=secretary, title_th="แผน", upload=upload(pdf(), "แผน.pdf"), item=item)

    fill(1)
    asked(signed_in, at(meeting))
    before = asked(signed_in, at(meeting))
    fill(4)

    assert asked(signed_in, at(meeting)) == before <= 40


def test_item_is_added_and_moved_by_buttons(signed_in, meeting):
    first, second = meeting.sections.order_by("order")[:2]
    for title in "กข":
        signed_in.post(at(meeting, "items/new/"), {"section": first.pk, "title_th": title, "visibility": "public"})
    a, b = AgendaItem.objects.order_by("order")

    signed_in.post(at(meeting, f"items/{b.pk}/move/"), {"step": "up"})
    assert [item.title_th for item in first.items.order_by("order")] == ["ข", "ก"]
    signed_in.post(at(meeting, f"items/{b.pk}/move/"), {"step": "down"})
    assert [item.title_th for item in first.items.order_by("order")] == ["ก", "ข"]
    answer = signed_in.post(at(meeting, f"items/{a.pk}/move/"), {"step": "to", "section": second.pk}, follow=True)

    assert answer.redirect_chain[0][0] == f"{at(meeting)}#item-{a.pk}"
    assert "ย้าย “ก” ไปเป็นลำดับที่ 1 ของ “เรื่องรับรองรายงานการประชุม” แล้ว" in text(answer)
    assert second.items.get() == a


def test_item_is_dropped_before_the_one_it_was_dragged_to(signed_in, meeting, secretary):
    section = meeting.sections.first()
    a, b, c = (add_item(section, by=secretary, title_th=title) for title in "กขค")

    signed_in.post(at(meeting, f"items/{c.pk}/move/"), {"step": "to", "section": section.pk, "place": "1"})

    assert list(section.items.order_by("order")) == [c, a, b]


def test_section_moves_changes_and_goes(signed_in, meeting):
    first, second = meeting.sections.order_by("order")[:2]

    signed_in.post(at(meeting, f"sections/{second.pk}/move/"), {"step": "up"})
    signed_in.post(at(meeting, f"sections/{first.pk}/"), {"kind": "other", "title_th": "เรื่องใหม่"})
    signed_in.post(at(meeting, "sections/new/"), {"kind": "other", "title_th": "เรื่องเพิ่ม"})
    signed_in.post(at(meeting, f"sections/{second.pk}/remove/"))

    titles = [section.title_th for section in meeting.sections.order_by("order")]
    assert (titles[0], titles[-1], len(titles)) == ("เรื่องใหม่", "เรื่องเพิ่ม", 6)


def test_second_of_two_writers_sees_both_texts_and_saves_after_reading(signed_in, meeting, secretary):
    item = add_item(meeting.sections.first(), by=secretary, title_th="ก")
    address = at(meeting, f"items/{item.pk}/")
    mine = {"title_th": "ของฉัน", "visibility": "public", "version": 1}
    signed_in.post(address, mine | {"title_th": "<b>ของเพื่อน</b>"})

    answer = signed_in.post(address, mine)

    page = main(answer)
    assert answer.status_code == 422
    assert "&lt;b&gt;ของเพื่อน&lt;/b&gt;" in page
    assert ">\nของฉัน</textarea>" in page
    assert 'name="version" value="2"' in page
    assert AgendaItem.objects.get().title_th == "<b>ของเพื่อน</b>"
    assert signed_in.post(address, mine | {"version": 2}).status_code == 302
    assert AgendaItem.objects.get().title_th == "ของฉัน"


def test_item_is_closed_only_with_its_ground(signed_in, meeting, secretary):
    item = add_item(meeting.sections.first(), by=secretary, title_th="ก")
    facts = {"title_th": "ก", "visibility": "closed", "version": 1}

    refused = signed_in.post(at(meeting, f"items/{item.pk}/"), facts)
    signed_in.post(at(meeting, f"items/{item.pk}/"), facts | {"closed_ground_th": "มาตรา 15 (5)"})

    assert "เรื่องที่ไม่เปิดเผยต้องระบุเหตุตามกฎหมาย" in text(refused)
    assert AgendaItem.objects.get().visibility == "closed"


def test_one_click_brings_what_was_left_over_with_the_table_of_actions(signed_in, meeting, group):
    before = MeetingFactory(called=True, host_group=group, status="held", date=datetime.date(2026, 11, 16))
    ActionFactory(resolution__item__section__meeting=before, title_th="ทำแนวกันไฟ")

    offered = main(signed_in.get(at(meeting)))
    answer = signed_in.post(at(meeting, "carry-over/"), follow=True)

    assert "รายงานการประชุมที่ยังไม่รับรอง 1 ครั้ง" in offered
    assert "ยกมาแล้ว 2 เรื่อง" in text(answer)
    assert "ทำแนวกันไฟ" in main(answer)
    assert "เกินกำหนด 15 วัน" in main(answer)
    assert "ยกมาทั้งหมด" not in main(answer)


def test_call_shows_who_is_invited_and_what_is_missing_and_then_invites(signed_in, meeting):
    preview = main(signed_in.get(at(meeting, "call/")))

    assert "การประชุมนี้จะได้เลขครั้งที่ 1/2569" in preview
    assert preview.count('<td class="num">') == 3
    assert "3 ตำแหน่งไม่มีอีเมล" in preview
    answer = signed_in.post(at(meeting, "call/"))
    assert answer.headers["Location"] == "/agendas/lampang/1-2569/prepare/"
    assert Meeting.objects.get().attendances.count() == 3


def test_call_to_a_day_that_is_over_is_refused_on_the_page(signed_in, meeting):
    Meeting.objects.update(date=datetime.date(2026, 11, 20))

    answer = signed_in.post(at(meeting, "call/"))

    assert (answer.status_code, Meeting.objects.get().status) == (422, "draft")
    assert "วันประชุมผ่านไปแล้ว" in text(answer)


STEPS = [
    ("reschedule", {"date": "20 ธ.ค. 2569", "reason": "ประธานติดภารกิจ"}, "called"),
    ("postpone", {"reason": "น้ำท่วม"}, "postponed"),
    ("cancel", {"reason": "น้ำท่วม"}, "cancelled"),
    ("fix", {}, "agenda_frozen"),
]


@pytest.mark.parametrize(("step", "told", "status"), STEPS)
def test_called_meeting_takes_a_step_from_its_page(signed_in, meeting, secretary, step, told, status):
    add_item(meeting.sections.first(), by=secretary, title_th="ก")
    meeting = call_meeting(meeting, by=secretary)

    shown = signed_in.get(at(meeting, f"step/{step}/"))
    answer = signed_in.post(at(meeting, f"step/{step}/"), told)

    assert (shown.status_code, answer.status_code) == (200, 302)
    assert Meeting.objects.get().status == status


def test_step_without_its_reason_or_out_of_turn_is_refused(signed_in, meeting, secretary):
    early = signed_in.get(at(meeting, "step/cancel/"), follow=True)
    meeting = call_meeting(meeting, by=secretary)
    without = signed_in.post(at(meeting, "step/cancel/"), {"reason": ""})

    assert "การประชุมอยู่ในสถานะ “ร่าง” จึงยกเลิกการประชุมไม่ได้" in text(early)
    assert "ใส่เหตุผล" in text(without)
    assert Meeting.objects.get().status == "called"


def test_draft_is_discarded_from_its_page(signed_in, meeting):
    assert signed_in.post(at(meeting, "step/discard/")).headers["Location"] == "/agendas/prepare/"
    assert Meeting.objects.count() == 0


def test_letter_begins_with_the_usual_sentences_and_keeps_what_was_typed(signed_in, meeting):
    Meeting.objects.update(starts=datetime.time(9, 30), venue_th="ห้องประชุม 1")

    page = text(signed_in.get(at(meeting, "letter/")))
    typed = {"number": "ลป 0017.2/ว 123", "dated": "1 ธ.ค. 2569", "body_th": "ข้อความ", "capacity": "on_behalf"}
    refused = signed_in.post(at(meeting, "letter/"), typed)
    signed_in.post(at(meeting, "letter/"), typed | {"for_post": "ผู้ว่าราชการจังหวัดลำปาง"})

    assert "ในวันพุธที่ 16 ธันวาคม 2569 เวลา 09.30 น. ณ ห้องประชุม 1" in page
    assert "ระบุว่าลงนามแทนตำแหน่งใด" in text(refused)
    letter = InvitationLetter.objects.get()
    assert (letter.number, letter.dated, letter.body_th) == ("ลป 0017.2/ว 123", datetime.date(2026, 12, 1), "ข้อความ")


def test_paper_is_handed_in_for_an_item_and_gets_a_newer_version(signed_in, meeting, secretary):
    item = add_item(meeting.sections.first(), by=secretary, title_th="ก")
    facts = {"title_th": "แผน", "secrecy": "normal", "item": item.pk}

    signed_in.post(at(meeting, "papers/new/"), facts | {"file": upload(pdf(), "แผน ๒๕๗๐.pdf")})
    paper = Paper.objects.get()
    signed_in.post(at(meeting, f"papers/{paper.pk}/"), {"file": upload(pdf(b"2"), "แผน.pdf"), "pin": "on"})
    page = main(signed_in.get(at(meeting, f"papers/{paper.pk}/")))

    assert "แผน ๒๕๗๐.pdf" in page
    assert item.item_papers.get().version.number == 2
    first = paper.versions.get(number=1)
    pin = item.item_papers.get()
    signed_in.post(at(meeting, f"papers/{paper.pk}/pin/"), {"step": "pin", "pin": pin.pk, "version": first.pk})
    assert item.item_papers.get().version == first
    signed_in.post(at(meeting, f"papers/{paper.pk}/pin/"), {"step": "detach", "pin": pin.pk})
    signed_in.post(at(meeting, f"papers/{paper.pk}/pin/"), {"step": "attach", "item": item.pk})
    assert item.item_papers.get().version.number == 2


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"secrecy": "normal"}, "เลือกไฟล์ของเอกสาร"),
        ({"secrecy": "secret", "file": pdf(), "register_number": "ล 1"}, "เอาไฟล์ออก"),
        ({"secrecy": "secret"}, "เอกสารลับต้องระบุเลขทะเบียน"),
        ({"secrecy": "normal", "file": b"%PDF-1.7\n<script>1</script>%%EOF"}, "สคริปต์"),
    ],
    ids=["no file", "secret file", "secret without number", "polyglot"],
)
def test_paper_that_cannot_be_taken_is_refused_beside_its_field(signed_in, meeting, facts, said):
    told = {"title_th": "แผน"} | facts
    if "file" in told:
        told["file"] = upload(told["file"], "แผน.pdf")

    answer = signed_in.post(at(meeting, "papers/new/"), told)

    assert answer.status_code == 422
    assert said in main(answer)
    assert Paper.objects.count() == 0


def test_proposal_is_taken_up_or_declined_with_an_answer(signed_in, meeting, secretary):
    meeting = call_meeting(meeting, by=secretary)
    first, second = ProposalFactory(meeting=meeting), ProposalFactory(meeting=meeting)
    section = meeting.sections.first()

    unsaid = signed_in.post(at(meeting, f"proposals/{first.pk}/"), {"decision": "take_up"})
    signed_in.post(at(meeting, f"proposals/{first.pk}/"), {"decision": "take_up", "section": section.pk})
    mute = signed_in.post(at(meeting, f"proposals/{second.pk}/"), {"decision": "decline"})
    signed_in.post(at(meeting, f"proposals/{second.pk}/"), {"decision": "decline", "answer": "พิจารณาแล้ว"})

    assert "เลือกหัวข้อระเบียบวาระ" in text(unsaid)
    assert "ใส่คำตอบ" in text(mute)
    assert sorted(meeting.proposals.values_list("status", flat=True)) == ["declined", "taken_up"]


def test_referral_is_taken_up_answered_and_the_answer_reaches_the_sender(client, signed_in, meeting, group):
    referral = ReferralFactory(to_group=group)
    address = f"/agendas/prepare/referrals/{referral.pk}/"

    signed_in.post(address, {"decision": "take_up", "section": meeting.sections.first().pk})
    signed_in.post(address, {"decision": "answer", "answer": "เห็นชอบ"})

    referral.refresh_from_db()
    assert (referral.status, referral.reply_th, referral.item.meeting) == ("answered", "เห็นชอบ", meeting)
    client.force_login(holder_of(Grant.Role.SECRETARY, referral.resolution.meeting.host_group))
    assert "เห็นชอบ" in main(client.get("/agendas/prepare/referrals/"))
    assert client.get(address).status_code == 404


def test_referral_is_not_put_into_a_meeting_of_another_group(signed_in, group):
    referral, foreign = ReferralFactory(to_group=group), SectionFactory()

    answer = signed_in.post(
        f"/agendas/prepare/referrals/{referral.pk}/", {"decision": "take_up", "section": foreign.pk}
    )

    referral.refresh_from_db()
    assert (answer.status_code, referral.status) == (422, "waiting")


def test_rules_emblem_and_sections_are_settled(signed_in, group):
    address = "/agendas/prepare/rules/lampang/"
    facts = {"part": "rules", "notice_days": 5, "quorum_of": 2, "quorum_in": 3, "correction_days": 7}

    signed_in.post(address, facts | {"emblem_file": upload(picture(), "ตรา.png")})
    shown = signed_in.get(f"{address}emblem/")
    no_picture = signed_in.post(address, facts | {"emblem_file": upload(pdf(), "ตรา.pdf")})
    too_much = signed_in.post(address, facts | {"quorum_of": 4})

    rules = MeetingRules.objects.get()
    assert (rules.notice_days, rules.quorum(10), rules.thai_numerals) == (5, 7, False)
    assert (shown.headers["Content-Type"], b"".join(shown.streaming_content)) == ("image/png", picture())
    assert "ตราต้องเป็นภาพ" in text(no_picture)
    assert "ส่วนขององค์ประชุม" in text(too_much)
    rows = {"part": "sections", "section-TOTAL_FORMS": "3", "section-INITIAL_FORMS": "0"}
    rows |= {"section-0-kind": "other", "section-0-title_th": "สอง", "section-0-order": "2"}
    rows |= {"section-1-kind": "for_information", "section-1-title_th": "หนึ่ง", "section-1-order": "1"}
    signed_in.post(address, rows | {"section-2-kind": "other", "section-2-title_th": ""})
    assert list(SectionTemplate.objects.values_list("order", "title_th")) == [(1, "หนึ่ง"), (2, "สอง")]


PAGES = [
    *("", "facts/", "letter/", "call/", "step/discard/", "items/new/", "items/{item}/", "items/{item}/withdraw/"),
    *("sections/new/", "sections/{section}/", "papers/new/"),
]
DESK = ["/agendas/prepare/", "/agendas/prepare/new/", "/agendas/prepare/referrals/", "/agendas/prepare/rules/lampang/"]
ROLES = [
    (None, 302),
    (Grant.Role.OFFICER, 404),
    (Grant.Role.MEMBER, 404),
    (Grant.Role.MODERATOR, 404),
    (Grant.Role.SECRETARY, 200),
    (Grant.Role.SECRETARIAT, 200),
    (Grant.Role.REVIEWER, 404),
    ("foreign", 404),
]


def known(client, role, group):
    if role == "foreign":
        client.force_login(holder_of(Grant.Role.SECRETARY, WorkgroupFactory()))
    elif role is not None:
        central = role in (Grant.Role.SECRETARIAT, Grant.Role.REVIEWER)
        client.force_login(holder_of(role, None if central else group))


@pytest.mark.parametrize(("role", "expected"), ROLES, ids=str)
def test_only_own_secretaries_and_the_secretariat_find_the_pages(client, meeting, group, role, expected):
    item = ItemFactory(section=meeting.sections.first())
    known(client, role, group)

    leaves = [leaf.format(item=item.pk, section=item.section_id) for leaf in PAGES]
    codes = {leaf: client.get(at(meeting, leaf)).status_code for leaf in leaves}

    assert codes == dict.fromkeys(leaves, expected)
    assert client.get(DESK[-1]).status_code == expected


@pytest.mark.parametrize(("role", "expected"), ROLES, ids=str)
def test_only_own_secretaries_and_the_secretariat_change_anything(client, meeting, group, role, expected):
    item = ItemFactory(section=meeting.sections.first(), title_th="ก")
    known(client, role, group)
    sent = {
        "carry-over/": {},
        f"items/{item.pk}/move/": {"step": "down"},
        f"items/{item.pk}/": {"title_th": "ข", "visibility": "public", "version": 1},
        f"sections/{item.section_id}/move/": {"step": "down"},
        "call/": {},
    }

    codes = {client.post(at(meeting, leaf), told).status_code for leaf, told in sent.items()}

    assert codes == {302 if expected in (200, 302) else 404}
    changed = (AgendaItem.objects.get(pk=item.pk).title_th, Meeting.objects.get().status)
    assert changed == (("ข", "called") if expected == 200 else ("ก", "draft"))


def test_row_of_another_meeting_is_not_found_through_ones_own(signed_in, meeting):
    foreign = ItemFactory()
    paper = Paper.objects.create(meeting=foreign.meeting, title_th="แผน")
    proposal = ProposalFactory()

    leaves = [f"items/{foreign.pk}/", f"items/{foreign.pk}/withdraw/", f"sections/{foreign.section_id}/"]
    leaves += [f"papers/{paper.pk}/", f"proposals/{proposal.pk}/"]

    assert {signed_in.get(at(meeting, leaf)).status_code for leaf in leaves} == {404}
    assert signed_in.post(at(meeting, f"items/{foreign.pk}/move/"), {"step": "up"}).status_code == 404


def test_pages_answer_in_english_too(signed_in, meeting, secretary, group):
    item = add_item(meeting.sections.first(), by=secretary, title_th="เรื่องภาษาไทย")
    facts = {"title_th": "แผน", "upload": upload(pdf(), "แผน.pdf"), "item": item}
    paper = add_paper(meeting, by=secretary, **facts)
    referral, row = ReferralFactory(to_group=group), ProposalFactory(meeting=meeting)
    leaves = ["", "facts/", "call/", "letter/", "items/new/", f"items/{item.pk}/", f"items/{item.pk}/withdraw/"]
    leaves += ["papers/new/", f"papers/{paper.pk}/", f"proposals/{row.pk}/", "sections/new/", "step/discard/"]
    addresses = [at(meeting, leaf) for leaf in leaves] + [*DESK, f"/agendas/prepare/referrals/{referral.pk}/"]

    assert {address: signed_in.get(f"/en{address}").status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )


def test_desk_shows_what_is_to_prepare_to_who_prepares_it_only(client, signed_in, meeting, group):
    ReferralFactory(to_group=group)
    own = main(signed_in.get("/desk/"))
    client.force_login(holder_of(Grant.Role.OFFICER, group))
    other = main(client.get("/desk/"))

    assert at(meeting) in own
    assert "เรื่องที่คณะอื่นส่งมา รอรับ 1 เรื่อง" in own
    assert "เตรียมการประชุม" not in other
