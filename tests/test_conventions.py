"""The house rules, run: sizes, names, one word from address to template, branches on the database in their place."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, get_resolver

ROOT = Path(settings.BASE_DIR)
HOUSE = ["config", "portal", "kpis", "ecosystem", "plans", "agendas", "pm25", "workgroups", "places", "foundation"]
SOURCES = [path for room in HOUSE for path in (ROOT / room).rglob("*.py")]
TESTS = list((ROOT / "tests").rglob("*.py"))
TEMPLATES = list((ROOT / "templates").rglob("*.html"))
OWN_APPS = [config for config in apps.get_app_configs() if config.name.split(".")[0] in HOUSE]
VENDOR_BRANCHES = re.compile(
    r"^(foundation/audit/triggers\.py|workgroups/constraints\.py|pm25/importers/store_\w+\.py|opendata/downloads\.py"
    r"|portal/(backups|doctor|checks)\.py|.*/migrations/\w+\.py)$"
)
REFUSED_NAMES = {"utils", "helpers", "misc", "common", "base"}


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [path for path in SOURCES if "migrations" not in path.parts], ids=name)
def test_source_file_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_test_file_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 1000


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_is_short_and_without_inline_style_or_script(path):
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 200
    assert re.findall(r'\sstyle="|\son\w+="|<script>|<style|\|safe\b|javascript:', text) == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_branches_on_the_database_stand_where_they_belong(path):
    text = path.read_text(encoding="utf-8")

    assert "connection.vendor" not in text or VENDOR_BRANCHES.match(name(path))


def test_no_room_is_named_for_nothing():
    assert [name(path) for path in SOURCES if path.stem in REFUSED_NAMES] == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_stand_at_the_top(path):
    if path.name == "apps.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = [
        statement.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in ast.walk(function)
        if isinstance(statement, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


@pytest.mark.parametrize("config", OWN_APPS, ids=lambda config: config.name)
def test_relations_have_a_name_back_and_models_an_order(config):
    nameless, unordered = [], []
    for model in config.get_models():
        if model._meta.auto_created:
            continue
        if not model._meta.ordering:
            unordered.append(model.__name__)
        for field in model._meta.get_fields():
            own = (
                field.concrete
                and field.model is model
                and isinstance(field, models.ForeignKey | models.ManyToManyField)
            )
            if own and not field.remote_field.related_name:
                nameless.append(f"{model.__name__}.{field.name}")

    assert nameless == []
    assert unordered == []


@pytest.mark.parametrize("config", OWN_APPS, ids=lambda config: config.name)
def test_migrations_are_named_for_what_they_do(config):
    folder = Path(config.path) / "migrations"

    assert [path.name for path in folder.glob("*.py") if "auto_" in path.name] == []


def own_patterns(patterns=None, prefix=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            module = getattr(pattern.callback, "__module__", "")
            if module.split(".")[0] in HOUSE:
                yield pattern
        elif pattern.app_name != "admin":  # Django names those
            yield from own_patterns(pattern.url_patterns, prefix)


def test_an_address_is_named_as_its_view():
    renamed = {
        pattern.name: pattern.callback.__name__
        for pattern in own_patterns()
        if pattern.name and pattern.name.replace("-", "_") != pattern.callback.__name__
    }

    assert renamed == {}


def test_every_template_is_used():
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*SOURCES, *TEMPLATES])
    ours = [path.relative_to(ROOT / "templates") for path in TEMPLATES]
    overriding = {"admin", "account", "mfa", "usersessions", "socialaccount", "allauth", "django", "registration"}

    assert [str(path) for path in ours if path.parts[0] not in overriding and f'"{path}"' not in text] == ["429.html"][
        : int(Path(ROOT / "templates/429.html").exists())
    ]


@pytest.mark.parametrize("language", ["en", "th"])
def test_catalogue_is_complete(language):
    with (ROOT / f"locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = list(read_po(file))

    assert [message.id for message in catalogue if message.id and not message.string] == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_no_place_of_one_machine_is_in_the_tree():
    pattern = re.compile(r"(?<![\w.<])/(work|root|home/\w+)/")
    files = [
        *SOURCES,
        *TEMPLATES,
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("*.md"),
        *ROOT.glob("*.lock"),
        *ROOT.glob("*.json"),
    ]

    assert [name(path) for path in files if pattern.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", [*ROOT.glob("*.lock"), ROOT / "package-lock.json"], ids=name)
def test_locks_hold_no_address(path):
    assert re.findall(r"https?://\S+", path.read_text(encoding="utf-8")) == []
