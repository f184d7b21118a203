"""A KPI report on its whole way: opened, reported on a phone, sent back, mended, approved, accepted, published."""

import re

import pytest

from kpis.reference import read

pytestmark = pytest.mark.browser
CODE = "demo-public-answers"


def admin_action(visitor, action):
    """Run an action of the list of cycles on the demonstration's."""
    visitor.open("/secretariat/kpis/cycle/?is_demo__exact=1")
    visitor.page.check("#result_list input.action-select")
    visitor.page.select_option("select[name=action]", action)
    with visitor.page.expect_navigation():
        visitor.page.click("button[name=index], .actions button[type=submit]")


def test_a_report_from_the_opening_of_the_cycle_to_the_public(visit):
    opdc = visit(1280, "opdc@demo.example")
    admin_action(opdc, "close_cycles")
    admin_action(opdc, "open_cycles")

    officer = visit(390, "officer.lampang@demo.example")
    officer.open("/kpis/reports/")
    heading = next(row["short_th"] for row in read("demonstration")["indicators"] if row["code"] == CODE)
    officer.page.click(f"text={heading} · ลำปาง")
    officer.page.wait_for_load_state("networkidle")
    address = re.sub(r"^https?://[^/]+", "", officer.page.url)
    stranger, citizen = visit(390, "officer.singburi@demo.example"), visit(390)

    submit(officer, address, numerator="๑๗", denominator="20")
    assert stranger.open(address) == 404
    public = f"/kpis/{CODE}/lampang/"
    citizen.open(public)
    assert "85.00\u00a0%" not in citizen.page.inner_text("main")

    secretary = visit(1280, "secretary.lampang@demo.example")
    secretary.open(address)
    secretary.page.click("summary:has(#return-h)")
    secretary.page.fill("#return_comment_narrative_th", "บอกจำนวนข้อเสนอที่ยังไม่ตอบ")
    press(secretary, "ส่งกลับ")

    officer.open(address)
    assert "บอกจำนวนข้อเสนอที่ยังไม่ตอบ" in officer.page.inner_text("form.burn-form")
    submit(officer, address, numerator="18", denominator="20", narrative_th="ยังไม่ตอบ 2 ข้อ")

    secretary.open(address)
    secretary.page.fill("#id_approver_name", "ผู้แทนสาธิต")
    secretary.page.fill("#id_reference_th", "บันทึกสาธิต")
    press(secretary, "บันทึกการเห็นชอบ")
    reviewer = visit(1280, "reviewer.opdc@demo.example")
    reviewer.open(address)
    press(reviewer, "รับรองผล")
    opdc.open(address)
    press(opdc, "เผยแพร่")

    citizen.open(public)
    text = citizen.page.inner_text("main")
    assert "ค่าจริง 90.00\u00a0% อยู่ระหว่างระดับ 75 (70.00\u00a0%) กับ 100 (95.00\u00a0%) จึงได้ 95.00" in text
    assert stranger.open(address) == 404
    assert stranger.open(public) == 200


def submit(visitor, address, **typed):
    """Fill the form in and hand it in; its script tells the server and goes on to the answer."""
    visitor.open(address)
    for name, value in typed.items():
        visitor.page.fill(f"#id_{name}", value)
    with visitor.page.expect_navigation():
        visitor.page.click("form.burn-form button[type=submit] >> nth=0")
    visitor.page.wait_for_load_state("networkidle")
    assert "ส่งแล้ว รอตรวจ" in visitor.page.inner_text("main")


def press(visitor, word):
    with visitor.page.expect_navigation():
        visitor.page.click(f"main button[type=submit]:text-is('{word}')")
    assert visitor.page.locator(".errsum:visible").count() == 0


def test_what_is_typed_without_a_signal_is_kept_on_the_device(visit):
    visitor = visit(390, "officer.lampang@demo.example")
    visitor.open("/kpis/reports/")
    visitor.page.click("main .rows a >> nth=0")
    visitor.page.wait_for_load_state("networkidle")

    visitor.context.set_offline(True)
    visitor.page.fill("#id_narrative_th", "เขียนในป่า")
    visitor.page.click("form.burn-form button[type=submit] >> nth=0")
    visitor.page.wait_for_function("document.querySelector('[data-status]').textContent.includes('ไม่มีสัญญาณ')")
    kept = visitor.page.evaluate("Object.values(localStorage).join()")
    visitor.page.evaluate("localStorage.clear()")
    visitor.context.set_offline(False)

    assert "เขียนในป่า" in kept
