"""The pages on which actions are reported, verified, sent back, put off and closed, and who finds them."""

import datetime

import pytest
import time_machine
from django.template import Context, Template
from django.test import RequestFactory

from agendas.models import Action
from agendas.services.actions import report_progress
from tests.agendas.factories import ActionFactory, MeetingFactory, ResolutionFactory, SectionFactory
from tests.agendas.members import group_of, holder, png
from tests.documents.factories import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(datetime.datetime(2026, 12, 1, 3, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def action():
    return ActionFactory(due_on=datetime.date(2026, 12, 15))


def signed_in(client, role, group, **fields):
    user = holder(role, group, **fields)
    client.force_login(user)
    return user


def step(action, name):
    return f"/agendas/actions/{action.pk}/{name}/"


def forms(user, action):
    request = RequestFactory().get("/")
    request.user = user
    template = Template("{% load agendas_members %}{% action_forms action %}")
    return template.render(Context({"action": action, "user": user, "request": request}))


def test_an_officer_reports_with_evidence_and_a_secretary_verifies(client, action):
    signed_in(client, "officer", action.group)
    facts = {"status": "reported_done", "text_th": "ทำแล้ว", "percent": "100", "evidence": upload(png(), "ภาพ.png")}
    assert client.post(step(action, "report"), facts).url == f"/agendas/actions/{action.pk}/"
    assert client.post(step(action, "verify"), {"text_th": "ดูแล้ว"}).status_code == 403

    signed_in(client, "secretary", action.group)
    update = action.updates.get()
    evidence = client.get(step(action, f"evidence/{update.pk}"))
    assert b"".join(evidence.streaming_content) == png()
    client.post(step(action, "verify"), {"text_th": "ลงพื้นที่ดูแล้ว"})

    action.refresh_from_db()
    assert (action.status, action.done_on) == (Action.Status.VERIFIED, datetime.date(2026, 12, 1))


def test_the_reporter_finds_no_way_to_verify(client, action):
    secretary = signed_in(client, "secretary", action.group)
    client.post(step(action, "report"), {"status": "reported_done", "text_th": "ทำแล้ว"})

    for name in ("verify", "send-back"):
        assert client.get(step(action, name)).status_code == 403
        assert client.post(step(action, name), {"text_th": "ดี"}).status_code == 403
    action.refresh_from_db()
    assert action.status == Action.Status.REPORTED_DONE
    assert "ต้องให้เลขานุการคนอื่นตรวจสอบ" in forms(secretary, action)


def test_strangers_find_none_of_it(client, action):
    report_progress(action, by=None, status="in_progress", text_th="ก", evidence=upload(png(), "ภาพ.png"))
    update = action.updates.get()
    signed_in(client, "secretary", group_of())

    for name in ("report", "verify", "send-back", "due", "close", f"evidence/{update.pk}"):
        assert client.get(step(action, name)).status_code == 404
        assert client.post(step(action, name), {"text_th": "ก"}).status_code in (404, 405)


def test_the_file_of_another_action_is_not_reached_through_ones_own(client, action):
    other = ActionFactory()
    report_progress(other, by=None, status="in_progress", text_th="ก", evidence=upload(png(), "ภาพ.png"))
    signed_in(client, "officer", action.group)

    assert client.get(step(action, f"evidence/{other.updates.get().pk}")).status_code == 404


def test_an_action_of_a_closed_item_is_not_there_for_an_officer(client):
    action = ActionFactory(resolution__item__visibility="closed", resolution__item__closed_ground_th="ข้อมูลส่วนบุคคล")
    signed_in(client, "officer", action.group)
    assert client.get(step(action, "report")).status_code == 404
    signed_in(client, "secretary", action.group)
    assert client.get(step(action, "report")).status_code == 200


def test_what_is_refused_stands_on_the_form(client, action):
    signed_in(client, "secretary", action.group)

    late = client.post(step(action, "due"), {"due_on": "1 พฤศจิกายน 2569", "reason_th": "เหตุ"})
    done = client.post(step(action, "report"), {"status": "verified", "text_th": "ก"})

    assert (late.status_code, done.status_code) == (422, 422)
    assert "กำหนดใหม่ต้องไม่เป็นวันที่ผ่านไปแล้ว" in late.content.decode()


def test_a_secretary_moves_the_day_and_closes_by_a_resolution_of_the_group(client, action):
    signed_in(client, "secretary", action.group)
    section = SectionFactory(meeting=MeetingFactory(host_group=action.group, called=True))
    own, foreign = ResolutionFactory(item__section=section), ResolutionFactory()

    client.post(step(action, "due"), {"due_on": "31 ธันวาคม 2569", "reason_th": "รองบประมาณ"})
    assert client.post(step(action, "close"), {"resolution": foreign.pk}).status_code == 422
    client.post(step(action, "close"), {"resolution": own.pk})

    action.refresh_from_db()
    assert (action.due_on, action.status, action.closed_by) == (datetime.date(2026, 12, 31), "cancelled", own)


def test_steps_are_shown_to_those_who_may_take_them(action):
    officer, secretary = holder("officer", action.group), holder("secretary", action.group)

    assert "report/" in forms(officer, action)
    assert "due/" not in forms(officer, action)
    assert "due/" in forms(secretary, action)
    assert forms(holder("officer", group_of()), action).strip() == ""
    Action.objects.filter(pk=action.pk).update(status="verified", done_on=datetime.date(2026, 12, 1))
    action.refresh_from_db()
    assert forms(secretary, action).strip() == ""


def test_anybody_reads_how_far_it_is_but_not_who_reported_nor_the_evidence(client, action):
    officer = holder("officer", action.group)
    report_progress(
        action, by=officer, status="in_progress", text_th="สำรวจแล้ว", percent=30, evidence=upload(png(), "ภาพ.png")
    )

    public = client.get(f"/agendas/actions/{action.pk}/").content.decode()
    client.force_login(officer)
    inside = client.get(f"/agendas/actions/{action.pk}/").content.decode()

    assert all(words in public for words in (action.title_th, "สำรวจแล้ว", "30%", "อยู่ระหว่างดำเนินการ"))
    assert not any(words in public for words in (officer.name, "ภาพ.png", "report/"))
    assert all(words in inside for words in (officer.name, "ภาพ.png", "report/"))


def test_actions_of_drafts_and_closed_items_are_not_there_for_the_public(client):
    draft = ActionFactory(resolution__status="draft", resolution__confirmed_on=None)
    closed = ActionFactory(resolution__item__visibility="closed", resolution__item__closed_ground_th="ข้อมูลส่วนบุคคล")

    for hidden in (draft, closed):
        assert client.get(f"/agendas/actions/{hidden.pk}/").status_code == 404
