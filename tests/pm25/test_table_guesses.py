"""What the first rows show for certain, and that nothing is said where they leave room for doubt."""

import pytest

from pm25.importers import table_guesses
from pm25.importers.table_files import Row, Table
from pm25.importers.table_guesses import guesses


def rows(*cells):
    return [Row(number, list(each)) for number, each in enumerate(cells, 2)]


def table(tmp_path, text, delimiter=""):
    path = tmp_path / "table"
    path.write_text(text, encoding="utf-8")
    return Table(path, "text/csv", delimiter=delimiter)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["01/02/2026"], {"era": "ce"}),
        (["01/02/2026", "13/02/2026"], {"date_order": "dmy", "era": "ce"}),
        (["01/02/2026", "02/13/2026"], {"date_order": "mdy", "era": "ce"}),
        (["13/02/2026", "02/13/2026"], {"era": "ce"}),
        (["13/02/2569"], {"date_order": "dmy"}),
        (["2569-02-13"], {"date_order": "ymd"}),
        (["2026-02-01 13:00"], {"date_order": "ymd", "era": "ce", "averaging": "hour"}),
        (["2026-02-01T00:00:00"], {"date_order": "ymd", "era": "ce"}),
        (["01/02/69"], {}),
        (["13 ก.พ. 2569"], {"date_order": "dmy"}),
        (["690213"], {}),
        ([""], {}),
    ],
)
def test_order_and_era_are_said_only_where_they_are_certain(dates, expected):
    found = guesses(["วันที่"], rows(*[[date] for date in dates]))

    assert {name: found[name] for name in found if name != "date_column"} == expected


def test_hour_24_shows_that_hours_are_named_by_their_end():
    columns = ["date", "hour", "x"]

    assert "hour_label" not in guesses(columns, rows(["2026-02-01", "1", "5"], ["2026-02-01", "23", "5"]))
    assert guesses(columns, rows(["2026-02-01", "24", "5"]))["hour_label"] == "end"


def test_columns_of_stations_make_a_wide_table():
    found = guesses(["Date", "Hour", "37T", "bkp101t", "o63", "2026", "note"], rows(["2026-02-01", "1", "5"]))

    assert (found["layout"], found["station_columns"]) == ("wide", [2, 3, 4])


def test_heading_says_parameter_and_unit():
    found = guesses(["Time", "PM2.5 (µg/m³)"], rows(["2026-02-01 01:00", "5"]))

    assert (found["layout"], found["value_column"], found["parameter"], found["unit"]) == ("long", 1, "pm25", "µg/m³")


def test_two_columns_of_one_name_are_not_chosen_between():
    assert guesses(["value", "value"], rows(["1", "2"])) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,5;2\n1,6;3\n", ""),
        ("a;b\n1,5;2\n1,6;3\n", ";"),
        ("a;b\n1;2\n", ";"),
        ("a,b;c\n1,2\n3,4\n", ","),
        ("a\tb\n1\t2\n", "\t"),
        ("only\nwords\n", ""),
    ],
)
def test_delimiter_is_said_where_one_sign_alone_cuts_evenly(tmp_path, text, expected):
    assert table_guesses.delimiter(table(tmp_path, text)) == expected


def test_headings_stand_under_a_title_and_over_a_line_of_units(tmp_path):
    text = "รายงานประจำเดือน,,\nวันที่,37t,38t\n,µg/m³,µg/m³\n1/2/2569,3,4\n"
    found = table_guesses.sample(table(tmp_path, text, ","))

    assert (table_guesses.header_line(found), table_guesses.first_line(found)) == (2, 4)


def test_shape_is_told_by_headings_and_not_by_titles_or_values(tmp_path):
    first = table_guesses.sample(table(tmp_path, "มกราคม,\nDate,37t\n1/1/2569,3\n", ","))
    second = table_guesses.sample(table(tmp_path, "กุมภาพันธ์,\nDate,37T\n1/2/2569,4\n", ","))
    other = table_guesses.sample(table(tmp_path, "มกราคม,\nDate,38t\n1/1/2569,3\n", ","))

    shapes = [table_guesses.fingerprint(each, False) for each in (first, second, other)]

    assert (shapes[0] == shapes[1], shapes[0] == shapes[2]) == (True, False)
