"""Tables of every shape, read as their owner says: dates, eras, hours, units; what is doubtful is refused."""

import io
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.thai.numerals import to_thai
from pm25.importers.problems import ImportProblem
from pm25.importers.table_files import Table
from pm25.importers.table_mapping import LONG, WIDE, Found, Mapping, parse_table, unit_factor
from pm25.importers.table_times import BUDDHIST, COMMON, DMY, MDY, YMD, YYMMDD, Times, Writing
from pm25.importers.times import BadTime
from pm25.importers.values import Refused

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ORDERS = {DMY: "{d}/{m}/{y}", MDY: "{m}/{d}/{y}", YMD: "{y}-{m}-{d}"}


def end(day, hour="1", *, order=DMY, era=BUDDHIST, label="end", averaging="hour"):
    return Times(Writing(order, era, label, averaging), NOW).end(day, hour)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.fixture
def table(tmp_path):
    def _table(content, *, delimiter=",", encoding="utf-8-sig", content_type=CSV):
        path = tmp_path / "table"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return Table(path, content_type, encoding=encoding, delimiter=delimiter)

    return _table


def mapping(**said):
    facts = {"layout": LONG, "writing": Writing(DMY, BUDDHIST), "date_column": 1, "hour_column": 2, "station_column": 0}
    facts |= {"value_column": 3, "parameter": "pm25", "unit": "µg/m³", "header_line": 1, "first_line": 2}
    return Mapping(**{**facts, **said})


def read(table, mapping):
    """({(station, parameter, end): (value, raw)}, [(line, reason, raw)])."""
    parsed = parse_table(table, mapping, NOW)
    values = {}
    for block in parsed.blocks:
        for number, seconds, thousandths, raw in zip(
            block.series_no, block.period_end, block.thousandths, block.raw, strict=True
        ):
            key = block.series[number]
            values[key.station, key.parameter, datetime.fromtimestamp(seconds, UTC)] = (
                Decimal(thousandths) / 1000,
                raw,
            )
    return values, [tuple(reject) for reject in parsed.rejects]


@given(
    day=st.dates(date(1990, 1, 2), date(2026, 11, 19)),
    hour=st.integers(1, 24),
    order=st.sampled_from(list(ORDERS)),
    era=st.sampled_from([BUDDHIST, COMMON]),
    thai=st.booleans(),
    padded=st.booleans(),
)
def test_date_is_read_in_the_order_and_era_that_are_said(day, hour, order, era, thai, padded):
    year = day.year + 543 if era == BUDDHIST else day.year
    width = 2 if padded else 1
    text = ORDERS[order].format(y=year, m=f"{day.month:0{width}d}", d=f"{day.day:0{width}d}")
    text = to_thai(text) if thai else text

    moment = end(text, str(hour), order=order, era=era)

    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=7)
    assert moment == midnight + timedelta(hours=hour)
    with pytest.raises(BadTime) as problem:
        end(text, str(hour), order=order, era=COMMON if era == BUDDHIST else BUDDHIST)
    assert problem.value.reason == "era"


@given(day=st.dates(date(1990, 1, 2), date(2026, 11, 19)), said=st.sampled_from(list(ORDERS)))
def test_date_in_another_order_than_said_is_never_taken_for_a_day_that_it_does_not_spell(day, said):
    for written, form in ORDERS.items():
        text = form.format(y=day.year, m=f"{day.month:02d}", d=f"{day.day:02d}")
        try:
            moment = end(text, "12", order=said, era=COMMON) + timedelta(hours=7)
        except BadTime:
            assert written != said
            continue
        assert ORDERS[said].format(y=moment.year, m=f"{moment.month:02d}", d=f"{moment.day:02d}") == text


