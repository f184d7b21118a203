import pytest
from django.db import transaction

from places.services import load_places


@pytest.fixture(scope="module")
def _loaded_once(django_db_setup, django_db_blocker):
    """The reference places for a whole module: a test's own changes are rolled back to this point."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_loaded_once, db):
    """77 provinces and 928 districts, as load_pilot writes them."""
