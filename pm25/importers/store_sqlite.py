"""What SQLite says in its own way while readings are stored. Times are text in UTC, as Django writes them."""

from datetime import UTC, datetime

TIME, DAY = "datetime", "date"
LOCAL_DAY = "date({0}, '+7 hours', '-1 second')"
DAY_BEGINS = "datetime({0}, '-7 hours')"
DAY_ENDS = "datetime({0}, '+1 day', '-7 hours')"
HOUR_NUMBER = "(CAST(strftime('%%s', {0}) AS integer) / 3600)"
HOURS_LATER = "datetime({0}, '{1} hours')"


def lock(cursor, source_id):
    """Nothing to do: a transaction begins IMMEDIATE, so there is only one writer."""


def stage(cursor, rows):
    """Put rows (seconds, series id, thousandths, flags, raw, line) into `import_stage`."""
    times = {}

    def text(seconds):
        return times.get(seconds) or times.setdefault(
            seconds, datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
        )

    cursor.executemany(
        "INSERT INTO import_stage (period_end, series_id, value_thousandths, flags, raw, line)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        ((text(seconds), *rest) for seconds, *rest in rows),
    )
