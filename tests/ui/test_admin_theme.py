"""The look of the secretariat's pages: our header, no inline style or script, Thai words, names for what has none."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from tests.workgroups.admin_pages import sign_in_secretariat, words
from tests.workgroups.factories import MembershipFactory, ProvinceFactory, filled_group
from tests.workgroups.sheets import csv_file

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(r"\b[A-Za-z]{4,}\b")
NAMES = {"English", "Excel", "HTTPS", "Windows", "XLSX", "https", "lampang", "xlsx"}


@pytest.fixture
def secretary(client, settings):
    return sign_in_secretariat(client, settings)


@pytest.fixture
def group():
    group = filled_group(2, slug="lampang", province=ProvinceFactory(), name_en="")
    for model in (group, *group.posts.all()):
        model.save()
    return group


def pages(group):
    term = group.posts.first().memberships.get()
    yield "/secretariat/"
    yield "/secretariat/workgroups/"
    for name in ("workgroup", "post", "membership", "person", "agency", "grant", "challenge", "appointmentorder"):
        yield f"/secretariat/workgroups/{name}/"
        yield f"/secretariat/workgroups/{name}/add/"
    for obj in (group, term.post, term, term.person, term.post.agency):
        address = f"/secretariat/workgroups/{obj._meta.model_name}/{obj.pk}"
        yield from (f"{address}/change/", f"{address}/history/", f"{address}/delete/")
    for name in ("agency", "person", "membership"):
        yield from (f"/secretariat/workgroups/{name}/import/", f"/secretariat/workgroups/{name}/export/")
    yield f"/secretariat/workgroups/person/{term.person_id}/merge/"
    yield f"/secretariat/workgroups/agency/{term.post.agency_id}/succeed/"
    yield f"/secretariat/workgroups/post/{term.post_id}/seat/"
    yield f"/secretariat/workgroups/workgroup/{group.pk}/end/"


class Findings(HTMLParser):
    """What a strict content policy would block, and what a screen reader could not name."""

    def __init__(self):
        super().__init__()
        self.inline, self.ids, self.headings, self.labels, self.fields, self.label = [], [], 0, set(), [], 0

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.inline.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        self.headings += tag == "h1"
        self.label += tag == "label"
        if tag == "label":
            self.labels.add(given.get("for"))
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "submit"):
            self.fields.append((given.get("id"), given.get("aria-label"), self.label))

    def handle_endtag(self, tag):
        self.label -= tag == "label"

    def nameless(self):
        return [name for name, words, inside in self.fields if not words and not inside and name not in self.labels]


def found(response):
    findings = Findings()
    findings.feed(response.content.decode())
    return findings


def test_every_page_is_clean_for_the_content_policy_and_named(client, secretary, group):
    for page in pages(group):
        response = client.get(page)
        findings = found(response)

        assert response.status_code == 200, page
        assert "'unsafe" not in response["Content-Security-Policy"], page
        assert findings.inline == [], page
        assert findings.headings == 1, page
        assert findings.nameless() == [], page
        assert len(findings.ids) == len(set(findings.ids)), page


def test_every_page_wears_the_portal_and_its_language(client, secretary, group):
    for page in pages(group):
        html = client.get(page).content.decode()

        assert '<html lang="th"' in html, page
        assert "<b>งานเลขานุการ</b>" in html, page
        assert "css/admin.css" in html, page
        assert "dark_mode.css" not in html, page
        assert "theme.js" not in html, page
        assert f'href="/en{page}"' in html, page


def test_no_english_is_left_over_on_thai_pages(client, secretary, group):
    for page in pages(group):
        text = re.sub(r"\S*(https?://|[@/_.])\S*", " ", words(client.get(page)))

        assert set(ENGLISH.findall(text)) - NAMES == set(), page


def test_pages_with_problems_are_clean_too(client, secretary, group):
    refused = client.post("/secretariat/workgroups/agency/add/", {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0})
    file = csv_file(["รหัสหน่วยงาน", "ชื่อ"], ["", ""], ["x", ""])
    bad = client.post(
        "/secretariat/workgroups/agency/import/", {"file": SimpleUploadedFile("bad.csv", file), "encoding": "auto"}
    )

    for response in (refused, bad):
        assert found(response).inline == []
        assert set(ENGLISH.findall(words(response))) - NAMES - {"name", "slug"} <= {"bad"}


def test_english_pages_are_in_english(client, secretary, group):
    response = client.get("/en/secretariat/")

    html = response.content.decode()
    assert '<html lang="en"' in html
    assert 'href="/secretariat/" lang="th" hreflang="th"' in html


def test_years_on_lists_are_buddhist(client, secretary, group):
    MembershipFactory(start="2026-10-01")

    text = words(client.get("/secretariat/workgroups/membership/"))

    assert "1 ต.ค. 2569" in text
    assert re.findall(r"\b20[12]\d\b", text) == []


def test_tables_scroll_in_their_own_named_box(client, secretary, group):
    html = client.get("/secretariat/workgroups/workgroup/").content.decode()

    assert '<div class="results" tabindex="0" role="region" aria-label="ตารางรายการ">' in html


def test_style_sheet_uses_no_other_host_and_the_packaged_font():
    css = (Path(django_settings.BASE_DIR) / "static/css/admin.css").read_text()

    assert "http" not in css
    assert css.count("@fontsource/sarabun") == 4
    assert "prefers-color-scheme" not in css


def test_every_model_in_the_admin_has_thai_names():
    with translation.override("th"):
        names = {
            str(name)
            for model in admin.site._registry
            if model.__module__.split(".")[0] in {"workgroups", "pm25", "places", "foundation"}
            for name in (model._meta.verbose_name, model._meta.verbose_name_plural, model._meta.app_config.verbose_name)
        }

    assert {name for name in names if not re.search("[ก-ฮ]", name)} == set()


def test_start_page_has_a_way_to_every_list(client, secretary):
    html = client.get("/secretariat/").content.decode()

    missing = [
        model.__name__
        for model, page in admin.site._registry.items()
        if page.has_module_permission(_Request(secretary))
        and page.has_view_permission(_Request(secretary))
        and f'href="{reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")}"' not in html
    ]
    assert missing == []


class _Request:
    def __init__(self, user):
        self.user = user
