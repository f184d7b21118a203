"""Papers: hostile files stay out, every version stays in, and each reader gets what is theirs."""

import pytest
from django.core.exceptions import ValidationError

from agendas.models import ItemPaper, Paper, PaperVersion
from agendas.services.papers import add_paper, add_version, attach_paper, detach_paper, pin_version
from agendas.services.refusals import MeetingRefused
from foundation.documents.models import StoredFile
from foundation.documents.services import UploadRefused
from tests.accounts.factories import UserFactory
from tests.agendas.factories import ItemFactory, MeetingFactory, SectionFactory, holder_of
from tests.documents.factories import odd_zip, office, pdf, upload
from tests.workgroups.factories import WorkgroupFactory
from workgroups.models import Grant

pytestmark = pytest.mark.django_db
THAI_NAME = "ระเบียบวาระ ๓.๑ แผนปฏิบัติการ (ฉบับแก้ไข).pdf"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def item():
    return ItemFactory(section=SectionFactory(meeting=MeetingFactory(called=True)))


def handed_in(item, by, name=THAI_NAME):
    return add_paper(item.meeting, by=by, title_th="แผนปฏิบัติการ", upload=upload(pdf(), name), item=item)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_paper_keeps_its_thai_name_and_is_pinned_to_its_item(item, by):
    paper = handed_in(item, by)

    pinned = ItemPaper.objects.get()
    assert (pinned.item, pinned.paper, pinned.is_tabled) == (item, paper, False)
    assert pinned.version.file.name == THAI_NAME
    assert pinned.version.file.content_type == "application/pdf"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF", "แผน.pdf", "สคริปต์"),
        (pdf(b"/JavaScript (x)"), "แผน.pdf", "สคริปต์"),
        (pdf(), "แผน.docx", "ชื่อลงท้ายด้วยอย่างอื่น"),
        (b"\x00" * (20 * 1024 * 1024 + 1), "แผน.pdf", "ไฟล์ใหญ่เกิน 20 MB"),
        (office(parts={"bomb.bin": b"0" * (30 * 1024 * 1024)}), "แผน.docx", "ใหญ่ผิดปกติ"),
        (office(parts={"word/vbaProject.bin": b"x"}), "แผน.docx", "มาโคร"),
        (odd_zip("../../../แผน.xml"), "แผน.docx", "เสีย"),
        (b"", "แผน.pdf", "ไฟล์ว่าง"),
        (b"MZ" + b"\x00" * 50, "แผน.exe", "รับเฉพาะไฟล์"),
    ],
    ids=["polyglot", "script", "wrong ending", "oversized", "zip bomb", "macro", "leads out", "empty", "program"],
)
def test_hostile_file_is_refused_in_words_and_leaves_nothing(item, by, tmp_path, content, name, said):
    with pytest.raises(UploadRefused) as refusal:
        add_paper(item.meeting, by=by, title_th="แผน", upload=upload(content, name), item=item)

    assert said in refusal.value.messages[0]
    assert (Paper.objects.count(), StoredFile.objects.count(), files(tmp_path)) == (0, 0, [])


def test_path_in_a_file_name_is_only_a_name(item, by):
    handed_in(item, by, "../../etc/แผน\u202efdp.pdf")

    assert StoredFile.objects.get().name == "แผนfdp.pdf"


def test_newer_version_leaves_the_older_one_and_its_pin_where_told(item, by):
    paper = handed_in(item, by)

    second = add_version(paper, by=by, upload=upload(pdf(b"2"), "แผน.pdf"), note_th="แก้งบประมาณ", pin=False)

    assert second.number == 2
    assert [version.number for version in paper.versions.all()] == [1, 2]
    assert ItemPaper.objects.get().version.number == 1
    pin_version(ItemPaper.objects.get(), by=by, version=second)
    assert (ItemPaper.objects.get().version.number, ItemPaper.objects.get().is_tabled) == (2, False)


def test_version_pinned_after_the_agenda_was_fixed_is_tabled(item, by):
    paper = handed_in(item, by)
    type(item.meeting).objects.update(status="agenda_frozen")

    add_version(paper, by=by, upload=upload(pdf(b"2"), "แผน.pdf"))

    assert (ItemPaper.objects.get().version.number, ItemPaper.objects.get().is_tabled) == (2, True)


def test_version_of_another_paper_is_not_pinned(item, by):
    handed_in(item, by)
    other = handed_in(ItemFactory(section=item.section), by)

    with pytest.raises(MeetingRefused, match="เอกสารเดียวกัน"):
        pin_version(ItemPaper.objects.get(item=item), by=by, version=other.versions.get())


