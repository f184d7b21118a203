"""Months of stations and provinces and days of the country, from DailyMean and ProvinceDay: never from readings.

The days of `import_dirty` (see `rollups`) say which months and days are computed anew; SQLite joins in the order of a
CROSS JOIN, so that it looks days up instead of reading all of them. A day is above the limit where its mean, rounded to
0.1, is above the Standard that held on it: the same rule as on pages.
"""

# ruff: noqa: S608 - every part of the SQL is a constant of the code, or a number or date of a Standard

from pm25.fields import to_thousandths
from pm25.importers.rounding import rounded
from pm25.importers.store_dialect import current_dialect
from pm25.models import CountryDay, Parameter, ProvinceMonth, Standard, StationMonth

MONTH_MODELS = (StationMonth, ProvinceMonth, CountryDay)
KEPT = (Parameter.PM25.value, Parameter.PM10.value)
IN_KEPT = f"IN ('{KEPT[0]}', '{KEPT[1]}')"
TENTH = 100  # thousandths
DAY_BITS = 32  # the highest day of a month is found as one number: tenths × 32 + 31 − day of the month
TABLES = ("import_months", "import_province_months", "import_country_days")


def recompute_months(cursor, dialect):
    """What the station-days in `import_dirty` bear on; call it after ProvinceDay."""
    _make_tables(cursor, dialect)
    cursor.execute(f"""
        INSERT INTO import_months (series_id, parameter, province_id, month)
        SELECT DISTINCT d.series_id, se.parameter, st.province_id, {dialect.MONTH_OF.format("d.day")}
        FROM import_dirty d JOIN pm25_series se ON se.id = d.series_id JOIN pm25_station st ON st.id = se.station_id
        WHERE se.parameter {IN_KEPT}""")
    cursor.execute("""
        INSERT INTO import_province_months (province_id, parameter, month)
        SELECT DISTINCT province_id, parameter, month FROM import_months WHERE province_id IS NOT NULL""")
    cursor.execute(f"""
        INSERT INTO import_country_days (day, parameter)
        SELECT DISTINCT d.day, se.parameter FROM import_dirty d JOIN pm25_series se ON se.id = d.series_id
        WHERE se.parameter {IN_KEPT}""")
    _recompute(cursor, dialect)


def recompute_months_of_provinces(cursor, dialect, province_ids):
    """All months of some provinces, and every day of the country; call it after their ProvinceDays."""
    marks = ", ".join(["%s"] * len(province_ids))
    cursor.execute(f"DELETE FROM pm25_provincemonth WHERE province_id IN ({marks})", province_ids)
    cursor.execute("DELETE FROM pm25_countryday")
    _make_tables(cursor, dialect)
    _name_provinces(cursor, dialect, f"WHERE province_id IN ({marks})", province_ids)
    _recompute(cursor, dialect)


def recompute_all_months(cursor):
    """Everything, from all daily means; call it in a transaction."""
    dialect = current_dialect()
    dialect.lock_rollups(cursor)
    for model in MONTH_MODELS:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
    _make_tables(cursor, dialect)
    cursor.execute(f"""
        INSERT INTO import_months (series_id, parameter, month)
        SELECT DISTINCT m.series_id, se.parameter, {dialect.MONTH_OF.format("m.day")}
        FROM pm25_dailymean m JOIN pm25_series se ON se.id = m.series_id WHERE se.parameter {IN_KEPT}""")
    _name_provinces(cursor, dialect)
    _recompute(cursor, dialect)


def _name_provinces(cursor, dialect, where="", parameters=None):
    """All months of the provinces that `where` picks, and all days of the country."""
    cursor.execute(
        f"""
        INSERT INTO import_province_months (province_id, parameter, month)
        SELECT DISTINCT province_id, parameter, {dialect.MONTH_OF.format("day")} FROM pm25_provinceday {where}""",
        parameters,
    )
    cursor.execute(
        "INSERT INTO import_country_days (day, parameter) SELECT DISTINCT day, parameter FROM pm25_provinceday"
    )


def _make_tables(cursor, dialect):
    columns = {
        "import_months": f"series_id integer, parameter varchar(20), province_id integer, month {dialect.DAY}",
        "import_province_months": f"province_id integer, parameter varchar(20), month {dialect.DAY}",
        "import_country_days": f"day {dialect.DAY}, parameter varchar(20)",
    }
    for table in TABLES:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns[table]})")


def _recompute(cursor, dialect):
    for table in TABLES:
        dialect.analyse(cursor, table)
    limits = _limits()
    _station_months(cursor, dialect, limits)
    _province_months(cursor, dialect, limits)
    _country_days(cursor, limits)
    for table in TABLES:
        cursor.execute(f"DROP TABLE {table}")


