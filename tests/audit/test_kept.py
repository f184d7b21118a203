import pytest

from foundation.audit.kept import keep_by, kept
from places.models import Province
from places.queries import all_provinces
from places.services import load_places
from portal.page_version import reference_version


@pytest.fixture
def versions():
    """What the version is, to be changed by the test."""
    held = ["one"]
    keep_by(lambda: held[0])
    yield held
    keep_by(reference_version)


def test_is_read_once_a_version_and_key(versions):
    asked = []
    read = kept(lambda key: asked.append(key) or key * 2)

    answers = [read(1), read(1), read(2)]
    versions[0] = "two"
    answers.append(read(1))

    assert answers == [2, 2, 4, 2]
    assert asked == [1, 2, 1]


def test_nothing_is_kept_without_a_version(versions):
    asked = []
    read = kept(lambda: asked.append(1))
    versions[0] = None

    read()
    read()

    assert asked == [1, 1]


def test_nothing_is_kept_inside_a_transaction(db):
    assert reference_version() is None


@pytest.mark.django_db(transaction=True)
def test_what_was_written_is_seen_at_once(django_assert_num_queries):
    load_places()
    first = all_provinces()
    with django_assert_num_queries(0):
        again = all_provinces()

    Province.objects.filter(code="52").update(name_en="Lampang of old")

    assert again is first
    assert "Lampang of old" in {province.name_en for province in all_provinces()}
