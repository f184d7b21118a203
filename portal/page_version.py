"""Which version of the facts a kept page belongs to: at once here, within two seconds in other processes.

Three things make up a version: what the database says (the head of the audit chain and the newest import, which reach
every process), a mark in the shared cache that any committed write changes, and a count of this process's own writes.
"""

import logging
import re
import threading
import time
import uuid
from typing import NamedTuple

from django.core.cache import InvalidCacheBackendError, caches
from django.db import DatabaseError, connections
from django.db.models import Subquery

from foundation.audit.models import Entry
from pm25.models import ImportRun

logger = logging.getLogger(__name__)

LOOK_EVERY = 2  # seconds
READ_AGAIN = 300  # seconds: for what somebody changed past the audit chain and the ledger
MARK = "version-mark"
_READS = {
    "SELECT",
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK",
    "BEGIN",
    "COMMIT",
    "SET",
    "SHOW",
    "PRAGMA",
    "EXPLAIN",
    "ANALYZE",
}
# What no public page shows, and what every visit of an officer writes
_PRIVATE = re.compile(
    r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?'
    r"(?:django_session|django_admin_log|usersessions_|notices_|accounts_|account_|socialaccount_|mfa_|auth_)",
    re.IGNORECASE,
)


class Version(NamedTuple):
    """`shared` is alike in all processes that see the same facts; `own` counts the writes of this process."""

    shared: str
    own: int


class PageVersion:
    """The version as this process knows it. `changed_at` is the time of its own last write, in seconds since 1970."""

    def __init__(self):
        self.own = 0
        self.changed_at = 0.0
        self._known = None
        self._looked_at = 0.0
        self._lock = threading.Lock()

    def now(self) -> Version | None:
        """The version, looked up when the last look is two seconds old; None while the database cannot say."""
        known = self._known
        if known and time.monotonic() - self._looked_at < LOOK_EVERY:
            return known
        own = self.own
        try:
            version = Version(f"{_of_database()}.{_mark()}", own)
        except DatabaseError:
            return None
        with self._lock:
            if own == self.own:  # else somebody wrote while we looked: the next request looks again
                self._known, self._looked_at = version, time.monotonic()
        return version

    def change(self):
        """Something was committed here that a public page may show."""
        with self._lock:
            self.own += 1
            self.changed_at = time.time()
            self._known = None
        shelf = shared_shelf()
        if shelf is not None:
            shelf.set(MARK, uuid.uuid4().hex, None)


page_version = PageVersion()


def shared_shelf():
    """The cache of pages that all processes share; None without Redis."""
    try:
        return caches["pages"]
    except InvalidCacheBackendError:
        return None


def watch_connection(connection, **kwargs):
    """Notice what is written through `connection`, in whatever way; called when it is made."""
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _watch)


def _watch(execute, sql, params, many, context):
    answer = execute(sql, params, many, context)
    if _may_show(sql):
        _change_after_commit(context["connection"])
    return answer


def _may_show(sql):
    """Whether a statement may change what a public page shows; one that nobody foresaw may."""
    text = sql if isinstance(sql, str) else ""
    word = text.lstrip()[:12].partition(" ")[0].upper()
    return word not in _READS and not _PRIVATE.match(text)


def _change_after_commit(connection):
    if not connection.in_atomic_block:
        page_version.change()
        return
    hooks = connection.run_on_commit
    # Of no savepoint: noted at the first write, so found at once at the others, and kept when some of them are undone
    if not any(hook == page_version.change for _, hook, _ in hooks):
        hooks.append((set(), page_version.change, True))


def inside_transaction():
    """Whether this request sees rows that nobody else sees yet, as in most tests: then no page is kept or given."""
    return connections["default"].in_atomic_block


def reference_version():
    """What reference data is kept by, another one at least every five minutes; None where it must be read."""
    version = None if inside_transaction() else page_version.now()
    return version and (version, int(time.time() // READ_AGAIN))


def _of_database():
    newest_run = ImportRun.objects.order_by("-pk").values("pk")[:1]
    row = Entry.objects.order_by("-seq").annotate(run=Subquery(newest_run)).values_list("seq", "run").first()
    return "-".join(str(number) for number in row) if row else "-"


def _mark():
    shelf = shared_shelf()
    return shelf.get(MARK, "") if shelf is not None else ""