def _station_months(cursor, dialect, limits):
    tenths = rounded("CAST(m.total_thousandths AS bigint)", f"({TENTH} * m.hours)")
    known = "m.mean_thousandths IS NOT NULL"
    days = f"m.series_id = k.series_id AND m.day >= k.month AND m.day < {dialect.NEXT_MONTH.format('k.month')}"
    _forget(cursor, "pm25_stationmonth", "series_id, month", "import_months")
    cursor.execute(f"""
        INSERT INTO pm25_stationmonth
            (month, total_thousandths, highest_thousandths, days, over, highest_on, series_id, hours)
        SELECT month, total, {_highest("packed")}, days, above, {_highest_on("packed")}, series_id, hours
        FROM (SELECT k.month, k.series_id, SUM(m.hours) AS hours,
            COALESCE(SUM(m.mean_thousandths), 0) AS total, COUNT(m.mean_thousandths) AS days,
            SUM(CASE WHEN {known} AND {TENTH} * ({tenths}) > {limits("k.parameter", "m.day")} THEN 1 ELSE 0 END)
                AS above,
            MAX(CASE WHEN {known} THEN {_packed(tenths, dialect)} END) AS packed
            FROM import_months k CROSS JOIN pm25_dailymean m WHERE {days}
            GROUP BY k.month, k.series_id) AS months""")


def _province_months(cursor, dialect, limits):
    days = (
        "m.province_id = k.province_id AND m.parameter = k.parameter"
        f" AND m.day >= k.month AND m.day < {dialect.NEXT_MONTH.format('k.month')}"
    )
    _forget(cursor, "pm25_provincemonth", "province_id, parameter, month", "import_province_months")
    cursor.execute(f"""
        INSERT INTO pm25_provincemonth (month, total_thousandths, highest_thousandths, days, over, highest_on,
            province_id, is_sample, parameter)
        SELECT month, total, {_highest("packed")}, days, above, {_highest_on("packed")},
            province_id, is_sample, parameter
        FROM (SELECT k.month, k.province_id, k.parameter, m.is_sample,
            SUM(m.mean_thousandths) AS total, COUNT(*) AS days,
            SUM(CASE WHEN m.mean_thousandths > {limits("k.parameter", "m.day")} THEN 1 ELSE 0 END) AS above,
            MAX({_packed(f"m.mean_thousandths / {TENTH}", dialect)}) AS packed
            FROM import_province_months k CROSS JOIN pm25_provinceday m
            WHERE m.is_sample IN (true, false) AND {days}
            GROUP BY k.month, k.province_id, k.parameter, m.is_sample) AS months""")


def _country_days(cursor, limits):
    """The middle one of the provinces' means, or the mean of the middle two, rounded once."""
    middle = "place IN ((provinces + 1) / 2, (provinces + 2) / 2)"
    total, count = f"SUM(CASE WHEN {middle} THEN mean ELSE 0 END)", f"SUM(CASE WHEN {middle} THEN 1 ELSE 0 END)"
    _forget(cursor, "pm25_countryday", "day, parameter", "import_country_days")
    cursor.execute(f"""
        INSERT INTO pm25_countryday (day, median_thousandths, highest_thousandths, highest_province_id, provinces,
            over, is_sample, parameter)
        SELECT day, {TENTH} * ({rounded(total, f"({TENTH} * {count})")}), MAX(mean),
            MAX(CASE WHEN place = provinces THEN province_id END), MAX(provinces), SUM(above), is_sample, parameter
        FROM (SELECT m.day, m.parameter, m.is_sample, m.province_id, m.mean_thousandths AS mean,
            CASE WHEN m.mean_thousandths > {limits("m.parameter", "m.day")} THEN 1 ELSE 0 END AS above,
            ROW_NUMBER() OVER (PARTITION BY m.day, m.parameter, m.is_sample
                ORDER BY m.mean_thousandths, m.province_id DESC) AS place,
            COUNT(*) OVER (PARTITION BY m.day, m.parameter, m.is_sample) AS provinces
            FROM import_country_days k CROSS JOIN pm25_provinceday m
            WHERE m.day = k.day AND m.parameter = k.parameter) AS ranked
        GROUP BY day, parameter, is_sample""")


def _forget(cursor, table, names, keys):
    cursor.execute(f"DELETE FROM {table} WHERE ({names}) IN (SELECT {names} FROM {keys})")


def _packed(tenths, dialect):
    """One number that grows with the mean and, between equal means, with the earlier day."""
    return f"{DAY_BITS} * ({tenths}) + {DAY_BITS - 1} - {dialect.DAY_OF_MONTH.format('m.day')}"


def _day_part(packed):
    """What is left of `packed` after its tenths; SQL keeps the sign of a negative number in the rest."""
    return f"(({packed} % {DAY_BITS} + {DAY_BITS}) % {DAY_BITS})"


def _highest(packed):
    return f"{TENTH} * (({packed} - {_day_part(packed)}) / {DAY_BITS})"


def _highest_on(packed):
    return f"{DAY_BITS - 1} - {_day_part(packed)}"


def _limits():
    """A function that gives the SQL of the daily limit, in thousandths, of a parameter on a day; NULL without one."""
    rows = Standard.objects.filter(parameter__in=KEPT, averaging=Standard.Span.DAY).order_by("-valid_from")
    rows = [(row.parameter, row.valid_from, row.valid_to, to_thousandths(row.value)) for row in rows]

    def limit(parameter, day):
        cases = "".join(
            f" WHEN {parameter} = '{of}' AND {day} >= '{begin:%Y-%m-%d}'"
            + (f" AND {day} <= '{end:%Y-%m-%d}'" if end else "")
            + f" THEN {value}"
            for of, begin, end, value in rows
        )
        return f"CASE{cases} END" if cases else "CAST(NULL AS integer)"

    return limit
