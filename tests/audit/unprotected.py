"""What the owner of the database can do: take the triggers away."""

from django.db import connection

from foundation.audit.triggers import protected_tables

TRIGGERS = ["no_update", "no_delete", "no_replace", "no_truncate"]


def drop_triggers(*tables):
    """Leave append-only tables open to any change (all of them, unless named); the next migration, or flush, protects
    them again."""
    with connection.cursor() as cursor:
        for table in tables or protected_tables():
            of = f" ON {table}" if connection.vendor == "postgresql" else ""
            for name in TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{of}")


def change_one_byte(seq, column="actor_label"):
    """Change one sign of one entry, as the owner of the database."""
    drop_triggers("audit_entry")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_entry SET {column} = '!' || substr({column}, 2) WHERE seq = %s", [seq])  # noqa: S608
