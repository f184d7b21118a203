"""What people come for, from the first click to the last."""

import pytest

pytestmark = pytest.mark.browser


def test_citizen_finds_the_air_of_mae_mo(visit):
    page = visit(390).page

    page.goto(f"{page_address(visit)}/")
    page.fill("main input[name=q]", "ฝุ่นแม่เมาะ")
    page.press("main input[name=q]", "Enter")
    page.click("text=แม่เมาะ")

    assert "/provinces/lampang/mae-mo/" in page.url
    assert "แม่เมาะ" in page.inner_text("h1")


def page_address(visit):
    return visit(390).server


def test_reader_walks_from_home_to_the_roster_of_a_day_by_keyboard(visit):
    visitor = visit(1280)

    visitor.open("/workgroups/lampang/")
    visitor.page.fill("input[name=on]", "๒๒ มีนาคม ๒๕๖๔")
    visitor.page.press("input[name=on]", "Enter")
    visitor.page.wait_for_load_state()

    assert visitor.page.locator("#roster tbody tr").count() == 19


def test_wrong_date_keeps_what_was_typed_and_says_what_to_do(visit):
    visitor = visit(390)

    visitor.open("/workgroups/lampang/")
    visitor.page.fill("input[name=on]", "31 กุมภาพันธ์ 2564")
    visitor.page.press("input[name=on]", "Enter")
    visitor.page.wait_for_load_state()

    assert visitor.page.input_value("input[name=on]") == "31 กุมภาพันธ์ 2564"
    assert visitor.page.locator(".err, .errorlist").first.inner_text()


def test_skip_link_leads_into_the_page(visit):
    visitor = visit(1280)

    visitor.open("/provinces/lampang/")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")

    assert visitor.page.evaluate("document.activeElement.id") == "main"


def test_staff_signs_in_to_the_secretariat_and_out_again(visit):
    visitor = visit(1280, "opdc@demo.example")

    visitor.open("/secretariat/")
    assert visitor.page.locator("#user-tools").count() == 1
    visitor.page.click("#logout-form button")
    visitor.page.wait_for_load_state()
    visitor.open("/secretariat/")

    assert "/accounts/login/" in visitor.page.url


def test_officer_may_not_enter_the_secretariat(visit):
    visitor = visit(1280, "officer.lampang@demo.example")

    status = visitor.open("/secretariat/")

    assert status == 403 or "/accounts/" in visitor.page.url or visitor.page.locator("#user-tools").count() == 0


def test_reader_zooms_from_years_into_hours(visit):
    visitor = visit(390)
    visitor.open("/pm25/trends/?place=lampang")
    page = visitor.page
    page.wait_for_selector("[data-trend] canvas")

    with page.expect_response(lambda answer: "/pm25/trends/hours.json?" in answer.url) as answer:
        page.focus("[data-span='14']")
        page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[data-status]').textContent.includes('ค่ารายชั่วโมง')")

    assert answer.value.status == 200
    assert "from=" in page.url
    assert "to=" in page.url
    assert page.get_attribute("[data-span='14']", "aria-pressed") == "true"
    assert page.locator("[data-table] tbody tr").count() == 14
    assert visitor.console == []
