"""What every test stands on: no network but loopback, an empty cache, skips that fail where nothing may be skipped."""

import ipaddress
import os
import socket

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from foundation.audit.kept import keep_by
from portal.page_shelf import shelf
from portal.page_version import reference_version
from tests.audit.unprotected import drop_triggers


@pytest.fixture(autouse=True)
def _thai_and_empty_cache():
    cache.clear()
    shelf.clear()
    with translation.override("th"):
        yield


@pytest.fixture(autouse=True, scope="session")
def _loopback_only():
    """A test that reaches for the internet fails at once."""
    real = socket.socket.connect

    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}")
        return real(self, address)

    socket.socket.connect = connect
    yield
    socket.socket.connect = real


@pytest.fixture(autouse=True, scope="session")
def _chain_may_be_emptied():
    """After a test that commits every table is emptied; the audit triggers refuse that, so they go and come back."""
    real = TransactionTestCase._fixture_teardown

    def teardown(self):
        drop_triggers()
        real(self)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = real


def _is_loopback(host):
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


def pytest_collection_modifyitems(items):
    """Name what cannot run here; what shares a server or a broker stays on one worker."""
    for item in items:
        if item.get_closest_marker("postgresql") and not os.environ.get("TEST_DATABASE_URL", "").startswith("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-services"))
        if item.get_closest_marker("redis") and not os.environ.get("TEST_REDIS_URL"):
            item.add_marker(pytest.mark.skip(reason="needs Redis: make test-services"))
        for shared in ("browser", "redis"):
            if item.get_closest_marker(shared):
                item.add_marker(pytest.mark.xdist_group(shared))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Under REQUIRE_ALL=1 a skip is a failure, unless the test says that it belongs to the other database only."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("REQUIRE_ALL") and not item.get_closest_marker("sqlite"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"


@pytest.fixture
def facts_stand():
    """Reference data is kept, as in a process that was asked before; else each look in a test reads it anew.

    Call what is given after a change of the facts.
    """
    held = [object()]
    keep_by(lambda: held[0])
    yield lambda: held.__setitem__(0, object())
    keep_by(reference_version)


@pytest.fixture
def on_postgresql(db):
    """Whether this run is on PostgreSQL."""
    return connection.vendor == "postgresql"
