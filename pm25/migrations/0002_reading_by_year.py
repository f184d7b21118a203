"""The table of readings, made by hand on each database.

PostgreSQL: partitions by Thai calendar year (yearly, not monthly: 132 partitions made a 48-hour query ten times slower)
and a BRIN index on the time, small and good because readings arrive in time order. SQLite: WITHOUT ROWID, which halves
the file. On both the widest column comes first, so that no row carries padding.
"""

import django.db.models.deletion
from django.db import migrations, models

import pm25.fields

FIRST_YEAR, LAST_YEAR = 2010, 2035

POSTGRESQL = [
    """CREATE TABLE pm25_reading (
        period_end timestamp with time zone NOT NULL,
        series_id integer NOT NULL,
        run_id integer NOT NULL,
        value_thousandths integer NULL,
        flags smallint NOT NULL CHECK (flags >= 0),
        raw text NULL,
        PRIMARY KEY (series_id, period_end)
    ) PARTITION BY RANGE (period_end)""",
    *(
        f"CREATE TABLE pm25_reading_{year} PARTITION OF pm25_reading"
        f" FOR VALUES FROM ('{year}-01-01 00:00:00+07') TO ('{year + 1}-01-01 00:00:00+07')"
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    ),
    "CREATE TABLE pm25_reading_other PARTITION OF pm25_reading DEFAULT",
    "CREATE INDEX pm25_reading_period_end_brin ON pm25_reading USING brin (period_end) WITH (autosummarize = on)",
]

SQLITE = [
    """CREATE TABLE pm25_reading (
        period_end datetime NOT NULL,
        series_id integer NOT NULL,
        run_id integer NOT NULL,
        value_thousandths integer NULL,
        flags smallint NOT NULL CHECK (flags >= 0),
        raw text NULL,
        PRIMARY KEY (series_id, period_end)
    ) WITHOUT ROWID""",
]


def create(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE pm25_reading")


class Migration(migrations.Migration):
    dependencies = [("pm25", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="Reading",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "series_id",
                                "period_end",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("period_end", models.DateTimeField(verbose_name="สิ้นสุดช่วงเวลา")),
                        (
                            "value",
                            pm25.fields.ThousandthsField(
                                blank=True, db_column="value_thousandths", null=True, verbose_name="ค่า"
                            ),
                        ),
                        ("flags", models.SmallIntegerField(default=0, verbose_name="ข้อสังเกตด้านคุณภาพ")),
                        (
                            "raw",
                            models.TextField(blank=True, null=True, verbose_name="ข้อความที่แหล่งข้อมูลส่งมา"),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="readings",
                                to="pm25.importrun",
                                verbose_name="รอบการนำเข้าข้อมูล",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="readings",
                                to="pm25.series",
                                verbose_name="ชุดค่าที่ตรวจวัด",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ค่าที่ตรวจวัดได้",
                        "verbose_name_plural": "ค่าที่ตรวจวัดได้",
                        "ordering": ["series_id", "period_end"],
                    },
                ),
            ],
        ),
    ]
