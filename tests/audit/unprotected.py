"""What the owner of the database can do: take the triggers away."""

from django.db import connection

TRIGGERS = ["no_update", "no_delete", "no_replace", "no_truncate"]


def drop_triggers():
    """Leave the audit table open to any change; the next migration, or flush, protects it again."""
    table = " ON audit_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS audit_entry_{name}{table}")


def change_one_byte(seq, column="actor_label"):
    """Change one sign of one entry, as the owner of the database."""
    drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_entry SET {column} = '!' || substr({column}, 2) WHERE seq = %s", [seq])  # noqa: S608
