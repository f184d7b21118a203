import datetime

import pytest
import time_machine
from django.test import Client

from agendas.models import Correction, Meeting, Resolution, SectionKind
from agendas.services.minutes import write_minutes
from tests.agendas.lives import DAY, circulated, decided, drafted, frozen, held, items_of, secretary
from tests.workgroups.factories import AgencyFactory, WorkgroupFactory

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}
CHAIR = {"confirmed_by": "นายประธาน ทดสอบ", "on": "16 ธันวาคม 2569", "evidence_th": "ลงนามในร่างมติ"}
NO_WORK = {"work-TOTAL_FORMS": "0", "work-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(datetime.datetime(2026, 12, 30, 2, 0, tzinfo=datetime.UTC), tick=False):
        yield


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(meeting, path=""):
    return f"/agendas/{meeting.host.slug}/{meeting.slug}/record/{path}"


def text(answer):
    return answer.content.decode()


def work(title="จัดทำแผน", due="31 มกราคม 2570", owner=None):
    owner = owner or f"agency-{AgencyFactory().pk}"
    row = {"work-0-title_th": title, "work-0-owner": owner, "work-0-due_on": due}
    return {"work-TOTAL_FORMS": "1", "work-INITIAL_FORMS": "0", **row}


def test_page_shows_items_and_what_is_missing_in_few_queries(django_assert_max_num_queries):
    meeting = held(items=12)
    decided(meeting)
    client = signed_in(meeting.by)

    with django_assert_max_num_queries(40):
        page = text(client.get(at(meeting)))

    assert page.count("data-autosave") == 12
    assert "ไม่มีสิ่งใดค้าง" in page


def test_page_of_a_meeting_to_come_leads_to_the_room():
    meeting = frozen()

    answer = signed_in(meeting.by).get(at(meeting))

    assert answer["Location"] == f"/agendas/{meeting.host.slug}/1-2569/room/"


def test_text_saves_itself_and_counts_versions():
    meeting = held()
    item, client = items_of(meeting)[0], signed_in(meeting.by)

    first = client.post(at(meeting, f"items/{item.pk}/text/"), {"version": 1, "minutes_th": "หารือ"}, **JSON)
    same = client.post(at(meeting, f"items/{item.pk}/text/"), {"version": 1, "minutes_th": "หารือ"}, **JSON)

    assert (first.json(), same.json()) == ({"version": 2}, {"version": 2})
    item.refresh_from_db()
    assert item.minutes_th == "หารือ"


def test_two_secretaries_on_one_item_lose_nothing():
    meeting = held()
    item, other = items_of(meeting)[0], secretary(meeting.host_group)
    write_minutes(item, by=other, version=1, minutes_th="<script>alert(1)</script> ของเขา")
    client, path = signed_in(meeting.by), at(meeting, f"items/{item.pk}/text/")

    by_script = client.post(path, {"version": 1, "minutes_th": "ของฉัน"}, **JSON)
    by_page = client.post(path, {"version": 1, "minutes_th": "ของฉัน"})

    assert by_script.status_code == by_page.status_code == 409
    assert by_script.json()["theirs"] == "<script>alert(1)</script> ของเขา"
    assert by_script.json()["version"] == 2
    page = text(by_page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ของเขา" in page
    assert "ของฉัน</textarea>" in page
    assert 'name="version" value="2"' in page
    client.post(path, {"version": 2, "minutes_th": "ของฉัน"})
    item.refresh_from_db()
    assert (item.minutes_th, item.version) == ("ของฉัน", 3)


def test_resolution_is_typed_with_its_work_and_shown_as_a_draft():
    meeting = held()
    item, client = items_of(meeting)[0], signed_in(meeting.by)
    post = meeting.attendances.first().post
    data = {"outcome": "noted", "text_th": "ที่ประชุมรับทราบ และมอบหมายให้…", **work(owner=f"post-{post.pk}")}

    answer = client.post(at(meeting, f"items/{item.pk}/resolutions/new/"), data)

    assert answer["Location"] == f"{at(meeting)}#item-{item.pk}"
    point = Resolution.objects.get()
    assert (point.outcome, point.is_assigned, point.status) == ("noted", True, "draft")
    assert [(action.title_th, action.owner) for action in point.actions.all()] == [("จัดทำแผน", post)]
    assert "จัดทำแผน" in text(client.get(at(meeting)))


def test_half_filled_work_is_named_at_its_field():
    meeting = held()
    item, client = items_of(meeting)[0], signed_in(meeting.by)
    data = {"outcome": "noted", "text_th": "รับทราบ", **work(due="")}

    answer = client.post(at(meeting, f"items/{item.pk}/resolutions/new/"), data)

    assert answer.status_code == 422
    assert '<a href="#id_work-0-due_on">ใส่กำหนดแล้วเสร็จ</a>' in text(answer)
    assert not Resolution.objects.exists()


def test_sentence_comes_from_the_ticks():
    meeting = held()
    item, client = items_of(meeting)[0], signed_in(meeting.by)
    agency = AgencyFactory(name_th="สำนักงานทรัพยากรธรรมชาติ")
    data = {"outcome": "noted", "text_th": "", **work("จัดทำแผน", owner=f"agency-{agency.pk}")}
    sentence = "ที่ประชุมรับทราบ และมอบหมายให้สำนักงานทรัพยากรธรรมชาติ จัดทำแผน ภายในวันที่ 31 มกราคม 2570"

    by_script = client.post(at(meeting, f"items/{item.pk}/sentence/"), data)
    by_page = client.post(at(meeting, f"items/{item.pk}/resolutions/new/"), data | {"suggest": "1"})

    assert by_script.json() == {"text": sentence}
    assert by_page.status_code == 200
    assert sentence in text(by_page)
    assert "errsum" not in text(by_page)
    assert not Resolution.objects.exists()


def test_sentence_of_a_deferral_names_where_to():
    meeting = held()
    item, client = items_of(meeting)[0], signed_in(meeting.by)

    answer = client.post(at(meeting, f"items/{item.pk}/sentence/"), {"outcome": "deferred", **NO_WORK})

    assert answer.json() == {"text": "ที่ประชุมมีมติให้เลื่อนการพิจารณาไปในการประชุมครั้งต่อไป"}


def test_changed_draft_of_another_writer_is_shown_beside_ones_own():
    meeting = held()
    item, client = items_of(meeting)[0], signed_in(meeting.by)
    client.post(at(meeting, f"items/{item.pk}/resolutions/new/"), {"outcome": "approved", "text_th": "เดิม", **NO_WORK})
    point = Resolution.objects.get()
    path, data = at(meeting, "resolutions/1/"), {"outcome": "approved", "version": 1, **NO_WORK}
    client.post(path, data | {"text_th": "ของเขา"})

    answer = client.post(path, data | {"text_th": "ของฉัน"})

    assert answer.status_code == 409
    assert "ของเขา" in text(answer)
    assert "ของฉัน</textarea>" in text(answer)
    point.refresh_from_db()
    assert point.text_th == "ของเขา"
    assert client.post(path, data | {"text_th": "ของฉัน", "version": 2}).status_code == 302


def test_chair_confirms_and_the_wording_changes_only_with_a_new_word():
    meeting = held(items=1)
    item, client = items_of(meeting)[0], signed_in(meeting.by)
    client.post(at(meeting, f"items/{item.pk}/resolutions/new/"), {"outcome": "approved", "text_th": "เดิม", **NO_WORK})
    client.post(at(meeting, "directives/new/"), {"text_th": "เร่งรัด", "given_by": "ประธาน", **work()})
    point = Resolution.objects.get()
    order = meeting.directives.get()
    assert client.post(at(meeting, "confirm/"), CHAIR).status_code == 422

    client.post(at(meeting, "confirm/"), CHAIR | {"resolutions": [point.pk], "directives": [order.pk]})

    point.refresh_from_db()
    order.refresh_from_db()
    assert (point.status, point.confirmed_by, point.confirmed_on, order.status) == (
        "confirmed",
        "นายประธาน ทดสอบ",
        DAY,
        "confirmed",
    )
    word = {"confirmed_by": "นายประธาน", "confirmed_on": "30 ธันวาคม 2569", "confirmed_evidence_th": "อีเมล"}
    path = at(meeting, "resolutions/1/")
    assert client.post(path, {"text_th": "ใหม่", "version": 2}).status_code == 422
    assert client.post(path, {"text_th": "ใหม่", "version": 2, **word}).status_code == 302
    point.refresh_from_db()
    assert (point.text_th, point.status) == ("ใหม่", "confirmed")
    client.post(at(meeting, "directives/1/drop/"))
    assert meeting.directives.exists()


def test_dissent_and_summary_are_kept_and_escaped():
    meeting = held(items=1)
    decided(meeting)
    client = signed_in(meeting.by)

    client.post(at(meeting, "resolutions/1/dissent/"), {"name": "<i>นาง</i>", "reason_th": "งบไม่พอ"})
    client.post(at(meeting, "resolutions/1/summary/"), {"text_th": "จะลดการเผา"})

    page = text(client.get(at(meeting)))
    assert "&lt;i&gt;นาง&lt;/i&gt;" in page
    assert "จะลดการเผา" in page
    dissent = meeting.resolutions.get().dissents.get()
    client.post(at(meeting, f"dissents/{dissent.pk}/drop/"))
    assert not meeting.resolutions.get().dissents.exists()


def test_life_from_held_to_adopted_by_the_pages():
    meeting = held(items=1)
    decided(meeting)
    client = signed_in(meeting.by)

    client.post(at(meeting, "begin/"))
    early = client.post(at(meeting, "circulate/"), {"corrections_by": "1 ธันวาคม 2569"})
    client.post(at(meeting, "circulate/"), {"corrections_by": "30 ธันวาคม 2569"})
    asked = Correction.objects.create(meeting=meeting, asked_by="นายสมชาย", text_th="แก้คำ")
    blocked = client.get(at(meeting, "adopt/"))
    client.post(at(meeting, f"corrections/{asked.pk}/"), {"status": "accepted", "answer_th": "แก้แล้ว"})
    item = items_of(meeting)[0]
    client.post(at(meeting, f"items/{item.pk}/text/"), {"version": 1, "minutes_th": "แก้แล้ว"})
    data = {"method": "circulation", "on": "30 ธันวาคม 2569", "evidence_th": "หนังสือเวียน"}
    unsaid = client.post(at(meeting, "adopt/"), data)
    client.post(at(meeting, "adopt/"), data | {"with_changes": "on"})

    assert early.status_code == 422
    assert "คำขอแก้ไขร่างรายงานที่ยังไม่ตอบมี 1 เรื่อง" in text(blocked)
    assert "ข้อความต่างจากร่างที่เวียน" in text(unsaid)
    meeting.refresh_from_db()
    assert meeting.status == "adopted"
    page = text(client.get(at(meeting)))
    assert "รับรองรายงานแล้วเมื่อ" in page
    assert "data-autosave" not in page


def test_blockers_are_listed_and_nothing_is_decided_by_closing():
    meeting = held()
    client = signed_in(meeting.by)
    client.post(at(meeting, "begin/"))

    page = text(client.get(at(meeting, "circulate/")))
    answer = client.post(at(meeting, "circulate/"), {"corrections_by": "30 ธันวาคม 2569"})

    assert "วาระ 5.1 “แผนลดฝุ่นข้อที่ 1” ยังไม่มีมติ" in page
    assert answer.status_code == 422
    assert Meeting.objects.get().status == "minutes_draft"


def test_reopening_needs_a_reason():
    meeting = circulated()
    client = signed_in(meeting.by)

    assert client.post(at(meeting, "reopen/"), {"reason": ""}).status_code == 422
    assert client.post(at(meeting, "reopen/"), {"reason": "แก้คำผิด"}).status_code == 302
    assert Meeting.objects.get().status == "minutes_draft"


def test_consultation_ends_with_its_summary_and_takes_no_resolution():
    meeting = held(kind="consultation", title_th="หารือ", items=0)
    client = signed_in(meeting.by)

    empty = client.post(at(meeting, "conclude/"), {"summary_th": "", "conclude": "1"})
    client.post(at(meeting, "conclude/"), {"summary_th": "เห็นพ้องกัน", "conclude": "1"})

    assert empty.status_code == 422
    meeting.refresh_from_db()
    assert (meeting.status, meeting.summary_th, meeting.number) == ("concluded", "เห็นพ้องกัน", None)


def test_situation_meeting_ends_when_its_directives_are_confirmed():
    meeting = held(kind="situation", title_th="ฝุ่นเกินค่า", items=0)
    client = signed_in(meeting.by)
    client.post(at(meeting, "directives/new/"), {"text_th": "งดเผา", "given_by": "ผู้ว่าฯ", **NO_WORK})

    client.post(at(meeting, "conclude/"))
    assert Meeting.objects.get().status == "held"
    client.post(at(meeting, "confirm/"), CHAIR | {"directives": [meeting.directives.get().pk]})
    client.post(at(meeting, "conclude/"))

    assert Meeting.objects.get().status == "concluded"


def test_missing_minutes_are_declared_with_a_reason_and_not_adopted():
    meeting = held()
    client = signed_in(meeting.by)

    client.post(at(meeting, "missing/"), {"reason": ""})
    assert Meeting.objects.get().minutes_missing_th == ""
    client.post(at(meeting, "missing/"), {"reason": "เอกสารสูญหาย"})

    assert "ไม่มีรายงานการประชุม: เอกสารสูญหาย" in " ".join(text(client.get(at(meeting))).split())
    client.post(at(meeting, "begin/"))
    assert Meeting.objects.get().status == "held"


def test_other_groups_secretary_finds_nothing():
    meeting = drafted()
    client = signed_in(secretary(WorkgroupFactory()))
    item = items_of(meeting)[0]

    for path in ("", "closing/", "confirm/", "circulate/", "adopt/", "resolutions/1/", "directives/new/"):
        assert client.get(at(meeting, path)).status_code == 404
    for path in (f"items/{item.pk}/text/", "resolutions/1/drop/", "begin/", "missing/"):
        assert client.post(at(meeting, path), {"version": 1}).status_code == 404


def test_item_of_another_meeting_is_not_written_through_this_one():
    meeting, other = held(), held()
    foreign = items_of(other, SectionKind.FOR_CONSIDERATION)[0]

    answer = signed_in(meeting.by).post(at(meeting, f"items/{foreign.pk}/text/"), {"version": 1, "minutes_th": "x"})

    assert answer.status_code == 404


def test_pages_open_in_english_too():
    meeting = drafted(items=1)
    client, item = signed_in(meeting.by), items_of(meeting)[0]
    client.post(at(meeting, "directives/new/"), {"text_th": "เร่งรัด", "given_by": "ประธาน", **work()})
    paths = ["", "closing/", "confirm/", "circulate/", "adopt/", "resolutions/1/", "resolutions/1/dissent/"]
    paths += ["resolutions/1/summary/", "directives/new/", "directives/1/", f"items/{item.pk}/resolutions/new/"]

    assert {path: client.get(f"/en{at(meeting, path)}").status_code for path in paths} == dict.fromkeys(paths, 200)
