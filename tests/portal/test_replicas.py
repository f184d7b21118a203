"""Public pages read from the replica; writes, people whom we know and all that is done behind the pages never do."""

import pytest
from django.db import DatabaseError, OperationalError, connections, transaction
from django.test.utils import CaptureQueriesContext

from foundation.audit.kept import keep_by
from places.models import Province
from portal import doctor, replicas
from portal.page_version import reference_version
from portal.replicas import REPLICA, ReplicaState, replica_lag
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.test_sign_in import attempt
from tests.pm25.factories import ProvinceFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
PAGE = "/provinces/"


@pytest.fixture(autouse=True)
def replica(transactional_db, settings, monkeypatch):
    """A second connection to the database of the test stands for the replica; `lag` seconds are what it says."""
    settings.DATABASE_ROUTERS = ["portal.replicas.ReplicaRouter"]
    settings.PAGE_CACHE_SECONDS = 0
    monkeypatch.setitem(connections.settings, REPLICA, dict(connections["default"].settings_dict))
    connections[REPLICA] = connections["default"].copy(alias="second")  # an alias that no test is kept from
    monkeypatch.setattr(replicas, "state", ReplicaState())
    monkeypatch.setattr(replicas, "replica_lag", lambda: 0.0)
    ProvinceFactory(lampang=True)
    yield
    connections[REPLICA].close()
    del connections[REPLICA]


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Every page asks for its reference data, so that it shows where it asks."""
    keep_by(lambda: None)
    yield
    keep_by(reference_version)


@pytest.fixture
def asked(client):
    """Ask for a page; returns its status and whether the replica and the primary were asked.

    The head of the audit chain, in the foot of every page, always comes from the primary.
    """

    def _asked(path=PAGE, method="get", **data):
        with (
            CaptureQueriesContext(connections[REPLICA]) as there,
            CaptureQueriesContext(connections["default"]) as here,
        ):
            status = getattr(client, method)(path, **data).status_code
        return status, len(there) > 0, any('"audit_entry"' not in query["sql"] for query in here)

    return _asked


def test_public_page_reads_from_the_replica_only(asked):
    assert asked() == (200, True, False)


def test_signed_in_people_read_from_the_primary(asked, client):
    client.force_login(UserFactory())

    assert asked() == (200, False, True)


def test_whoever_filled_in_a_form_reads_what_they_wrote(asked, client):
    client.get("/accounts/login/")

    assert asked() == (200, False, True)


def test_sign_in_is_written_to_the_primary(client):
    person = UserFactory()

    with CaptureQueriesContext(connections[REPLICA]) as there:
        answer = attempt(client, person.email, PASSWORD)

    assert (answer.status_code, [query for query in there if "INSERT" in query["sql"]]) == (302, [])


def test_services_and_transactions_read_from_the_primary():
    with CaptureQueriesContext(connections[REPLICA]) as there:
        Province.objects.count()
        replicas._reads_there.set(True)
        with transaction.atomic():
            Province.objects.count()
        replicas._reads_there.set(False)

    assert len(there) == 0


def test_what_was_written_is_read_at_the_primary():
    replicas._reads_there.set(True)
    before = Province.objects.get()
    first = before._state.db
    before.save()

    assert (first, before._state.db, Province.objects.get()._state.db) == (REPLICA, "default", "default")


def test_rows_of_both_may_be_joined():
    router = replicas.ReplicaRouter()

    assert router.allow_relation(None, None)
    assert not router.allow_migrate(REPLICA, "pm25")
    assert router.allow_migrate("default", "pm25")


@pytest.mark.parametrize("lag", [11.0, None])
def test_replica_that_lags_or_is_no_standby_is_left_alone(asked, monkeypatch, lag):
    monkeypatch.setattr(replicas, "replica_lag", lambda: lag)

    assert asked() == (200, False, True)


def test_replica_that_is_away_is_left_alone(asked, monkeypatch):
    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(replicas, "replica_lag", away)

    assert asked() == (200, False, True)


def test_page_is_made_again_when_the_replica_dies_in_the_middle(asked):
    """The connection is cut from the server's side after its state was found good."""
    replicas.state.is_usable()
    with connections[REPLICA].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])

    assert asked()[0] == 200
    assert replicas.state.usable is False
    assert asked() == (200, False, True)


def test_its_state_is_asked_for_once_in_a_while(asked, monkeypatch):
    questions = []
    monkeypatch.setattr(replicas, "replica_lag", lambda: questions.append(1) or 0.0)

    for _ in range(3):
        asked()

    assert len(questions) == 1


def test_database_that_is_no_standby_says_so():
    assert replica_lag() is None


@pytest.mark.parametrize(("lag", "state"), [(0.0, "ok"), (99.0, "warn"), (None, "warn")])
def test_doctor_tells_of_the_lag(monkeypatch, lag, state):
    monkeypatch.setattr(doctor, "replica_lag", lambda: lag)

    found = doctor.check_replica()

    assert found.state == state
    assert found.detail
    assert bool(found.advice) == (state == "warn")


def test_doctor_tells_of_a_replica_that_is_away(monkeypatch):
    def away():
        raise DatabaseError("connection refused")

    monkeypatch.setattr(doctor, "replica_lag", away)

    assert doctor.check_replica().state == "warn"
