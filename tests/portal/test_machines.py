"""Answers for machines."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from portal import doctor

pytestmark = pytest.mark.django_db


def test_healthz_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_is_ok_when_all_is_there(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["checks"]["database"] == "ok"
    assert response.json()["checks"]["migrations"] == "ok"


def test_readyz_fails_without_the_database(client, monkeypatch):
    def broken():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", broken)
    monkeypatch.setattr(doctor, "check_migrations", lambda: doctor.Finding("migrations", "ok", ""))

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "fail"


def test_readyz_serves_on_without_redis(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1"

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["status"] == "degraded"


def test_robots_keeps_crawlers_out_of_the_secretariat_and_names_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /secretariat/" in text
    assert re.search(r"^Sitemap: https?://\S+/sitemap\.xml$", text, re.MULTILINE)


def test_security_txt_expires_within_a_year(client, settings):
    settings.SECURITY_EMAIL = "security@example.go.th"

    text = client.get("/.well-known/security.txt").content.decode()

    expires = datetime.fromisoformat(re.search(r"^Expires: (.+)$", text, re.MULTILINE).group(1))
    assert timedelta(days=300) < expires - timezone.now() < timedelta(days=365)
    assert "Contact: mailto:security@example.go.th" in text


def test_sitemap_lists_both_languages(client):
    text = client.get("/sitemap.xml").content.decode()

    assert "/pm25/</loc>" in text
    assert 'hreflang="en"' in text


def test_doctor_says_what_to_do(capsys):
    call_command("doctor")

    said = capsys.readouterr().out
    assert "✓ database" in said
    assert "! import" in said
    assert "import_due" in said


def test_doctor_ends_with_1_when_a_trigger_is_gone(monkeypatch, capsys):
    monkeypatch.setattr(doctor.triggers, "missing_triggers", lambda: ["audit_entry_no_update"])

    with pytest.raises(SystemExit) as ended:
        call_command("doctor")

    assert ended.value.code == 1
    assert "audit_entry_no_update" in capsys.readouterr().out
