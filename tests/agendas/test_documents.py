"""The documents of a meeting: exact text in every form, what the public may see of them, and who gets which."""

import io
import re
import unicodedata

import pypdf
import pypdfium2
import pytest
import time_machine
from docx import Document as Word

from agendas import reference
from agendas.models import AgendaItem, Attendance, ElectronicRecord, InvitationLetter, Meeting, MeetingRules
from agendas.papers.agenda import agenda_paper
from agendas.papers.attendance_sheet import attendance_sheet_paper
from agendas.papers.invitation import invitation_paper
from agendas.papers.minutes import minutes_paper
from agendas.papers.readers import Reader
from agendas.queries.minutes import minutes_body
from agendas.services.agenda import add_item
from agendas.services.attendance import record_attendance
from agendas.services.minutes import write_minutes
from agendas.services.reference import load_agendas
from agendas.services.resolutions import add_dissent, add_resolution
from foundation.documents.setting import set_docx, set_pdf
from places.services import load_places
from tests.agendas.factories import holder_of
from tests.agendas.lives import adopted, called, circulated, drafted, held, items_of, seat
from workgroups.services import load_workgroups

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_new_years_eve():
    with time_machine.travel("2026-12-31T09:00:00+07:00", tick=False):
        yield


def squeezed(text):
    """Without white space and with ำ in one form: readers split and join lines as they like."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).replace("\u0e4d\u0e32", "ำ").replace("ํ้า", "้ำ"))


def read(document):
    """The text in the three readers: pypdf, pdfium (what Chromium shows), python-docx."""
    pdf = set_pdf(document)
    word = Word(io.BytesIO(set_docx(document)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    texts = [
        "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages),
        "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)),
        "".join([*(paragraph.text for paragraph in word.paragraphs), *cells]),
    ]
    return [squeezed(text) for text in texts]


def missing(document, *words):
    """Which of `words` one of the readers does not find, each as (reader, words)."""
    return [
        (place, text) for place, found in enumerate(read(document)) for text in words if squeezed(text) not in found
    ]


def test_agenda_says_the_data_word_for_word():
    meeting = called(title_th="การแก้ไขปัญหาฝุ่นละอองขนาดเล็ก (PM 2.5) จังหวัดลำปาง ขั้นต้น โดยผู้ว่าราชการ", venue_th="จังหวัดลำปาง")
    paper = agenda_paper(meeting, reader=Reader.PUBLIC, thai_numerals=False)

    words = [meeting.title_th, "วันพุธที่ 16 ธันวาคม 2569", "ณ จังหวัดลำปาง", "ครั้งที่ 1/2569"]
    words += [f"ระเบียบวาระที่ {n} {s.title_th}" for n, s in enumerate(meeting.sections.all(), 1)]

    assert missing(paper, *words, "5.1 แผนลดฝุ่นข้อที่ 1", "5.2 แผนลดฝุ่นข้อที่ 2") == []


def test_only_item_of_a_section_has_no_number_of_its_own():
    meeting = called(items=1)
    texts = [getattr(block, "text", "") for block in agenda_paper(meeting, reader=Reader.PUBLIC).blocks]

    assert "แผนลดฝุ่นข้อที่ 1" in texts


def test_closed_item_shows_its_ground_and_nothing_else_to_the_public():
    meeting = called()
    section = meeting.sections.get(kind="for_consideration")
    add_item(
        section,
        by=meeting.by,
        title_th="เรื่องลับสุดยอด",
        visibility="closed",
        closed_ground_th="พ.ร.บ. ข้อมูลข่าวสารของราชการ มาตรา 15 (2)",
    )

    public, group, internal = (read(agenda_paper(meeting, reader=seen, thai_numerals=False)) for seen in Reader)

    assert all("เรื่องลับสุดยอด" not in text and "มาตรา15(2)" in text for text in (*public, *group))
    assert all("เรื่องลับสุดยอด" in text for text in internal)


def test_minutes_follow_form_11():
    meeting = held(venue_th="ศาลากลางจังหวัดลำปาง")
    record_attendance(
        seat(meeting, 2),
        by=meeting.by,
        status="substitute",
        substitute_name="นางสาวขวัญ น้ำเพชร",
        substitute_post="นักวิเคราะห์",
    )
    record_attendance(seat(meeting, 3), by=meeting.by, status="present", channel="electronic", identified_by="เห็นหน้า")
    item = items_of(meeting)[0]
    item = write_minutes(item, by=meeting.by, version=item.version, minutes_th="ฝ่ายเลขานุการรายงานขั้นตอน\nที่ประชุมอภิปราย")
    point = add_resolution(item, by=meeting.by, outcome="approved", text_th="ที่ประชุมมีมติเห็นชอบ และมอบหมายให้กำหนดขั้นตอน")
    add_dissent(point, by=meeting.by, name="นายแย้ง ไม่เห็นด้วย", reason_th="งบประมาณไม่พอ")
    paper = minutes_paper(meeting, minutes_body(meeting), reader=Reader.INNER, is_draft=True, thai_numerals=False)

    text = read(paper)[1]
    order = ["รายงานการประชุม", "ครั้งที่1/2569", "เมื่อวันพุธที่16ธันวาคม2569", "ณศาลากลาง", "ผู้มาประชุม", "ผู้ไม่มาประชุม"]
    order += ["ระเบียบวาระที่1", "มติที่ประชุม", "ผู้จดรายงานการประชุม"]
    places = [text.find(squeezed(words)) for words in order]

    assert -1 not in places
    assert places == sorted(places)
    assert (
        missing(
            paper,
            "นางสาวขวัญ น้ำเพชร",
            "นักวิเคราะห์ (แทน)",
            "(ผ่านสื่ออิเล็กทรอนิกส์)",
            "(ติดราชการ)",
            "ที่ประชุมมีมติเห็นชอบ และมอบหมายให้กำหนดขั้นตอน",
            "ความเห็นแย้ง",
            "นายแย้ง ไม่เห็นด้วย: งบประมาณไม่พอ",
        )
        == []
    )


def test_public_minutes_keep_back_electronic_records_and_unwilling_guests():
    meeting = drafted()
    ElectronicRecord.objects.create(meeting=meeting, recording_reference="ตู้ 3 แผ่นที่ 7")
    Attendance.objects.create(
        meeting=meeting, is_member=False, order=99, name="นางไม่ประสงค์ ออกนาม", agency_name="ชุมชนบ้านดง",
        status="present", name_is_public=False,
    )  # fmt: skip
    body = minutes_body(meeting)

    public, internal = (
        "".join(read(minutes_paper(meeting, body, reader=seen, is_draft=False, thai_numerals=False)))
        for seen in (Reader.PUBLIC, Reader.INNER)
    )

    assert [words in public for words in ("นางไม่ประสงค์", "ตู้3แผ่นที่7", "ผู้แทนชุมชนบ้านดง")] == [False, False, True]
    assert [words in internal for words in ("นางไม่ประสงค์", "ตู้3แผ่นที่7")] == [True, True]


def test_invitation_has_its_letter_and_its_reply_form():
    meeting = called(title_th="แผนลดฝุ่น")
    InvitationLetter.objects.create(
        meeting=meeting,
        number="ลป 0017.2/ว 123",
        office_th="สำนักงานจังหวัดลำปาง",
        to_th="คณะทำงานทุกท่าน",
        signatory="นายลงนาม แทนผู้ว่า",
        signatory_post="รองผู้ว่าราชการจังหวัดลำปาง",
        capacity="on_behalf",
        for_post="ผู้ว่าราชการจังหวัดลำปาง",
    )

    paper = invitation_paper(meeting, thai_numerals=False)

    words = ["ที่ ลป 0017.2/ว 123", "คณะทำงานทุกท่าน", "ขอแสดงความนับถือ", "(นายลงนาม แทนผู้ว่า)"]
    words += ["ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดลำปาง", "แบบตอบรับการเข้าร่วมประชุม", "จึงเรียนมาเพื่อโปรดเข้าร่วมประชุม"]
    assert missing(paper, *words) == []
    assert not paper.is_draft


def test_emblem_is_only_the_operators_file():
    meeting = called()

    assert invitation_paper(meeting).blocks[0].emblem == b""
    assert MeetingRules.of(meeting.host_group).emblem is None


def test_attendance_sheet_has_a_row_for_every_seat():
    meeting = called(seats=7)

    tables = [block for block in attendance_sheet_paper(meeting).blocks if block.kind == "table"]

    assert [len(table.rows) for table in tables] == [7, 8]


def address(meeting, leaf):
    return f"/agendas/{meeting.host.slug}/{meeting.slug}/{leaf}"


def test_adopted_minutes_are_for_everybody_and_stay_as_they_were(client):
    meeting = adopted()

    answer = client.get(address(meeting, "minutes.pdf"))
    again = client.get(address(meeting, "minutes.pdf"), headers={"if-none-match": answer.headers["ETag"]})

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert again.status_code == 304
    assert client.get(address(meeting, "minutes.docx")).content[:2] == b"PK"


@pytest.mark.parametrize(
    ("life", "anonymous", "member", "stranger", "secretary"),
    [(called, 404, 404, 404, 404), (drafted, 404, 404, 404, 200), (circulated, 404, 200, 404, 200)],
)
def test_draft_minutes_go_to_those_who_may_read_them(client, life, anonymous, member, stranger, secretary):
    meeting = life()
    path = address(meeting, "minutes.pdf")
    answers = [client.get(path).status_code]
    for user in (holder_of("member", meeting.host_group), holder_of("member", called().host_group), meeting.by):
        client.force_login(user)
        answers.append(client.get(path).status_code)

    assert answers == [anonymous, member, stranger, secretary]


def test_letter_and_sheet_are_not_for_the_public(client):
    meeting = called()
    leaves = ("invitation.pdf", "attendance-sheet.docx")

    assert [client.get(address(meeting, leaf)).status_code for leaf in leaves] == [302, 302]
    client.force_login(holder_of("member", called().host_group))
    assert [client.get(address(meeting, leaf)).status_code for leaf in leaves] == [404, 404]
    client.force_login(meeting.by)
    assert [client.get(address(meeting, leaf)).status_code for leaf in leaves] == [200, 200]


def test_excerpt_of_a_draft_is_nobodys_but_the_secretarys(client):
    meeting = held()
    add_resolution(items_of(meeting)[0], by=meeting.by, outcome="approved", text_th="ที่ประชุมมีมติเห็นชอบ")

    assert client.get(address(meeting, "resolutions/1/excerpt.pdf")).status_code == 404
    client.force_login(meeting.by)
    assert client.get(address(meeting, "resolutions/1/excerpt.pdf")).status_code == 200


def test_excerpt_says_the_text_and_its_state(client):
    meeting = adopted()

    pdf = client.get(address(meeting, "resolutions/1/excerpt.pdf?numerals=arabic")).content
    text = squeezed("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)))

    assert all(squeezed(words) in text for words in ("ที่ประชุมมีมติเห็นชอบ", "รับรองรายงานการประชุมแล้ว", "สำเนามติ"))


def test_officer_gets_no_closed_item(client):
    meeting = called()
    add_item(
        meeting.sections.get(kind="for_consideration"),
        by=meeting.by,
        title_th="เรื่องลับสุดยอด",
        visibility="closed",
        closed_ground_th="พ.ร.บ. ข้อมูลข่าวสารของราชการ มาตรา 15 (2)",
    )
    said = []
    for user in (holder_of("officer", meeting.host_group), holder_of("member", meeting.host_group)):
        client.force_login(user)
        said.append(squeezed(text_of(client.get(address(meeting, "agenda.pdf")).content)))

    assert ["เรื่องลับสุดยอด" in text for text in said] == [False, True]


def test_item_closed_after_adoption_is_kept_back_from_adopted_minutes(client):
    meeting = adopted()
    item = items_of(meeting)[0]
    before = squeezed(text_of(client.get(address(meeting, "minutes.pdf?numerals=arabic")).content))
    AgendaItem.objects.filter(pk=item.pk).update(visibility="closed", closed_ground_th="มาตรา 15 (2)")
    after = squeezed(text_of(client.get(address(meeting, "minutes.pdf?numerals=arabic")).content))

    assert [squeezed(item.title_th) in text for text in (before, after)] == [True, False]


def test_minutes_carry_the_hash_that_the_portal_keeps(client):
    meeting = adopted()
    version = meeting.adoption.version

    shown = squeezed(text_of(client.get(address(meeting, "minutes.pdf")).content))

    assert f"SHA-256{version.sha256[:16]}" in shown


def test_digits_follow_the_rule_of_the_group_unless_asked(client):
    meeting = called()
    path = address(meeting, "agenda.pdf")
    MeetingRules.objects.update_or_create(group=meeting.host_group, defaults={"thai_numerals": False})

    by_rule, asked = (text_of(client.get(path + query).content) for query in ("", "?numerals=thai"))

    assert ["2569" in by_rule, "๒๕๖๙" in by_rule, "๒๕๖๙" in asked] == [True, False, True]


def text_of(pdf):
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_pilot_agenda_is_its_source_word_for_word():
    silent = io.StringIO()
    load_places(silent)
    load_workgroups(silent)
    load_agendas(silent)
    meeting = Meeting.objects.get(host_group__slug="lampang", slug="1-2564")
    fact = next(row for row in reference.read("meetings") if row["key"] == "lampang-1-2564")
    words = [fact["title_th"], "ครั้งที่ 1/2564", "วันจันทร์ที่ 22 มีนาคม 2564", "เวลา 09.30 – 11.30 น.", "ณ จังหวัดลำปาง"]
    for number, section in enumerate(fact["agenda"], 1):
        words.append(f"ระเบียบวาระที่ {number} {section['title_th']}")
        items = section.get("items", ())
        for place, item in enumerate(items, 1):
            own = f"{number}.{place} " if len(items) > 1 else ""
            words.append(f"{own}{item['title_th']} ({item['asks_th']})")

    paper = agenda_paper(meeting, reader=Reader.PUBLIC, thai_numerals=False)

    assert missing(paper, *words) == []
