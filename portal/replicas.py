"""Reads of public pages go to the replica of `REPLICA_DATABASE_URL`; all else goes to the primary database.

Only a request that `is_public_reading` reads there, and only until it writes or opens a transaction. A replica that is
away, no standby, or more than `REPLICA_MAX_LAG` seconds behind is left alone for a while.
"""

import logging
import time
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections

from portal.visitors import is_public_reading

logger = logging.getLogger(__name__)

REPLICA = "replica"
CHECK_SECONDS = 5  # how long an answer on its state is believed
# A standby that has replayed all it received, from a primary it is connected to, is not late, however long ago the
# last write was.
LAG = """
    SELECT CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
        AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver) THEN 0
        ELSE EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp()) END
    WHERE pg_is_in_recovery()"""

_reads_there = ContextVar("reads_there", default=False)


def replica_lag() -> float | None:
    """Seconds that the replica is behind; None where the database there is no standby. Raises DatabaseError."""
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(LAG)
        row = cursor.fetchone()
    return float(row[0] or 0) if row else None


class ReplicaState:
    """What this process knows of the replica."""

    def __init__(self):
        self.usable, self.checked_at = False, None

    def is_usable(self):
        if self.checked_at is None or time.monotonic() - self.checked_at > CHECK_SECONDS:
            self._set(self._check())
        return self.usable

    def leave_alone(self):
        """It failed a query: do without until the next check."""
        connections[REPLICA].close()
        self._set(False)

    def _check(self):
        try:
            lag = replica_lag()
        except DatabaseError as problem:
            connections[REPLICA].close()
            logger.warning("replica is away", extra={"problem": type(problem).__name__})
            return False
        return lag is not None and lag <= settings.REPLICA_MAX_LAG

    def _set(self, usable):
        self.usable, self.checked_at = usable, time.monotonic()


state = ReplicaState()


class ReplicaRouter:
    def db_for_read(self, model, **hints):
        there = _reads_there.get() and not connections[DEFAULT_DB_ALIAS].in_atomic_block
        return REPLICA if there else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        """From here on this request reads at the primary, where it sees what it wrote."""
        _reads_there.set(False)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db != REPLICA


class ReplicaMiddleware:
    """Stands inside of the page cache: a page that is kept asks no database."""

    def __init__(self, get_response):
        if REPLICA not in connections:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        before = _reads_there.set(is_public_reading(request) and state.is_usable())
        try:
            return self.get_response(request)
        finally:
            _reads_there.reset(before)

    def process_exception(self, request, problem):
        """A replica that fails in the middle of a page: the page is made again, from the primary."""
        if not _reads_there.get() or not isinstance(problem, OperationalError | InterfaceError):
            return None
        logger.warning("replica failed a page", extra={"problem": type(problem).__name__})
        state.leave_alone()
        _reads_there.set(False)
        match = request.resolver_match
        return match.func(request, *match.args, **match.kwargs)
