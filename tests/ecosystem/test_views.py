"""Pages of the ecosystem: who sees what, and the way from the desk to publication."""

import io

import pytest

from ecosystem.models import Assessment
from ecosystem.services import load_demo_ecosystem, remove_demo_ecosystem, start_assessment, write_answer
from foundation.accounts.services import load_demo_accounts
from workgroups.services import load_demo_workgroups


@pytest.fixture
def signed_in(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


def address(round_, rest=""):
    return f"/ecosystem/lampang/{round_.pk}/{rest}"


def test_index_explains_without_numbers_and_says_whose_levels(client, lampang):
    page = client.get("/ecosystem/").content.decode()

    assert all(words in page for words in ("ความโปร่งใส", "การสร้างวัฒนธรรมองค์กร", "ไม่ใช่เกณฑ์ของสำนักงาน ก.พ.ร."))
    assert "ยังไม่มีผลที่เผยแพร่" in page


def test_draft_is_not_there_for_others(client, signed_in, lampang, round_, person):
    start_assessment(round_, lampang, by=person("officer", "lampang"))

    assert client.get(address(round_)).status_code == 404
    assert client.get("/ecosystem/lampang/").status_code == 404
    assert signed_in(person("officer", "clean-air-law")).get(address(round_)).status_code == 404
    assert signed_in(person("reviewer")).get(address(round_)).status_code == 404


def test_officer_goes_from_the_desk_through_the_components(signed_in, lampang, round_, person):
    client = signed_in(person("officer", "lampang"))
    assert "ประเมินตนเอง" in client.get("/desk/").content.decode()

    begun = client.post(address(round_, "start/"))
    saved = client.post(address(round_, "open_data/"), {"version": 1, "level": "3", "reason_th": "เผยแพร่แล้ว"})

    assert (begun.url, saved.url) == (address(round_), address(round_, "policy_law/"))
    assert "ระดับ 3 เป็นระบบ" in client.get(address(round_)).content.decode().replace("\n", "")


def test_conflict_shows_both_texts(signed_in, lampang, round_, person):
    officer = person("officer", "lampang")
    answer = start_assessment(round_, lampang, by=officer).answers.get(component__key="open_data")
    write_answer(answer, by=officer, version=1, level=2, reason_th="ข้อความของคนแรก")
    client = signed_in(officer)

    page = client.post(address(round_, "open_data/"), {"version": 1, "level": "4", "reason_th": "ข้อความของคนที่สอง"})

    assert page.status_code == 422
    assert all(words in page.content.decode() for words in ("ข้อความของคนแรก", "ข้อความของคนที่สอง"))
    again = client.post(address(round_, "open_data/"), {"version": 2, "level": "4", "reason_th": "ข้อความของคนที่สอง"})
    assert again.status_code == 302


def test_only_the_secretary_hands_in_and_only_a_reviewer_checks(signed_in, lampang, round_, person):
    officer, secretary, reviewer = person("officer", "lampang"), person("secretary", "lampang"), person("reviewer")
    assessment = start_assessment(round_, lampang, by=officer)
    for answer in assessment.answers.all():
        write_answer(answer, by=officer, version=1, level=3, reason_th="มีแล้ว")
    assert signed_in(officer).post(address(round_, "hand-in/")).status_code == 403
    assert signed_in(secretary).post(address(round_, "hand-in/")).status_code == 302
    assert signed_in(secretary).get(address(round_, "check/")).status_code == 404

    client = signed_in(reviewer)
    form = {f"level_{answer.pk}": "2" for answer in assessment.answers.all()}
    assert client.post(address(round_, "check/"), form).status_code == 302
    assert client.post(address(round_, "release/")).status_code == 302

    client.logout()
    page = client.get(address(round_)).content.decode()
    assert "คณะทำงานประเมินตนเอง 3 ผู้ทวนสอบเห็นว่า 2" in page
    assert client.get(address(round_, "open_data/")).status_code == 302


def test_returned_assessment_says_what_to_change(signed_in, lampang, round_, person):
    secretary, reviewer = person("secretary", "lampang"), person("reviewer")
    assessment = start_assessment(round_, lampang, by=secretary)
    for answer in assessment.answers.all():
        write_answer(answer, by=secretary, version=1, level=3, reason_th="มีแล้ว")
    signed_in(secretary).post(address(round_, "hand-in/"))
    client = signed_in(reviewer)
    client.post(address(round_, "send-back/"), {"note_th": ""})
    assert Assessment.objects.get().status == "submitted"

    client.post(address(round_, "send-back/"), {"note_th": "ขอหลักฐานเพิ่ม"})

    assert "ขอหลักฐานเพิ่ม" in signed_in(secretary).get(address(round_)).content.decode()


def test_demonstration_is_marked_and_leaves_wholly(client, settings, lampang, django_assert_max_num_queries):
    settings.DEMO = True
    silent = io.StringIO()
    load_demo_accounts(silent)
    load_demo_workgroups(silent)
    load_demo_ecosystem(silent)

    with django_assert_max_num_queries(8):
        index = client.get("/ecosystem/").content.decode()
    with django_assert_max_num_queries(12):
        page = client.get("/ecosystem/lampang/").content.decode()

    assert "ข้อมูลสาธิต" in index
    assert "ข้อมูลสาธิต" in page
    assert "รอบสาธิตที่ 2" in page
    assert remove_demo_ecosystem() > 0
    assert Assessment.objects.count() == 0
