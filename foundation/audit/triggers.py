"""What the database itself holds to: audit entries are only ever added, one after the other.

The triggers are made after every migration, because SQLite drops them when Django rebuilds a table.
"""

from django.db import DEFAULT_DB_ALIAS, connections

TABLE = "audit_entry"

# The number of PostgreSQL's advisory lock that writers of the chain queue for: "audit" in ASCII
_CHAIN_LOCK = 0x6175646974

_SQLITE = {
    "audit_entry_no_update": "BEFORE UPDATE ON audit_entry",
    "audit_entry_no_delete": "BEFORE DELETE ON audit_entry",
    # INSERT OR REPLACE deletes without firing the trigger on deletes
    "audit_entry_no_replace": "BEFORE INSERT ON audit_entry WHEN EXISTS"
    " (SELECT 1 FROM audit_entry WHERE seq = NEW.seq OR hash = NEW.hash OR prev_hash = NEW.prev_hash)",
}
_POSTGRESQL = {
    "audit_entry_no_update": "BEFORE UPDATE ON audit_entry FOR EACH ROW",
    "audit_entry_no_delete": "BEFORE DELETE ON audit_entry FOR EACH ROW",
    "audit_entry_no_truncate": "BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT",
}
_REFUSE_SQLITE = "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END"
_REFUSE_POSTGRESQL = """
    CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END $$
"""


def make_triggers(using=DEFAULT_DB_ALIAS):
    """Create the triggers that are missing; without the table do nothing."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, event in _SQLITE.items():
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {event} {_REFUSE_SQLITE}")
        else:
            cursor.execute(_REFUSE_POSTGRESQL)
            for name, event in _POSTGRESQL.items():
                cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {event} EXECUTE FUNCTION audit_entry_refuse()")
                # also for a session that plays a replica, which skips ordinary triggers
                cursor.execute(f"ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER {name}")


def missing_triggers(using=DEFAULT_DB_ALIAS) -> list[str]:
    """The names of the triggers that are not there or switched off."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled = 'A'", [TABLE])
        present = {name for (name,) in cursor.fetchall()}
    wanted = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    return [name for name in wanted if name not in present]


def lock_chain(using=DEFAULT_DB_ALIAS):
    """Let one writer at a time extend the chain, until its transaction ends.

    On SQLite transactions begin IMMEDIATE, so their writer is alone already.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
