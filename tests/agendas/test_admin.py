"""The secretariat's pages of meetings: lists, the same services behind buttons, and decisions that nobody deletes."""

import datetime

import pytest
from django.db.models import ProtectedError

from agendas.models import Attendance, Meeting, MeetingRules
from agendas.services.agenda import add_item
from agendas.services.meetings import call_meeting, create_meeting
from foundation.audit.models import Entry
from tests.accounts.factories import UserFactory
from tests.agendas.factories import ActionFactory, MeetingFactory, ReferralFactory, ResolutionFactory
from tests.workgroups.admin_pages import rows, sign_in_secretariat, words
from tests.workgroups.factories import MembershipFactory, WorkgroupFactory, filled_group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(datetime.datetime(2026, 12, 1, 3, tzinfo=datetime.UTC))


@pytest.fixture
def staff(client, settings):
    return sign_in_secretariat(client, settings)


@pytest.fixture
def draft():
    group = filled_group(3, name_th="คณะทำงานจังหวัดลำปาง")
    return create_meeting(by=UserFactory(), host_group=group, date=datetime.date(2026, 12, 16))


def page(model, leaf="", **filters):
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"/secretariat/agendas/{model}/{leaf}" + (f"?{query}" if query else "")


def test_meetings_are_listed_found_and_filtered(client, staff, draft, settings):
    MeetingFactory(called=True, host_group__name_th="คณะทำงานจังหวัดสิงห์บุรี")

    everything = rows(client.get(page("meeting")))
    found = rows(client.get(page("meeting", q="สิงห์บุรี 1-2569")))
    drafts = rows(client.get(page("meeting", status__exact="draft")))

    assert len(everything) == 2
    assert [row[2:5] for row in found] == [["คณะทำงานจังหวัดสิงห์บุรี", "การประชุม", "เชิญประชุมแล้ว"]]
    assert [row[2] for row in drafts] == ["คณะทำงานจังหวัดลำปาง"]


@pytest.mark.parametrize("model", ["resolution", "action", "referral", "meeting"])
def test_registers_ask_as_often_for_many_as_for_one(client, staff, model, django_assert_max_num_queries):
    for _ in range(6):
        referral = ReferralFactory()
        ActionFactory(resolution=ResolutionFactory(item=referral.resolution.item))

    with django_assert_max_num_queries(22):
        assert len(rows(client.get(page(model)))) >= 6


@pytest.mark.parametrize("model", ["meeting", "resolution", "directive", "action", "referral"])
def test_nothing_of_a_register_is_added_changed_or_deleted_in_the_admin(client, staff, draft, model):
    referral = ReferralFactory()
    action = ActionFactory(resolution=referral.resolution)
    directive = draft.directives.create(number=1, text_th="ก", given_by="ประธาน")
    found = {"meeting": draft, "resolution": referral.resolution, "directive": directive}
    row = (found | {"action": action, "referral": referral})[model]

    shown = client.get(page(model, f"{row.pk}/change/"))

    assert shown.status_code == 200
    assert 'name="_save"' not in shown.content.decode()
    assert client.get(page(model, "add/")).status_code == 403
    assert client.post(page(model, f"{row.pk}/delete/"), {"post": "yes"}).status_code == 403


def test_meeting_is_called_from_the_admin_after_seeing_who_is_invited(client, staff, draft):
    address = page("meeting", f"{draft.pk}/call/")

    preview = client.post(address, {"preview": "1"})
    assert "เชิญ 3 ตำแหน่ง" in words(preview)
    assert Meeting.objects.get().status == "draft"
    client.post(address, {"confirm": "1"})

    meeting = Meeting.objects.get()
    assert (meeting.status, meeting.slug, meeting.attendances.count()) == ("called", "1-2569", 3)


def test_refusal_of_the_service_is_said_on_the_task_page(client, staff, draft):
    Meeting.objects.update(date=datetime.date(2026, 11, 20))

    answer = client.post(page("meeting", f"{draft.pk}/call/"), {"preview": "1"})

    assert "วันประชุมผ่านไปแล้ว" in words(answer)
    assert 'name="confirm"' not in answer.content.decode()


