import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agendas.models import Meeting
from agendas.queries.agenda import unadopted_before
from agendas.services.past import add_scan, record_past_meeting
from agendas.services.refusals import MeetingRefused
from foundation.documents.services import UploadRefused
from tests.agendas.lives import secretary
from tests.agendas.test_papers import pdf, upload
from tests.workgroups.factories import WorkgroupFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 3, 22)
NUMBER = {"number": 1, "year_be": 2564, "date": DAY}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def group():
    return WorkgroupFactory()


@pytest.fixture
def by(group):
    return secretary(group)


def refused(**facts):
    with pytest.raises(MeetingRefused) as refusal:
        record_past_meeting(**facts)
    return refusal.value.reasons


def adopted(by, group, **facts):
    facts = {"status": "adopted", "adopted_on": datetime.date(2021, 5, 1), "scan": upload(pdf(), "รายงาน.pdf"), **facts}
    return record_past_meeting(by=by, host_group=group, **NUMBER, **facts)


def test_past_meeting_has_its_historic_number_and_scan(by, group):
    agenda = [
        {
            "kind": "for_consideration",
            "title_th": "เรื่องเพื่อพิจารณา",
            "items": [{"title_th": "แผน", "resolutions": [{"outcome": "approved", "text_th": "เห็นชอบ"}]}],
        }
    ]

    meeting = adopted(by, group, agenda=agenda)

    assert (meeting.slug, meeting.status, meeting.is_past_entry) == ("1-2564", "adopted", True)
    version = meeting.minutes_versions.get()
    assert (version.stage, version.sha256) == ("scanned", version.file.sha256)
    assert meeting.resolutions.get().status == "final"
    assert not hasattr(meeting, "adoption")  # nobody told how
    assert [(event.before, event.after) for event in meeting.events.all()] == [("", "adopted")]


def test_missing_minutes_are_declared_with_a_reason_and_wait_for_no_adoption(by, group):
    assert refused(by=by, host_group=group, status="held", **NUMBER) == ["การประชุมที่ไม่มีรายงานต้องแจ้งเหตุที่ไม่มี"]

    meeting = record_past_meeting(
        by=by, host_group=group, status="held", minutes_missing_th="แหล่งข้อมูลไม่มีรายงาน", **NUMBER
    )

    later = Meeting(host_group=group, date=datetime.date(2022, 1, 1))
    assert meeting.status == "held"
    assert list(unadopted_before(later)) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "adopted"}, "ส่งไฟล์สแกน"),
        ({"status": "draft"}, "สถานะสุดท้าย"),
        ({"status": "held", "minutes_missing_th": "x", "year_be": 3107}, "543"),
        ({"status": "held", "minutes_missing_th": "x", "year_be": None}, "ปี พ.ศ."),
        ({"status": "held", "minutes_missing_th": "x", "date": datetime.date(2564, 3, 22)}, "ยังไม่ผ่านไป"),
        ({"status": "concluded"}, "รับรองรายงาน"),
        ({"status": "concluded", "kind": "consultation"}, "สรุปผลการหารือ"),
    ],
)
def test_what_cannot_be_is_refused_in_words(by, group, facts, said):
    reasons = refused(**{"by": by, "host_group": group, **NUMBER, **facts})

    assert said in " ".join(reasons)
    assert not Meeting.objects.exists()


def test_number_is_taken_once(by, group):
    adopted(by, group)

    with pytest.raises(MeetingRefused, match="เลขครั้งนี้แล้ว"):
        adopted(by, group)


def test_scan_is_a_document_by_its_content(by, group):
    with pytest.raises(UploadRefused):
        adopted(by, group, scan=SimpleUploadedFile("รายงาน.pdf", b"MZ not a document"))

    assert not Meeting.objects.exists()


def test_consultation_of_the_past_keeps_its_attendees_for_good(by, group):
    people = [{"name": "นางหนึ่ง", "is_member": False}, {"name": "นายสอง", "is_member": False}]

    meeting = record_past_meeting(
        by=by,
        host_group=group,
        kind="consultation",
        date=DAY,
        status="concluded",
        summary_th="เห็นพ้องกัน",
        attendances=people,
    )

    assert (meeting.slug, meeting.number) == ("2021-03-22", None)
    assert list(meeting.attendances.values_list("name", "is_final")) == [("นางหนึ่ง", True), ("นายสอง", True)]


def test_further_scan_is_kept_beside_the_first(by, group):
    meeting = adopted(by, group)

    add_scan(meeting, by=by, upload=upload(pdf(b"2"), "ใหม่.pdf"))

    assert list(meeting.minutes_versions.values_list("number", flat=True)) == [1, 2]


def test_form_enters_a_past_meeting_and_only_of_ones_own_group(by, group):
    client = Client()
    client.force_login(by)
    data = {"host_group": group.pk, "kind": "ordinary", "number": 1, "year_be": 2564, "date": "22 มีนาคม 2564"}
    data |= {"status": "held", "minutes_missing_th": "ไม่มี"}

    foreign = client.post("/agendas/past/new/", data | {"host_group": WorkgroupFactory().pk})
    own = client.post("/agendas/past/new/", data)

    assert (foreign.status_code, own.status_code) == (422, 302)
    assert client.get(own["Location"]).status_code == 200
    assert client.post("/agendas/past/new/", data).status_code == 422
