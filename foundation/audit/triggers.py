"""What the database itself holds to: audit entries, and other tables that name themselves, are only ever added to;
of some tables that holds for the rows that have become final.

The triggers are made after every migration, because SQLite drops them when Django rebuilds a table.
"""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate

# The number of PostgreSQL's advisory lock that writers of the chain queue for: "audit" in ASCII
_CHAIN_LOCK = 0x6175646974

# Append-only tables, each with the columns of its unique keys and, where only some rows are, what marks those; with
# columns, only these are kept
_TABLES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str | bool], ...], tuple[str, ...]]] = {}


def protect(table, *, sender, unique=("id",), final=(), columns=()):
    """Make `table` append-only, after each migration of the app `sender` (an AppConfig). Call it in `ready()`.

    With `final`, a column and its value as `("status", "final")` or several such pairs, only rows that have them all
    are kept from any change (`True` or `False` for a truth value). With `columns`, a change of other columns of such a
    row is let through.
    """
    pairs = (final,) if final and isinstance(final[0], str) else tuple(final)
    _TABLES[table] = (unique, pairs, tuple(columns))

    def after_migrate(using, **kwargs):
        make_triggers(using, table)

    post_migrate.connect(after_migrate, sender=sender, weak=False, dispatch_uid=f"append-only {table}")


def protected_tables():
    return list(_TABLES)


def make_triggers(using=DEFAULT_DB_ALIAS, *tables):
    """Create the triggers that are missing, of all protected tables or of `tables`; without the table do nothing."""
    connection = connections[using]
    present = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables or _TABLES:
            if table in present:
                _make(cursor, connection.vendor, table)


def _make(cursor, vendor, table):
    if vendor == "sqlite":
        for name, event in _sqlite(table).items():
            refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {event} {refuse}")
        return
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    for name, event in _postgresql(table).items():
        cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {event} EXECUTE FUNCTION {table}_refuse()")
        # also for a session that plays a replica, which skips ordinary triggers
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def _sqlite(table):
    unique, final, columns = _TABLES[table]
    same = " OR ".join(f"{column} = NEW.{column}" for column in unique)
    if final:
        same = f"({same}) AND {_are(final)}"
    return {
        f"{table}_no_update": f"BEFORE UPDATE ON {table}{_of_final(final, columns, 'IS NOT')}",
        f"{table}_no_delete": f"BEFORE DELETE ON {table}{_of_final(final)}",
        # INSERT OR REPLACE deletes without firing the trigger on deletes
        f"{table}_no_replace": f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",  # noqa: S608
    }


def _postgresql(table):
    _, final, columns = _TABLES[table]
    changed = _of_final(final, columns, "IS DISTINCT FROM")
    return {
        f"{table}_no_update": f"BEFORE UPDATE ON {table} FOR EACH ROW{changed}",
        f"{table}_no_delete": f"BEFORE DELETE ON {table} FOR EACH ROW{_of_final(final)}",
        f"{table}_no_truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
    }


def _are(final, row=""):
    """That a row has the values of all pairs."""
    return " AND ".join(
        f"{row}{column} = {str(value).upper()}" if isinstance(value, bool) else f"{row}{column} = '{value}'"
        for column, value in final
    )


def _of_final(final, columns=(), differ=""):
    """The condition of a trigger: on final rows, and of those with `columns` when one of these would change."""
    marked = [_are(final, "OLD.")] if final else []
    if columns:
        old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
        marked.append(f"({old}) {differ} ({new})")
    return f" WHEN ({' AND '.join(marked)})" if marked else ""


def missing_triggers(using=DEFAULT_DB_ALIAS) -> list[str]:
    """The names of the triggers that are not there or switched off."""
    connection = connections[using]
    missing = []
    with connection.cursor() as cursor:
        for table in _TABLES:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            else:
                cursor.execute(
                    "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled = 'A'", [table]
                )
            present = {name for (name,) in cursor.fetchall()}
            wanted = _sqlite(table) if connection.vendor == "sqlite" else _postgresql(table)
            missing += [name for name in wanted if name not in present]
    return missing


def lock_chain(using=DEFAULT_DB_ALIAS):
    """Let one writer at a time extend the chain, until its transaction ends.

    On SQLite transactions begin IMMEDIATE, so their writer is alone already.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
