"""The report of a burning where there is no signal: opened, filled in, photographed, and sent once, later."""

import io
import re
import time

import pytest
from PIL import Image

pytestmark = pytest.mark.browser
FORM = "/pm25/burning/report/"
WIDTH = "[document.querySelector('[data-preview] img')].map(image => image.decode().then(() => image.naturalWidth))[0]"
RECORD = re.compile(r"/pm25/burning/\d+/$")
QUEUED = "document.querySelector('[data-status]').textContent.includes('ไม่มีสัญญาณ')"


def photo():
    """A picture larger than the form sends."""
    content = io.BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(content, "JPEG", quality=95)
    return {"name": "fire.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def until(page, condition):
    """Wait for an expression; Playwright's own way evaluates text, which the content policy forbids."""
    deadline = time.monotonic() + 30
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(100)


def ready(page):
    """Wait until the worker rules the page and has kept the form."""
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, f"caches.match('{FORM}').then(copy => copy !== undefined)")


def fill(page, place):
    page.fill("input[name=place_th]", place)
    page.fill("input[name=area_rai]", "12.5")
    page.select_option("select[name=district]", index=1)
    page.select_option("select[name=cause]", index=1)


def count(visitor, place):
    visitor.open("/pm25/burning/records/")
    return visitor.page.locator("ul.rows .meta", has_text=place).count()


def test_report_is_filled_in_without_a_signal_and_sent_exactly_once(visit):
    visitor = visit(390, "officer.lampang@demo.example")
    page, context = visitor.page, visitor.context
    visitor.open(FORM)
    ready(page)
    key = page.input_value("input[name=key]")

    context.set_offline(True)
    page.goto(visitor.server + FORM)
    assert page.input_value("input[name=key]") != key
    assert page.evaluate("getComputedStyle(document.querySelector('.burn-form .btn-x')).minHeight") == "48px"
    fill(page, "บ้านไม่มีสัญญาณ")
    page.set_input_files("input[type=file]", photo())
    page.wait_for_selector("[data-preview]:not(.is-empty)")
    width = page.evaluate(WIDTH)
    page.click(".burn-form button[type=submit]")
    until(page, QUEUED)
    page.reload()
    until(page, QUEUED)
    context.set_offline(False)
    page.wait_for_url(RECORD, timeout=40_000)

    assert width == 1280
    page.wait_for_selector("img.burn-photo")
    assert count(visitor, "บ้านไม่มีสัญญาณ") == 1


def test_second_report_from_the_kept_form_is_another_record(visit):
    visitor = visit(390, "officer.lampang@demo.example")
    page, context = visitor.page, visitor.context
    visitor.open(FORM)
    ready(page)

    for _ in range(2):
        context.set_offline(True)
        page.goto(visitor.server + FORM)
        fill(page, "บ้านสองครั้ง")
        page.click(".burn-form button[type=submit]")
        until(page, QUEUED)
        context.set_offline(False)
        page.wait_for_url(RECORD, timeout=40_000)

    assert count(visitor, "บ้านสองครั้ง") == 2


def test_what_is_kept_holds_no_answers_and_goes_with_the_session(visit):
    visitor = visit(390, "officer.lampang@demo.example")
    page = visitor.page
    visitor.open(FORM)
    ready(page)
    fill(page, "บ้านส่วนตัว")
    page.reload()
    kept = page.evaluate(f"caches.match('{FORM}').then(copy => copy.text())")
    addresses = page.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(cache => cache.keys()))))"
        ".then(all => all.flat().map(request => new URL(request.url).pathname))"
    )

    visitor.context.clear_cookies()
    page.goto(visitor.server + FORM)
    until(page, f"caches.match('{FORM}').then(copy => copy === undefined)")

    assert "บ้านส่วนตัว" not in kept
    forms = {"/pm25/burning/report/", "/pm25/burning/requests/new/"}
    assert {path for path in addresses if not path.startswith("/static/")} == forms
    assert "/accounts/login/" in page.url