@pytest.mark.parametrize(
    ("day", "hour", "said", "expected"),
    [
        ("1/2/2569", "24", {}, utc(2026, 2, 1, 17)),
        ("1/2/2569", "2400", {}, utc(2026, 2, 1, 17)),
        ("1/2/2569", "100", {}, utc(2026, 1, 31, 18)),
        ("1/2/2569", "0", {}, utc(2026, 1, 31, 17)),
        ("1/2/2569", "0", {"label": "begin"}, utc(2026, 1, 31, 18)),
        ("1/2/2569", "23:00", {"label": "begin"}, utc(2026, 2, 1, 17)),
        ("1/2/69", "13.00 น.", {}, utc(2026, 2, 1, 6)),
        ("1/2/26", "1", {"era": COMMON}, utc(2026, 1, 31, 18)),
        ("1/2/99", "1", {"era": COMMON}, utc(1999, 1, 31, 18)),
        ("๑ ก.พ. ๒๕๖๙", "๑", {}, utc(2026, 1, 31, 18)),
        ("1 กุมภาพันธ์ 2569", "1:00", {}, utc(2026, 1, 31, 18)),
        ("1-Feb-2026", "1", {"era": COMMON}, utc(2026, 1, 31, 18)),
        ("01022569", "1", {}, utc(2026, 1, 31, 18)),
        ("20260201", "1", {"order": YMD, "era": COMMON}, utc(2026, 1, 31, 18)),
        ("10105", "100", {"order": YYMMDD, "era": COMMON}, utc(2001, 1, 4, 18)),
        ("991231", "2400", {"order": YYMMDD, "era": COMMON}, utc(1999, 12, 31, 17)),
        ("2026-02-01T", "1", {"era": COMMON}, utc(2026, 1, 31, 18)),
        ("2026-02-01T00:00:00", "24", {"era": COMMON}, utc(2026, 2, 1, 17)),
        ("2026-02-01T13:00:00", None, {"era": COMMON}, utc(2026, 2, 1, 6)),
        ("2026-02-01 06:00Z", None, {"order": YMD, "era": COMMON}, utc(2026, 2, 1, 6)),
        ("1/2/2569 เวลา 13.00 น.", None, {}, utc(2026, 2, 1, 6)),
        ("2/1/2026 1:00 PM", None, {"order": MDY, "era": COMMON}, utc(2026, 2, 1, 6)),
        ("1/2/2569 24:00", None, {}, utc(2026, 2, 1, 17)),
        ("1/2/2569", None, {"averaging": "day"}, utc(2026, 2, 1, 17)),
    ],
)
def test_hour_ends_where_the_mapping_says(day, hour, said, expected):
    assert end(day, hour, **said) == expected


@pytest.mark.parametrize(
    ("day", "hour", "said", "reason"),
    [
        ("31/2/2569", "1", {}, "bad_time"),
        ("1/13/2569", "1", {}, "date_order"),
        ("2026-02-01", "1", {"era": COMMON}, "date_order"),
        ("1/2/2026", "1", {}, "era"),
        ("1/2/2569", "1", {"era": COMMON}, "era"),
        ("21/11/2569", "1", {}, "future"),
        ("1/2/2569", "25", {}, "bad_time"),
        ("1/2/2569", "24", {"label": "begin"}, "bad_time"),
        ("1/2/2569", "130", {}, "not_on_the_hour"),
        ("1/2/2569", "13:30", {}, "not_on_the_hour"),
        ("1/2/2569", None, {}, "no_hour"),
        ("1/2/2569 13:00", "13", {}, "two_clocks"),
        ("45000", "1", {"era": COMMON}, "bad_time"),
        ("1/2/569", "1", {}, "bad_time"),
        ("รวม", "1", {}, "bad_time"),
        ("", "", {}, "bad_time"),
        ("20/11/2569", None, {"averaging": "day"}, "future"),
    ],
)
def test_time_that_cannot_be_is_refused(day, hour, said, reason):
    with pytest.raises(BadTime) as problem:
        end(day, hour, **said)

    assert problem.value.reason == reason


def test_long_table_in_the_words_of_an_office(table):
    content = (
        "สถานี;วันที่;ชั่วโมง;ค่า\n"
        " 37T ;01/02/2569;1;12,5\n"
        "37t;01/02/2569;2;๑๓,๕\n"
        "37t;01/02/2569;3;-\n"
        "37t;01/02/2569;4;1.250,5\n"
        "37t;01/02/2569;5;=1+1\n"
        ";01/02/2569;6;9\n"
        "\n"
        "38t;01/02/2569;24;999,9\n"
    )

    found = read(table(content, delimiter=";", encoding="cp874"), mapping(decimal_comma=True))

    assert found == (
        {
            ("37t", "pm25", utc(2026, 1, 31, 18)): (Decimal("12.5"), None),
            ("37t", "pm25", utc(2026, 1, 31, 19)): (Decimal("13.5"), None),
            ("38t", "pm25", utc(2026, 2, 1, 17)): (Decimal("999.9"), "999,9"),
        },
        [(5, "decimal", "ค่า: 1.250,5"), (6, "formula", "ค่า: =1+1"), (7, "bad_station", "สถานี: ")],
    )


def test_comma_is_refused_unless_it_is_said(table):
    content = 's,d,h,v\n37t,1/2/2569,1,"1,234.5"\n37t,1/2/2569,2,"12,5"\n37t,1/2/2569,3,<2\n37t,1/2/2569,4,NaN\n'

    values, rejects = read(table(content), mapping())

    assert values == {}
    assert [reason for _line, reason, _raw in rejects] == ["comma", "comma", "qualifier", "not_finite"]


def test_wide_table_has_a_column_for_each_station(table):
    content = "วันที่,ชม.,37t,o63,หมายเหตุ\n,,µg/m³,µg/m³,\n13/2/2569,100,12.5,13,ฝนตก\n13/2/2569,200,,14\nรวม,,,\n"
    said = mapping(layout=WIDE, date_column=0, hour_column=1, station_column=None, value_column=None)
    wide = Mapping(**{**said.__dict__, "station_columns": (2, 3), "first_line": 3})

    values, rejects = read(table(content), wide)

    assert values == {
        ("37t", "pm25", utc(2026, 2, 12, 18)): (Decimal("12.5"), None),
        ("o63", "pm25", utc(2026, 2, 12, 18)): (Decimal(13), None),
        ("o63", "pm25", utc(2026, 2, 12, 19)): (Decimal(14), None),
    }
    assert rejects == []


