"""Rules that a row cannot keep alone: periods that do not overlap, slugs that two tables share.

The same rules on both databases: exclusion constraints and a trigger on PostgreSQL, triggers on SQLite. SQLite drops
the triggers of a table that Django rebuilds, so `install` runs again after every migrate.
"""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connections
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Q
from django.db.utils import DEFAULT_DB_ALIAS

_EVENTS = ("INSERT", "UPDATE")
_ENABLED_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
_SLUG_TRIGGER = """
    CREATE TRIGGER IF NOT EXISTS {trigger} BEFORE {event} ON {table} FOR EACH ROW
    WHEN EXISTS (SELECT 1 FROM {other} WHERE slug = NEW.slug) BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
_SLUG_FUNCTION = [
    """
    CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('workgroups_slug:' || NEW.slug));
        IF EXISTS (SELECT 1 FROM {other} WHERE slug = NEW.slug) THEN
            RAISE EXCEPTION '{name}' USING ERRCODE = 'unique_violation', CONSTRAINT = '{name}';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE OR REPLACE TRIGGER {trigger} BEFORE INSERT OR UPDATE OF slug ON {table}
    FOR EACH ROW EXECUTE FUNCTION {trigger}()
    """,
]


class NoOverlap(BaseConstraint):
    """Rows that agree in `fields` do not share a day between `start` and `end`, both inclusive.

    An empty `start` means "since always", an empty `end` "still". An empty value in `fields` equals another empty one.
    """

    def __init__(self, *, fields, start, end, name, violation_error_code=None, violation_error_message=None):
        self.fields = tuple(fields)
        self.start = start
        self.end = end
        super().__init__(
            name=name,
            violation_error_code=violation_error_code,
            violation_error_message=violation_error_message,
        )

    def __eq__(self, other):
        if not isinstance(other, NoOverlap):
            return NotImplemented
        return self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__

    def __repr__(self):
        return f"<NoOverlap: fields={self.fields} start={self.start} end={self.end} name={self.name}>"

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "fields": self.fields, "start": self.start, "end": self.end}

    def constraint_sql(self, model, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            return self._exclusion(model, schema_editor)
        schema_editor.deferred_sql.extend(self.triggers(model, schema_editor.quote_name))
        return None

    def create_sql(self, model, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            table = Table(model._meta.db_table, schema_editor.quote_name)
            exclusion = self._exclusion(model, schema_editor)
            return Statement("ALTER TABLE %(table)s ADD %(exclusion)s", table=table, exclusion=exclusion)
        first, second = self.triggers(model, schema_editor.quote_name)
        schema_editor.deferred_sql.append(second)
        return first

    def remove_sql(self, model, schema_editor):
        """Only PostgreSQL asks for it: SQLite rebuilds the table, and its triggers go with the old one."""
        return schema_editor._delete_constraint_sql(
            schema_editor.sql_delete_check, model, schema_editor.quote_name(self.name)
        )

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        names = {*self.fields, self.start, self.end}
        if exclude and names & set(exclude):
            return
        same = {name: getattr(instance, model._meta.get_field(name).attname) for name in self.fields}
        if any(value is None and not model._meta.get_field(name).null for name, value in same.items()):
            return
        start, end = getattr(instance, self.start), getattr(instance, self.end)
        if start and end and end < start:
            return
        others = model._base_manager.using(using).filter(self._overlapping(same, start, end)).exclude(pk=instance.pk)
        if (other := others.first()) is not None:
            raise ValidationError(
                self.violation_error_message, code=self.violation_error_code or "overlap", params={"other": other}
            )

    def triggers(self, model, quote):
        """The statements that refuse an overlap on SQLite, one for each event."""
        column = {name: quote(model._meta.get_field(name).column) for name in (*self.fields, self.start, self.end)}
        start, end, pk = column[self.start], column[self.end], quote(model._meta.pk.column)
        same = " AND ".join(f"other.{column[name]} IS NEW.{column[name]}" for name in self.fields)
        clash = (
            f"other.{pk} <> NEW.{pk} AND {same}"
            f" AND (other.{start} IS NULL OR NEW.{end} IS NULL OR other.{start} <= NEW.{end})"
            f" AND (NEW.{start} IS NULL OR other.{end} IS NULL OR NEW.{start} <= other.{end})"
        )
        return [
            Statement(
                "CREATE TRIGGER IF NOT EXISTS %(trigger)s AFTER %(event)s ON %(table)s FOR EACH ROW"
                " WHEN EXISTS (SELECT 1 FROM %(table)s AS other WHERE %(clash)s)"
                " BEGIN SELECT RAISE(ABORT, '%(name)s'); END",
                trigger=quote(f"{self.name}_{event.lower()}"),
                event=event,
                table=Table(model._meta.db_table, quote),
                clash=clash,
                name=self.name,
            )
            for event in _EVENTS
        ]

    def _exclusion(self, model, schema_editor):
        quote = schema_editor.quote_name
        fields = [model._meta.get_field(name) for name in self.fields]
        keys = [f"COALESCE({quote(f.column)}, -1)" if f.null else quote(f.column) for f in fields]
        start, end = (quote(model._meta.get_field(name).column) for name in (self.start, self.end))
        return Statement(
            "CONSTRAINT %(name)s EXCLUDE USING gist (%(keys)s, daterange(%(start)s, %(end)s, '[]') WITH &&)",
            name=quote(self.name),
            keys=", ".join(f"({key}) WITH =" for key in keys),
            start=start,
            end=end,
        )

    def _overlapping(self, same, start, end):
        condition = Q()
        for name, value in same.items():
            condition &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
        if end is not None:
            condition &= Q(**{f"{self.start}__isnull": True}) | Q(**{f"{self.start}__lte": end})
        if start is not None:
            condition &= Q(**{f"{self.end}__isnull": True}) | Q(**{f"{self.end}__gte": start})
        return condition


class SlugNotIn(BaseConstraint):
    """A slug of this table is none of `other`'s: `/agendas/<slug>/` serves groups and agencies alike.

    Two tables are compared, so it is kept by triggers that `install` writes, not by the table's definition.
    """

    fields = ("slug",)

    def __init__(self, *, other, name, violation_error_code=None, violation_error_message=None):
        self.other = other
        super().__init__(
            name=name,
            violation_error_code=violation_error_code,
            violation_error_message=violation_error_message,
        )

    def __eq__(self, other):
        if not isinstance(other, SlugNotIn):
            return NotImplemented
        return self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "other": self.other}

    def constraint_sql(self, model, schema_editor):
        return None

    create_sql = remove_sql = constraint_sql

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        other = apps.get_model(self.other)
        if "slug" not in (exclude or ()) and other._base_manager.using(using).filter(slug=instance.slug).exists():
            raise ValidationError(self.violation_error_message, code=self.violation_error_code or "unique")

    def triggers(self, model, quote):
        """The statements that refuse a slug of the other table on SQLite, one for each event."""
        return [
            _SLUG_TRIGGER.format(
                trigger=quote(f"{self.name}_{event.lower()}"), event=event, **self._names(model, quote)
            )
            for event in _EVENTS
        ]

    def function_and_trigger(self, model, quote):
        """The same on PostgreSQL; a lock on the slug makes two transactions that both write it wait for each other."""
        return [text.format(trigger=quote(self.name), **self._names(model, quote)) for text in _SLUG_FUNCTION]

    def _names(self, model, quote):
        other = quote(apps.get_model(self.other)._meta.db_table)
        return {"table": quote(model._meta.db_table), "other": other, "name": self.name}


def install(*, using=DEFAULT_DB_ALIAS, **kwargs):
    """Write the triggers that are missing: after every migrate, and harmless at any other time."""
    connection = connections[using]
    models = list(apps.get_app_config("workgroups").get_models())
    if not {model._meta.db_table for model in models} <= set(connection.introspection.table_names()):
        return
    with connection.cursor() as cursor:
        for statement in _statements(connection, models):
            cursor.execute(str(statement))


def step_aside(*, using=DEFAULT_DB_ALIAS, **kwargs):
    """Before a migrate, drop the triggers that name two tables: SQLite cannot rebuild either while they stand."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for model in apps.get_app_config("workgroups").get_models():
            for constraint in _constraints(model, SlugNotIn):
                for event in _EVENTS:
                    name = connection.ops.quote_name(f"{constraint.name}_{event.lower()}")
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def missing_triggers(using=DEFAULT_DB_ALIAS) -> list[str]:
    """The names of the rules' triggers that are not there; PostgreSQL guards its exclusion constraints itself."""
    connection = connections[using]
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'" if on_sqlite else _ENABLED_TRIGGERS)
        present = {name for (name,) in cursor.fetchall()}
    models = apps.get_app_config("workgroups").get_models()
    kinds = (NoOverlap, SlugNotIn) if on_sqlite else SlugNotIn
    rules = [constraint.name for model in models for constraint in _constraints(model, kinds)]
    wanted = [f"{name}_{event.lower()}" for name in rules for event in _EVENTS] if on_sqlite else rules
    return [name for name in wanted if name not in present]


def _statements(connection, models):
    quote = connection.ops.quote_name
    for model in models:
        for constraint in _constraints(model, SlugNotIn):
            write = constraint.triggers if connection.vendor == "sqlite" else constraint.function_and_trigger
            yield from write(model, quote)
        if connection.vendor == "sqlite":
            for constraint in _constraints(model, NoOverlap):
                yield from constraint.triggers(model, quote)


def _constraints(model, kind):
    return [constraint for constraint in model._meta.constraints if isinstance(constraint, kind)]
