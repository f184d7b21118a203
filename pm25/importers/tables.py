"""The temporary tables of one import, gone with its transaction.

`import_stage` holds a block, `import_known` what of it is stored already, beside what is stored; `import_changed` names
the hours that were written, `import_touched` their series, `import_dirty` their station-days.
"""

ROLLUP_TABLES = ("import_touched", "import_dirty")
TABLES = ("import_stage", "import_known", "import_changed", *ROLLUP_TABLES)


def make_tables(cursor, dialect, tables=TABLES):
    key = f"period_end {dialect.TIME} NOT NULL, series_id integer NOT NULL"
    row = f"{key}, value_thousandths integer, flags integer, raw text, line integer"
    columns = {
        "import_stage": row,
        "import_known": f"{row}, old_value integer, old_flags integer, old_raw text, old_run integer, differs boolean",
        "import_changed": key,
        "import_touched": "series_id integer PRIMARY KEY",
        "import_dirty": f"series_id integer, day {dialect.DAY}, begins {dialect.TIME}, ends {dialect.TIME}",
    }
    for table in tables:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns[table]})")


def drop_tables(cursor, tables=TABLES):
    for table in tables:
        cursor.execute(f"DROP TABLE {table}")