def test_units_and_parameters_come_from_their_columns(table):
    content = (
        "s,d,h,v,p,u\n37t,1/2/2569,1,0.0125,PM 2.5,mg/m3\n37t,1/2/2569,1,30,O3,ppb\n"
        "37t,1/2/2569,2,30,ozone,ppb\n37t,1/2/2569,2,30,PM2.5,ppb\n"
    )

    values, rejects = read(table(content), mapping(parameter="", parameter_column=4, unit="", unit_column=5))

    assert values == {
        ("37t", "pm25", utc(2026, 1, 31, 18)): (Decimal("12.5"), "0.0125"),
        ("37t", "o3", utc(2026, 1, 31, 18)): (Decimal(30), None),
    }
    assert rejects == [(4, "parameter", "p: ozone"), (5, "unit", "u: ppb")]


@pytest.mark.parametrize(
    ("parameter", "unit", "factor"),
    [
        ("pm25", "μg/m3", 1),
        ("pm25", "ug/m^3", 1),
        ("pm25", "mg/m³", 1000),
        ("o3", "ppm", 1000),
        ("co", "ppb", Decimal("0.001")),
    ],
)
def test_unit_has_a_factor_to_ours(parameter, unit, factor):
    assert unit_factor(parameter, unit) == factor


@pytest.mark.parametrize(("parameter", "unit"), [("pm25", "ppb"), ("pm25", ""), ("o3", "µg/m³")])
def test_unit_that_says_something_else_is_refused(parameter, unit):
    with pytest.raises(Refused):
        unit_factor(parameter, unit)


def test_workbook_with_typed_dates_and_formulas(table):
    book = openpyxl.Workbook()
    book.active.append(["Station", "Date", "Hour", "PM2.5"])
    book.active.append(["37t", date(2026, 2, 1), 1, 12.5])
    book.active.append([37, date(2026, 2, 1), 2.0, "=1+1"])
    book.active.append(["37t", "1/2/2026", 3, "13"])
    target = io.BytesIO()
    book.save(target)

    found = read(table(target.getvalue(), content_type=XLSX), mapping(writing=Writing(DMY, COMMON)))

    assert found == (
        {
            ("37t", "pm25", utc(2026, 1, 31, 18)): (Decimal("12.5"), None),
            ("37t", "pm25", utc(2026, 1, 31, 20)): (Decimal(13), None),
        },
        [(3, "formula", "PM2.5: =1+1")],
    )


def test_quoted_cell_over_two_lines_keeps_the_count_of_lines(table):
    content = 's,d,h,v\n"37t",1/2/2569,1,"a\nb"\n37t,1/2/2569,2,x\n'

    _values, rejects = read(table(content), mapping())

    assert [line for line, _reason, _raw in rejects] == [2, 4]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("s,d,h,v\n" + "," * 600 + "\n", "no_values"),
        ("s,d,h,v\n" + "1," * 600 + "\n", "too_wide"),
        ("s,d,h,v\n" + "1," * 1_000_000 + "\n", "too_wide"),
        ('s,d,h,v\n37t,"1/2/2569,1,2\n' + "37t,1/2/2569,1,2\n" * 20_000, "broken_row"),
        ("s,d,h,v\n", "no_values"),
        ("s,d,h,v\n" + "".join(f"x{n},1/2/2569,1,2\n" for n in range(2001)), "too_many_stations"),
    ],
)
def test_table_that_is_no_table_is_refused_with_its_line(table, content, code):
    with pytest.raises(ImportProblem) as problem:
        read(table(content), mapping())

    assert problem.value.code == code


def test_text_in_another_encoding_is_refused_where_it_stands(table):
    content = b"s,d,h,v\n37t,1/2/2569,1,2\n" + "สถานี".encode("cp874")

    with pytest.raises(ImportProblem) as problem:
        read(table(content), mapping())

    assert problem.value.code == "encoding"


def test_reading_ends_rejects_at_the_thousandth_and_counts_the_rest(table):
    content = "s,d,h,v\n" + "37t,1/2/2569,1,x\n" * 1500

    parsed = parse_table(table(content), mapping(), NOW, Found())
    blocks = list(parsed.blocks)

    assert (len(parsed.rejects), parsed.rejects_beyond, [len(block) for block in blocks]) == (1000, 500, [0])


@given(content=st.binary(max_size=400), delimiter=st.sampled_from([",", ";", "\t", "|", ""]))
def test_any_bytes_give_values_or_rejects_or_a_problem_in_words(tmp_path_factory, content, delimiter):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(b"s,d,h,v\n" + content)

    with suppress(ImportProblem):
        read(Table(path, CSV, encoding="cp874", delimiter=delimiter), mapping())
