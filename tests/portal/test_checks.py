"""Settings that would break the portal are refused before it starts."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.conf import settings

from portal import checks


def test_atomic_requests_on_sqlite_is_refused(monkeypatch):
    databases = {"default": {"ENGINE": "django.db.backends.sqlite3", "ATOMIC_REQUESTS": True}}
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES=databases))

    assert [error.id for error in checks.sqlite_without_atomic_requests(None)] == ["portal.E001"]


def test_atomic_requests_on_postgresql_is_allowed(monkeypatch):
    databases = {"default": {"ENGINE": "django.db.backends.postgresql", "ATOMIC_REQUESTS": True}}
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES=databases))

    assert checks.sqlite_without_atomic_requests(None) == []


GOOD = {
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "portal.example.go.th",
    "DATABASE_URL": "sqlite:///:memory:",
    "DEMO": "0",
}


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_refuses_to_start_without(name, tmp_path):
    said = start({**GOOD, name: "", "VAR_DIR": str(tmp_path)})

    assert said.returncode != 0
    assert f"{name} is not set" in said.stderr


def test_production_refuses_a_short_key(tmp_path):
    said = start({**GOOD, "SECRET_KEY": "short", "VAR_DIR": str(tmp_path)})

    assert "50" in said.stderr


def test_demonstration_refuses_a_public_host(tmp_path):
    said = start({"DEMO": "1", "ALLOWED_HOSTS": "portal.example.go.th", "VAR_DIR": str(tmp_path)})

    assert "loopback" in said.stderr


def start(environment):
    base = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=base | environment, capture_output=True, text=True, check=False
    )
