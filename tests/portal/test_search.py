"""One box finds places, groups, people and stations, however a person types them."""

import io

import pytest
from django.db import transaction

from places.services import load_places
from workgroups.services import load_workgroups

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _pilot(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_places(io.StringIO())
        load_workgroups(io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("typed", ["แม่เมาะ", "ฝุ่นแม่เมาะ", "อำเภอแม่เมาะ", "Mae Mo", "ฝุ่น แม่เมาะ วันนี้", "pm 2.5 แม่เมาะ"])
def test_search_finds_mae_mo(client, typed):
    assert "/provinces/lampang/mae-mo/" in client.get("/search/", {"q": typed}).content.decode()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("อากาศสะอาด", "/workgroups/clean-air-law/"),
        ("ส่วนร่วมฯ", "/workgroups/subcommittee-7/"),
        ("บัณฑูร", "/workgroups/lampang/"),
        ("ลำปาง", "/provinces/lampang/"),
    ],
)
def test_search_finds_groups_by_name_and_by_person(client, typed, address):
    assert f'href="{address}"' in client.get("/search/", {"q": typed}).content.decode()


def test_search_without_a_find_says_what_to_try(client):
    text = client.get("/search/", {"q": "ไม่มีที่นี่"}).content.decode()

    assert "ไม่พบ “ไม่มีที่นี่”" in text
    assert "/provinces/" in text


def test_search_shows_what_was_typed_as_text(client):
    text = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in text


def test_search_of_hostile_length_is_cut(client):
    assert client.get("/search/", {"q": "ก" * 100_000}).status_code == 200
