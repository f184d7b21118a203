"""The public head of the chain."""

from html import unescape
from re import sub

import pytest
from django.db import OperationalError
from django.template import Context, Template

from foundation.audit.models import Entry
from foundation.audit.queries import head
from foundation.audit.services import record
from foundation.audit.templatetags.audit import short_hash
from tests.audit import factories

pytestmark = pytest.mark.django_db


def words(response):
    html = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(unescape(sub("<[^>]+>", " ", html)).replace("\u00a0", " ").split())


def test_head_shows_number_hash_and_how_to_check(client):
    entry = record("add", factories.area(), by=factories.user())

    response = client.get("/audit/")

    assert response.status_code == 200
    assert entry.hash in words(response)
    assert "manage.py verify_audit" in words(response)
    assert ("สมศรี" in words(response), "แม่เมาะ" in words(response)) == (False, False)


def test_head_of_an_empty_chain_says_when_there_will_be_one(client):
    assert "ยังไม่มีประวัติการดำเนินการ จะมีเมื่อมีผู้เพิ่มหรือแก้ข้อมูลครั้งแรก" in words(client.get("/audit/"))


HELD = "ตรงกัน รายการลำดับที่ 1 ยังอยู่ในประวัติและมีรหัสยืนยันตามที่จดไว้"


@pytest.mark.parametrize(
    ("seq", "noted", "answer"),
    [
        ("1", str, HELD),
        (" ๑ ", lambda value: value[:12].upper(), HELD),
        ("1", short_hash, HELD),
        ("1", lambda value: f"{value[:20]} - {value[20:]}", HELD),
        ("1", lambda value: "0" * len(value), "ไม่ตรงกัน ไม่พบรายการลำดับที่ 1 ที่มีรหัสยืนยันนี้"),
        ("1,234", str, "ไม่ตรงกัน ไม่พบรายการลำดับที่ 1234 ที่มีรหัสยืนยันนี้"),
        ("1", lambda value: value[:11], "กรอกรหัสอย่างน้อย 12 ตัว ใช้เลข 0-9 และตัวอักษร a-f"),
        ("1", lambda value: "%" * len(value), "กรอกรหัสอย่างน้อย 12 ตัว ใช้เลข 0-9 และตัวอักษร a-f"),
        ("x", str, "กรอกลำดับเป็นตัวเลข เช่น 18,204"),
        ("9" * 19, str, "กรอกลำดับเป็นตัวเลข เช่น 18,204"),
        ("", str, "กรอกลำดับที่จดไว้ เช่น 18,204"),
    ],
)
def test_head_answers_whether_a_noted_hash_is_held(client, seq, noted, answer):
    entry = record("add", factories.area())

    page = words(client.get("/audit/", {"seq": seq, "noted": noted(entry.hash)}))

    assert answer in page


def test_head_takes_no_post(client):
    assert client.post("/audit/").status_code == 405


def test_head_in_english_is_whole(client):
    record("add", factories.area())

    response = client.get("/en/audit/")

    assert response.status_code == 200
    assert head().hash in words(response)


def test_audit_head_in_the_foot_of_a_page(django_assert_num_queries):
    entry = record("add", factories.area())

    with django_assert_num_queries(1):
        text = Template("{% load audit %}{% audit_head %}").render(Context())

    assert "ประวัติการดำเนินการลำดับที่ 1 รหัสยืนยัน" in text
    assert f"<code>{short_hash(entry.hash)}</code>" in text
    assert 'href="/audit/"' in text


def test_audit_head_of_an_empty_chain_is_nothing():
    assert Template("{% load audit %}{% audit_head %}").render(Context()).strip() == ""


def test_audit_head_survives_a_database_that_is_away(monkeypatch):
    monkeypatch.setattr(Entry.objects, "using", broken)

    assert Template("{% load audit %}{% audit_head %}").render(Context()).strip() == ""


def broken(alias):
    raise OperationalError
