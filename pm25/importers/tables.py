"""The temporary tables of one import, gone with its transaction.

`import_stage` holds a block, `import_known` what of it is stored already, beside what is stored; `import_changed` names
the hours that were written (of a large block the first and the last of each series), `import_touched` their series,
`import_dirty` their station-days, `counted` where the daily mean is known already. Of series in `import_quiet` only
what lies in an `import_stretch` can have a flag of `quality`.
"""

ROLLUP_TABLES = ("import_touched", "import_dirty")
WATCH_TABLES = ("import_changed", "import_quiet", "import_stretch")
TABLES = ("import_stage", "import_known", *WATCH_TABLES, *ROLLUP_TABLES)


def make_tables(cursor, dialect, tables=TABLES):
    key = f"period_end {dialect.TIME} NOT NULL, series_id integer NOT NULL"
    row = f"{key}, value_thousandths integer, flags integer, raw text, line integer"
    columns = {
        "import_stage": row,
        "import_known": f"{row}, old_value integer, old_flags integer, old_raw text, old_run integer, differs boolean",
        "import_changed": key,
        "import_quiet": "series_id integer PRIMARY KEY",
        "import_stretch": f"series_id integer, first {dialect.TIME}, last {dialect.TIME}",
        "import_touched": "series_id integer PRIMARY KEY",
        "import_dirty": f"series_id integer, day {dialect.DAY}, begins {dialect.TIME}, ends {dialect.TIME},"
        " counted integer NOT NULL DEFAULT 0, PRIMARY KEY (series_id, day)",
    }
    for table in tables:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns[table]})")


def drop_tables(cursor, tables=TABLES):
    for table in tables:
        cursor.execute(f"DROP TABLE {table}")
