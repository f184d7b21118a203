"""The first page: a finding, the chain, who works, what to take; honest without data."""

import io

import pytest
from django.db import transaction

from places.services import load_places
from pm25.services import load_pm25_reference, load_samples, samples
from workgroups.services import load_demo_workgroups, load_workgroups

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _pilot(django_db_setup, django_db_blocker):
    silent = io.StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        load_places(silent)
        load_workgroups(silent)
        load_pm25_reference(silent)
        load_demo_workgroups(silent)
        yield
        transaction.set_rollback(True)


def test_home_without_readings_says_so(client):
    text = client.get("/").content.decode()

    assert "ยังไม่มีข้อมูลฝุ่น PM2.5" in text
    assert text.count("<h1") == 1


def test_home_shows_the_chain_with_what_is_missing(client):
    text = client.get("/").content.decode()

    assert "/workgroups/lampang/#origin" in text
    assert "1/2563" in text
    assert text.count('class="missing"') == 4


def test_home_marks_demonstration_and_offers_no_download_of_it(client):
    text = client.get("/").content.decode()

    assert "จังหวัดสิงห์บุรี" in text
    assert "ข้อมูลสาธิต" in text
    assert "/workgroups/lampang/roster.csv" in text
    assert "/workgroups/sing-buri/roster.csv" not in text


def test_home_asks_few_questions(client, monkeypatch, facts_stand, django_assert_max_num_queries):
    monkeypatch.setattr(samples, "DAYS", 2)
    load_samples(io.StringIO())
    client.get("/")

    with django_assert_max_num_queries(11):
        client.get("/")


def test_home_in_english_answers(client):
    text = client.get("/en/").content.decode()

    assert "From the meeting room" in text
