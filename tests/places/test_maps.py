import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation

from places.models import Province

PAGE = Template("{% load places %}{% province_map items focus=focus size=size label=label points=points %}")


def draw(items, *, focus=None, size="full", label="แผนที่ค่าฝุ่น", points=()):
    text = PAGE.render(Context({"items": items, "focus": focus, "size": size, "label": label, "points": points}))
    return text, ElementTree.fromstring(text.strip())  # noqa: S314 our own text


def items_of(provinces, **callouts):
    return [
        {
            "province": row,
            "css_class": "q4" if row.slug in callouts else "q2",
            "label": f"{row.name_th} 48.3 <µg/m³>",
            "href": f"/provinces/{row.slug}/",
            "callout": callouts.get(row.slug, ""),
            "value": "48.3",
        }
        for row in provinces
    ]


@pytest.fixture
def provinces(loaded):
    return list(Province.objects.light())


def links(svg):
    return list(svg.iter("a"))


def test_map_links_every_province_past_the_tab_key(provinces):
    text, svg = draw(items_of(provinces))

    assert (svg.get("role"), svg.get("aria-label"), svg.get("viewBox")) == ("group", "แผนที่ค่าฝุ่น", "0 0 560 1025")
    assert len(links(svg)) == 77
    assert {link.get("tabindex") for link in links(svg)} == {"-1"}
    lampang = next(link for link in links(svg) if link.get("href") == "/provinces/lampang/")
    assert lampang.get("aria-label") == lampang.find("title").text == "ลำปาง 48.3 <µg/m³>"
    assert svg.findall("path[@class='lake']")
    assert len(text.encode()) < 60_000
    assert re.search(r"\sstyle=|\son\w+=|<script", text) is None


def test_map_needs_two_queries_at_most(provinces, django_assert_num_queries):
    items = items_of(provinces)

    with django_assert_num_queries(1):
        draw(items)


def test_map_calls_out_provinces_beside_the_land(provinces):
    names = {"lampang": "ลำปาง", "sing-buri": "สิงห์บุรี", "chiang-mai": "เชียงใหม่", "chiang-rai": "เชียงราย"}
    names = {slug.replace("-", "_"): name for slug, name in names.items()}
    items = items_of(provinces, **{slug.replace("_", "-"): name for slug, name in names.items()})

    _text, svg = draw(items)

    tags = svg.findall(".//rect[@class='tag']")
    boxes = [[int(tag.get(side)) for side in ("x", "y", "width", "height")] for tag in tags]
    texts = ["".join(node.itertext()) for node in svg.findall(".//text")]
    hot = [link.get("href") for link in links(svg) if "hot" in link.get("class").split()]
    assert sorted(texts) == sorted(f"{name} 48.3" for name in names.values())
    assert links(svg)[-1].get("href") == hot[-1]
    assert len(hot) == 4
    for x, y, width, height in boxes:
        assert 0 <= x <= x + width <= 560
        assert 0 <= y <= y + height <= 1025
    assert len({(x, y) for x, y, _width, _height in boxes}) == 4


def test_map_hatches_what_is_late_and_draws_what_has_no_page(provinces):
    row = provinces[0]

    _text, svg = draw([{"province": row, "css_class": "q0 late", "label": "ข้อมูลเก่า"}], size="small")

    assert svg.find("g[@role='img']").get("aria-label") == "ข้อมูลเก่า"
    assert svg.find("g[@role='img']/path").get("fill") == "url(#map-late-small)"
    assert svg.find("defs/pattern").get("id") == "map-late-small"


def test_map_zooms_to_a_province_among_grey_neighbours(provinces):
    lampang = Province.objects.get(slug="lampang")
    stations = [
        {"lat": 18.2783, "lon": 99.5064, "css_class": "q4", "label": "37t", "href": "/pm25/stations/37t/"},
        {"lat": 7.0, "lon": 100.5, "css_class": "q1", "label": "44t"},
    ]

    text, svg = draw(items_of(provinces), focus=lampang, points=stations)

    classes = [node.get("class") for node in svg.iter() if (node.get("class") or "").startswith("pr ")]
    names = [node.text for node in svg.findall("text[@class='nbname']")]
    assert svg.get("viewBox") == "0 0 560 420"
    assert classes[-1] == "pr q2 hot"
    assert set(classes[:-1]) == {"pr beside"}
    assert {"เชียงใหม่", "แพร่", "ตาก"} <= set(names)
    assert [node.get("aria-label") for node in svg.iter() if "pt " in (node.get("class") or "")] == ["37t"]
    assert len(text.encode()) < 20_000


def test_zoomed_map_speaks_english_on_english_pages(provinces):
    lampang = Province.objects.get(slug="lampang")

    with translation.override("en"):
        _text, svg = draw(items_of(provinces), focus=lampang)

    assert "Chiang Mai" in [node.text for node in svg.findall("text[@class='nbname']")]