def test_called_meeting_is_moved_and_cancelled_by_the_same_services(client, staff, draft):
    meeting = call_meeting(draft, by=staff)
    add_item(meeting.sections.first(), by=staff, title_th="ก")
    told = {"date": "20 ธ.ค. 2569", "reason": "ประธานติดภารกิจ", "confirm": "1"}

    client.post(page("meeting", f"{meeting.pk}/step/reschedule/"), told)
    moved = Meeting.objects.get()
    client.post(page("meeting", f"{meeting.pk}/step/cancel/"), {"reason": "น้ำท่วม", "confirm": "1"})

    assert (moved.date, moved.sequence) == (datetime.date(2026, 12, 20), 1)
    assert Meeting.objects.get().status == "cancelled"
    assert client.get(page("meeting", f"{meeting.pk}/step/cancel/")).status_code == 404
    assert client.get(page("meeting", f"{meeting.pk}/step/discard/")).status_code == 404


def test_buttons_are_those_of_the_state(client, staff, draft):
    before = client.get(page("meeting", f"{draft.pk}/change/")).content.decode()
    call_meeting(draft, by=staff)
    after = client.get(page("meeting", f"{draft.pk}/change/")).content.decode()

    assert f"/meeting/{draft.pk}/call/" in before
    assert f"/meeting/{draft.pk}/step/cancel/" not in before
    assert f"/meeting/{draft.pk}/step/cancel/" in after
    assert "/agendas/" in after


def test_rules_are_saved_by_the_service_and_recorded_once(client, staff):
    group = WorkgroupFactory()
    facts = {"group": group.pk, "notice_days": 5, "quorum_of": 1, "quorum_in": 3, "correction_days": 10}

    client.post(page("meetingrules", "add/"), facts)
    rules = MeetingRules.objects.get()
    client.post(page("meetingrules", f"{rules.pk}/change/"), facts | {"notice_days": 7})

    assert MeetingRules.objects.get().notice_days == 7
    assert list(Entry.objects.order_by("seq").values_list("action", flat=True)) == ["agendas.change"] * 2


def test_share_above_one_is_refused(client, staff):
    facts = {"notice_days": 5, "quorum_of": 4, "quorum_in": 3, "correction_days": 10}

    answer = client.post(page("meetingrules", "add/"), facts | {"group": WorkgroupFactory().pk})

    assert "ส่วนขององค์ประชุม" in words(answer)


def test_person_in_adopted_minutes_is_not_deleted_and_the_page_says_why(client, staff):
    term = MembershipFactory(person__title_th="นาย", person__name_th="สมชาย ใจดี")
    meeting = MeetingFactory(
        called=True, host_group=term.post.group, status="adopted", adopted_on=datetime.date(2026, 12, 20)
    )
    Attendance.objects.create(meeting=meeting, post=term.post, person=term.person, name="สมชาย ใจดี", status="present")
    term.person.memberships.all().delete()
    address = f"/secretariat/workgroups/person/{term.person.pk}/delete/"

    asked = words(client.get(address))
    client.post(address, {"post": "yes"})

    assert "ลบบุคคล “นายสมชาย ใจดี” ไม่ได้" in asked
    assert "เพราะมีรายการต่อไปนี้อ้างถึงอยู่" in asked
    assert "การเข้าประชุม: สมชาย ใจดี" in asked
    assert type(term.person).objects.filter(pk=term.person.pk).exists()
    assert Attendance.objects.get().name == "สมชาย ใจดี"


def test_group_seat_and_meeting_with_decisions_are_protected_in_the_database():
    action = ActionFactory()
    meeting = action.resolution.meeting

    for row in (meeting.host_group, action.resolution, action.resolution.item, meeting):
        with pytest.raises(ProtectedError):
            row.delete()


def test_start_page_groups_meetings(client, staff):
    assert "การประชุมและมติ" in words(client.get("/secretariat/"))
