"""A secretary prepares a meeting: the agenda by drag, by keyboard and without a script, and two who write one item."""

import datetime

import pytest
from django.utils import timezone

from foundation.thai.dates import thai_date

pytestmark = pytest.mark.browser
SECRETARY = "secretary.lampang@demo.example"
TITLES = ["แผนปฏิบัติการ", "เครื่องมือดับไฟป่า", "จุดเผาซ้ำ"]


def send(page):
    with page.expect_navigation():
        page.click("main .prep-form button[type=submit]")


def drafted(visitor):
    """The path of a new draft with three matters for consideration."""
    page = visitor.page
    visitor.open("/agendas/prepare/new/?group=lampang&kind=ordinary")
    page.fill("[name=date]", thai_date(timezone.localdate() + datetime.timedelta(30)))
    page.fill("[name=venue_th]", "ศาลากลางจังหวัดลำปาง")
    send(page)
    path = page.url.removeprefix(visitor.server)
    for title in TITLES:
        visitor.open(f"{path}items/new/")
        page.select_option("[name=section]", label="เรื่องเพื่อพิจารณา")
        page.fill("[name=title_th]", title)
        send(page)
    visitor.open(path)
    return path


def order(page):
    return page.locator("[data-item] .prep-body > a").all_inner_texts()


def test_agenda_is_put_in_order_by_drag_and_by_keyboard_alike(visit):
    visitor = visit(1280, SECRETARY)
    page = visitor.page
    drafted(visitor)
    items = page.locator("[data-item]")

    items.first.scroll_into_view_if_needed()
    with page.expect_navigation():
        items.nth(2).locator(".prep-grip").drag_to(items.first, target_position={"x": 120, "y": 4})
    dragged = order(page)
    items.first.locator("button[value=down]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert dragged == [TITLES[2], TITLES[0], TITLES[1]]
    assert order(page) == [TITLES[0], TITLES[2], TITLES[1]]
    assert "ย้าย “จุดเผาซ้ำ” ไปเป็นลำดับที่ 2" in page.inner_text("[role=status]")
    assert visitor.console == []


def test_second_of_two_writers_reads_both_texts_in_the_browser(visit):
    first, second = visit(1280, SECRETARY), visit(390, SECRETARY)
    path = drafted(first)
    item = first.page.locator("[data-item] .prep-body > a").first.get_attribute("href")
    for visitor, title in ((first, "ของคนแรก"), (second, "ของคนที่สอง")):
        visitor.open(item)
        visitor.page.fill("[name=title_th]", title)

    send(first.page)
    send(second.page)

    both = second.page.inner_text(".prep-conflict")
    assert ("ของคนแรก" in both, "ของคนที่สอง" in both) == (True, True)
    assert second.page.input_value("[name=title_th]") == "ของคนที่สอง"
    assert second.sideways(320) == []
    assert second.accessibility() == []
    send(second.page)
    first.open(path)
    assert order(first.page)[0] == "ของคนที่สอง"
