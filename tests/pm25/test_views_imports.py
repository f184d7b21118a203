"""/pm25/imports/: the ledger, open to everybody, without what is only ours."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from pm25.models import ImportRun, Reject
from tests.pm25.factories import ImportRunFactory, SourceFactory
from tests.pm25.measured import load_reference, running, thai_outside


@pytest.fixture(autouse=True)
def _clock(db):
    load_reference()
    with time_machine.travel("2026-11-20T09:20:00+07:00", tick=False):
        yield


def run(**facts):
    facts = {
        "status": "done",
        "started_at": timezone.now(),
        "finished_at": timezone.now(),
        "sha256": "ab" * 32,
        **facts,
    }
    return ImportRunFactory(**facts)


def page(client, path="/pm25/imports/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_imports_without_a_run_say_what_will_fill_them(client):
    html = page(client)

    assert html.count("ยังไม่เคยนำเข้า") == 2
    assert "ยังไม่มีรอบการนำเข้า" in html


def test_imports_show_the_last_good_run_of_each_feed(client):
    run(new=240, revised=3, rejected=1)
    running(18, hours=0)

    html = page(client)

    assert "นำเข้าสำเร็จล่าสุด 09.20\u00a0น. เพิ่มใหม่ 240 ปรับแก้ 3 ไม่รับ 1" in html
    assert "ค่าใหม่ที่สุดเป็นของเวลา 09.00\u00a0น." in html


def test_imports_show_how_often_a_feed_failed_since(client):
    run(finished_at=timezone.now() - timedelta(hours=5))
    for _hour in range(2):
        run(status="failed", message_th="แหล่งข้อมูลตอบเป็นหน้าเว็บ", message_en="The source answered with a web page.")

    html = page(client)

    assert "ไม่สำเร็จ 2 รอบล่าสุด" in html
    assert html.count("แหล่งข้อมูลตอบเป็นหน้าเว็บ") == 2


def test_imports_list_counts_state_and_hash(client):
    run(new=1, unchanged=22, revised=333, rejected=4444)

    html = page(client)

    assert re.findall(r'data-label="[^"]+">(\d+)</td>', html) == ["1", "22", "333", "4444"]
    assert '<code class="hash">abababababab</code>' in html


def test_imports_leave_out_samples(client):
    sample = run(source=SourceFactory(sample=True), adapter="sample")

    assert "<tbody>" not in page(client)
    assert client.get(f"/pm25/imports/{sample.pk}/").status_code == 404


def test_imports_go_back_in_parts(client):
    runs = [run() for _hour in range(53)]

    first = page(client)
    older = page(client, f"/pm25/imports/?before={runs[3].pk}")

    assert first.count('<th scope="row">') == 50
    assert f'href="?before={runs[3].pk}"' in first
    assert older.count('<th scope="row">') == 3
    assert "รอบที่เก่ากว่า" not in older


@pytest.mark.parametrize("before", ["", "x", "-1", "1e9", "9" * 30, "%00", "๓"])
def test_imports_before_nonsense_is_a_page(client, before):
    run()

    assert client.get("/pm25/imports/", {"before": before}).status_code == 200


def test_imports_in_english_are_english(client):
    run(message_th="ข้อความ")
    run(status="failed", message_th="แหล่งข้อมูลตอบเป็นหน้าเว็บ", message_en="The source answered with a web page.")
    run(status="failed", message_th="ไม่มีคำแปล")

    assert thai_outside(page(client, "/en/pm25/imports/")) == []


def test_imports_read_the_same_rows_whatever_their_number(client, django_assert_max_num_queries):
    run()
    with django_assert_max_num_queries(8) as few:
        page(client)
    for _hour in range(60):
        run()

    with django_assert_max_num_queries(len(few)):
        page(client)


def test_run_lists_what_was_refused_as_text(client):
    bad = run(rejected=1)
    Reject.objects.create(
        run=bad, line=7, reason="not_a_number", message_th="ไม่ใช่ตัวเลข", raw="<script>alert(1)</script>"
    )

    html = page(client, f"/pm25/imports/{bad.pk}/")

    assert "ไม่ใช่ตัวเลข" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)" not in html


def test_run_without_rejects_says_so(client):
    assert "รอบนี้รับข้อมูลทุกค่า" in page(client, f"/pm25/imports/{run().pk}/")


def test_run_lists_rejects_in_parts(client):
    bad = run(rejected=120)
    rejects = [Reject(run=bad, line=line, reason="not_a_number", raw=f"row {line}") for line in range(120)]
    Reject.objects.bulk_create(rejects)
    hundredth = Reject.objects.order_by("id")[99]

    first = page(client, f"/pm25/imports/{bad.pk}/")
    rest = page(client, f"/pm25/imports/{bad.pk}/?after={hundredth.pk}")

    assert first.count('<th scope="row"') == 100
    assert f'href="?after={hundredth.pk}"' in first
    assert rest.count('<th scope="row"') == 20


@pytest.mark.parametrize(
    ("origin", "shown"),
    [
        ("/srv/secret/upload/pcd.csv", "pcd.csv"),
        (
            "https://user:pass@air4thai.pcd.go.th/services/new.php?key=secret",
            "https://air4thai.pcd.go.th/services/new.php",
        ),
    ],
)
def test_run_keeps_folders_and_keys_to_itself(client, origin, shown):
    html = page(client, f"/pm25/imports/{run(origin=origin).pk}/")

    assert f">{shown}<" in html
    assert "secret" not in html
    assert "pass@" not in html


def test_run_that_is_at_work_has_a_page(client):
    at_work = ImportRunFactory()

    assert ImportRun.objects.get().status == "running"
    assert "กำลังนำเข้า" in page(client, f"/pm25/imports/{at_work.pk}/")


@pytest.mark.parametrize("path", ["/pm25/imports/999999/", "/en/pm25/imports/999999/"])
def test_unknown_run_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_run_in_english_is_english(client):
    bad = run(rejected=1, message_th="ข้อความ")
    Reject.objects.create(run=bad, line=7, reason="not_a_number", message_th="ไม่ใช่ตัวเลข", raw="12,5")

    assert thai_outside(page(client, f"/en/pm25/imports/{bad.pk}/")) == []


def test_imports_before_a_number_beyond_all_runs_shows_the_newest(client):
    assert client.get("/pm25/imports/", {"before": "9" * 5000}).status_code == 200
