"""The words on screen are those of the glossary."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation

from foundation.ui.glossary import terms
from foundation.ui.menu import ENTRIES
from workgroups.models import Grant, Post, Tier, Workgroup

ROOT = Path(settings.BASE_DIR)
SCREEN = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/**/*.py")]
SKIPPED = {".venv", "node_modules", "tests", "migrations", "var"}
COMMENT = re.compile(r'"""[\s\S]*?"""|#.*|\{#.*?#\}')


def screen_files():
    return [path for path in SCREEN if not SKIPPED & set(path.relative_to(ROOT).parts)]


@pytest.mark.parametrize("path", screen_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_refused_word_is_on_screen(path):
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    refused = {word: term.thai for term in terms().values() for word in term.refused}

    assert {word: use for word, use in refused.items() if word in text} == {}


def test_english_of_a_term_is_the_glossary_s():
    with (ROOT / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        messages = [row for row in read_po(file) if isinstance(row.id, str) and not row.context]
    catalogue = {row.id: row.string for row in messages}
    english = {}
    for term in terms().values():
        english.setdefault(term.thai, set()).add(term.english)

    wrong = {
        thai: catalogue[thai] for thai, said in english.items() if catalogue.get(thai) and catalogue[thai] not in said
    }

    assert wrong == {}


@pytest.mark.parametrize(
    ("choices", "prefix"),
    [
        (Tier, "tier"),
        (Workgroup.Kind, "Workgroup.kind"),
        (Post.FilledBy, "Post.filled_by"),
        (Grant.Role, "grant"),
    ],
)
def test_choices_are_named_as_in_the_glossary(choices, prefix):
    with translation.override("th"):
        said = {f"{prefix}.{value}": str(label) for value, label in choices.choices if f"{prefix}.{value}" in terms()}

    assert said == {code: terms()[code].thai for code in said}


def test_menu_is_named_as_in_the_glossary():
    codes = {"pm25:index": "menu.pm25", "portal:provinces": "menu.provinces", "workgroups:index": "menu.workgroups"}
    codes |= {"agendas:index": "menu.agendas", "plans:index": "menu.plans"}

    assert {name: str(label) for name, label, *_others in ENTRIES} == {
        name: terms()[code].thai for name, code in codes.items()
    }