def test_secret_paper_is_registered_by_number_and_never_uploaded(item, by, tmp_path):
    facts = {"by": by, "title_th": "เอกสารลับ", "secrecy": "confidential", "item": item}

    with pytest.raises(MeetingRefused, match="ไม่ส่งไฟล์เข้าระบบ"):
        add_paper(item.meeting, upload=upload(pdf(), "ลับ.pdf"), register_number="ล 12/2569", **facts)
    with pytest.raises(ValidationError, match="เลขทะเบียน"):
        add_paper(item.meeting, **facts)
    paper = add_paper(item.meeting, register_number="ล 12/2569", **facts)

    assert (paper.register_number, paper.versions.count(), files(tmp_path)) == ("ล 12/2569", 0, [])
    with pytest.raises(MeetingRefused, match="ไม่ส่งไฟล์เข้าระบบ"):
        add_version(paper, by=by, upload=upload(pdf(), "ลับ.pdf"))


def test_paper_of_one_meeting_is_not_put_to_an_item_of_another(item, by):
    with pytest.raises(MeetingRefused, match="การประชุมเดียวกัน"):
        attach_paper(ItemFactory(), handed_in(item, by), by=by)


def test_paper_that_was_on_the_table_stays_there(item, by):
    handed_in(item, by)
    type(item.meeting).objects.update(status="held")

    with pytest.raises(MeetingRefused, match="เอาออกไม่ได้"):
        detach_paper(ItemPaper.objects.get(), by=by)


def test_no_paper_is_taken_once_the_minutes_go_round(item, by):
    type(item.meeting).objects.update(status="minutes_circulated")

    with pytest.raises(MeetingRefused, match="ส่งเอกสารไม่ได้แล้ว"):
        handed_in(item, by)


def paper_address(item, version):
    return f"/agendas/{item.meeting.host.slug}/{item.meeting.slug}/papers/{version.pk}/"


def code(client, address):
    answer = client.get(address)
    b"".join(answer)  # a file is read to its end, which closes it
    return answer.status_code


def test_anybody_reads_the_paper_of_a_public_item_under_its_own_name(client, item, by):
    handed_in(item, by)

    answer = client.get(paper_address(item, PaperVersion.objects.get()))

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == pdf()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


READERS = {
    None: (404, 404),
    Grant.Role.OFFICER: (200, 404),
    Grant.Role.MEMBER: (200, 200),
    Grant.Role.SECRETARY: (200, 200),
    "foreign": (404, 404),
    Grant.Role.SECRETARIAT: (200, 200),
}


@pytest.mark.parametrize(("reader", "expected"), READERS.items(), ids=str)
def test_paper_of_a_closed_item_is_there_for_its_own_readers_only(client, item, by, reader, expected):
    handed_in(item, by)
    version = PaperVersion.objects.get()
    group = item.meeting.host_group
    if reader == "foreign":
        client.force_login(holder_of(Grant.Role.SECRETARY, WorkgroupFactory()))
    elif reader:
        client.force_login(holder_of(reader, None if reader == Grant.Role.SECRETARIAT else group))

    answers = []
    for visibility in ("members", "closed"):
        type(item).objects.update(visibility=visibility, closed_ground_th="มาตรา 15")
        answers.append(code(client, paper_address(item, version)))

    assert tuple(answers) == expected


def test_paper_of_a_draft_a_withdrawn_item_or_an_older_version_is_there_for_who_prepares(client, item, by):
    paper = handed_in(item, by)
    old = PaperVersion.objects.get()
    add_version(paper, by=by, upload=upload(pdf(b"2"), "แผน.pdf"))
    new = paper.versions.get(number=2)
    member, secretary = (holder_of(role, item.meeting.host_group) for role in ("member", "secretary"))

    def answers(version):
        found = []
        for user in (member, secretary):
            client.force_login(user)
            found.append(code(client, paper_address(item, version)))
        return found

    assert answers(old) == [404, 200]
    assert answers(new) == [200, 200]
    type(item).objects.update(withdrawn_reason="ถอน")
    assert answers(new) == [404, 200]
    type(item).objects.update(withdrawn_reason="")
    type(item.meeting).objects.update(status="draft")
    assert answers(new) == [404, 200]


def test_paper_is_not_found_through_another_meeting(client, item, by):
    handed_in(item, by)
    other = ItemFactory(section=SectionFactory(meeting=MeetingFactory(called=True)))

    assert code(client, paper_address(other, PaperVersion.objects.get())) == 404
