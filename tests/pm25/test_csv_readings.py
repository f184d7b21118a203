"""Hourly readings from a CSV of an operator: whichever way a piece of the file goes, the result is the same."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm25.flags import Flag
from pm25.importers import csv_pieces, csv_readings
from pm25.importers.csv_columns import Lines
from pm25.importers.csv_rules import read_time
from pm25.importers.parsed import BlockWriter, SeriesKey
from pm25.importers.problems import ImportProblem
from pm25.importers.times import BadTime
from pm25.importers.units import unit_kept
from pm25.importers.values import Refused, converted, read_value
from pm25.models import DailyMean, ImportRun, Reading, Reject, Station
from pm25.services import load_pm25_reference

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
HEADER = "station_code,time,value,unit"


def text(*rows, header=HEADER, end="\n"):
    return end.join([header, *rows, ""])


def parse(content):
    return csv_readings.parse(content if isinstance(content, bytes) else content.encode(), NOW)


def readings(parsed):
    """Sorted (station, parameter, end, thousandths, flags, raw, line) of all blocks."""
    return sorted(
        (block.series[number].station, block.series[number].parameter, end, value, flags, str(raw), line)
        for block in parsed.blocks
        for number, end, value, flags, raw, line in zip(
            block.series_no, block.period_end, block.thousandths, block.flags, block.raw, block.line, strict=True
        )
    )


def plain(content):
    """What a row by row reading by the shared rules for values, units and times gives."""
    writer, reader = BlockWriter(), csv.reader(io.StringIO(content, newline=""))
    names = next(reader)
    for cells in reader:
        if not cells:
            continue
        raw, row = ",".join(cells), dict(zip(names, cells, strict=False))
        try:
            if len(cells) != len(names) or len(raw) > 1000:
                raise Refused("columns")
            code = row["station_code"].strip().lower()
            if not code:
                raise Refused("bad_station")
            parameter = row.get("parameter", "").strip().lower() or "pm25"
            unit, factor = unit_kept(parameter, row["unit"])
            value = read_value(row["value"], parameter)
            if value is None:
                continue
            value = value if factor == 1 else converted(value, factor, parameter)
            end = read_time(row["time"], now=NOW)
            writer.add(SeriesKey(code, parameter, "PT1H", unit), end, value, reader.line_num)
        except (Refused, BadTime) as problem:
            writer.reject(reader.line_num, problem.reason, raw)
    return writer


def test_row_is_an_hour_labelled_by_its_end():
    parsed = parse(text("37T ,2026-09-28 16:00,12.5,µg/m³"))

    end = int(datetime(2026, 9, 28, 9, tzinfo=UTC).timestamp())
    assert readings(parsed) == [("37t", "pm25", end, 12500, 0, "None", 2)]
    assert [row.source_station_id for row in parsed.stations] == ["37t"]


@pytest.mark.parametrize(
    ("sent", "hour"),
    [
        ("2026-09-28T16:00:00+07:00", 9),
        ("2026-09-28T16:00:00Z", 16),
        ("2026-09-28 16:00:00 +0700", 9),
        ("2026-09-28 24:00", 17),
        ("2026-09-28 24:00+07:00", 17),
    ],
)
def test_times_with_and_without_an_offset(sent, hour):
    assert read_time(sent, now=NOW) == datetime(2026, 9, 28, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ("28/09/2026 16:00", "bad_time"),
        ("2026-09-28", "bad_time"),
        ("2026-02-30 16:00", "bad_time"),
        ("2026-09-28 24:30", "bad_time"),
        ("2026-09-28 16:30", "not_on_the_hour"),
        ("2569-09-28 16:00", "future"),
        ("2026-11-20 11:00", "future"),
    ],
)
def test_times_that_need_a_guess_are_refused(sent, reason):
    parsed = parse(text(f"37t,{sent},12.5,ug/m3"))

    assert [(reject.line, reject.reason) for reject in parsed.rejects] == [(2, reason)]


@pytest.mark.parametrize(
    ("unit", "thousandths", "flags"),
    [("ug/m3", 12, 0), ("µg/m3", 12, 0), (" µg / m³", 12, 0), ("mg/m3", 12_000, int(Flag.UNIT_CONVERTED))],
)
def test_units_are_read_and_converted(unit, thousandths, flags):
    assert [row[3:5] for row in readings(parse(text(f"37t,2026-09-28 16:00,0.012,{unit}")))] == [(thousandths, flags)]


def test_any_other_unit_is_refused():
    assert [one.reason for one in parse(text("37t,2026-09-28 16:00,12,ppb")).rejects] == ["unit"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<html></html>", "header"),
        (b"station,time,value\n", "header"),
        (b"station_code,time,value,unit,note\n", "header"),
        (HEADER.encode(), "no_rows"),
        (text("37t,2026-09-28 16:00,12,ug/m3").encode() + "ลำปาง,".encode("tis-620"), "not_utf8"),
        (text("37t,2026-09-28 16:00,12,ug/m3").encode("utf-16"), "not_utf8"),
    ],
)
def test_file_that_is_no_such_table_is_refused_as_a_whole(content, code):
    with pytest.raises(ImportProblem) as problem:
        parse(content)

    assert problem.value.code == code


ROW = st.one_of(
    st.tuples(
        st.sampled_from(["37t", "37T ", "40t", "", "ส1"]),
        st.sampled_from(["2026-09-28 16:00", "2026-09-28 17:00", "2026-09-28T16:00:00+07:00", "2026-02-30 01:00"]),
        st.sampled_from(["12.5", "12.50", "13", "", "-", "-999", "1500", "๑๒.๕", "<2", "1e400", "0.0004", "NaN"]),
        st.sampled_from(["ug/m3", "ug/m3", "µg/m³", "mg/m3", "ppb"]),
        st.sampled_from(["", "pm25", "PM10", "o3", "x"]),
    ).map(",".join),
    st.sampled_from(["37t,2026-09-28 16:00", "a,b,c,d,e,f", ",,,,", "  ", "37t,2026-09-28 18:00,5,ug/m3,", "x" * 1200]),
)
ODD = st.sampled_from(['"37t","2026-09-28 16:00","12,5",ug/m3,', '"40t\n",2026-09-28 16:00,1,ug/m3,', "", "a\rb,c"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.one_of(ROW, ROW, ODD), min_size=1, max_size=25), end=st.sampled_from(["\n", "\r\n"]))
def test_ways_agree_with_a_plain_reading(rows, end, monkeypatch):
    content = text(*rows, header=f"{HEADER},parameter", end=end)
    expected = plain(content)

    parsed = parse(content)
    monkeypatch.setattr(Lines, "are_plain", lambda self: False)
    slow = parse(content)
    monkeypatch.undo()

    assert (
        readings(parsed)
        == readings(slow)
        == sorted(
            (key.station, key.parameter, end, value, flags, str(raw), line)
            for key, end, value, flags, raw, line in zip(
                [expected.block.series[number] for number in expected.block.series_no],
                *(expected.block.period_end, expected.block.thousandths, expected.block.flags),
                *(expected.block.raw, expected.block.line),
                strict=True,
            )
        )
    )
    assert sorted(parsed.rejects) == sorted(slow.rejects) == sorted(expected.rejects)
    assert parsed.doubled == slow.doubled == expected.doubled


@pytest.fixture
def csv_file(tmp_path, db):
    """Load the sources; give a function that writes rows to a file and returns its path."""
    load_pm25_reference(StringIO())

    def _csv_file(*rows, **options):
        path = tmp_path / "hours.csv"
        path.write_text(text(*rows, **options), encoding="utf-8-sig")
        return str(path)

    return _csv_file


def take(path, **options):
    out = StringIO()
    call_command("import_readings", "csv", path, stdout=out, **options)
    return out.getvalue().strip()


def many(count, start=datetime(2026, 3, 1, 1, tzinfo=UTC), step=1):
    return [
        f"37t,{start + timedelta(hours=number * step):%Y-%m-%d %H:%M},{20 + number % 7}.5,ug/m3"
        for number in range(count)
    ]


def test_pieces_of_a_file_are_one_file(csv_file, monkeypatch):
    """Pieces of some lines each, an hour twice alike and an hour with another value, far apart; a quoted line."""
    monkeypatch.setattr(csv_pieces, "PIECE", 300)
    rows = many(60)
    path = csv_file(*rows, rows[0], rows[1].replace("21.5", "99"), '"40t",2026-03-01 01:00,"7",ug/m3', "x")

    said = take(path), take(path)

    assert said == ("new=61 unchanged=1 revised=0 rejected=2", "new=0 unchanged=62 revised=0 rejected=2")
    first = ImportRun.objects.order_by("pk").first()
    assert list(first.rejects.values_list("line", "reason")) == [(63, "conflict"), (65, "columns")]
    assert Reading.objects.order_by("period_end", "series").values_list("value", flat=True)[2] == Decimal("21.5")
    assert sorted(DailyMean.objects.values_list("hours", flat=True)) == [1, 12, 24, 24]
    assert set(Station.objects.values_list("status", flat=True)) == {Station.Status.PENDING}


def test_file_that_turns_bad_further_down_leaves_nothing(csv_file, monkeypatch):
    monkeypatch.setattr(csv_pieces, "PIECE", 300)
    path = csv_file(*many(60), *(f"37t,2026-03-01 01:00,bad{number},ug/m3" for number in range(200)))

    with pytest.raises(CommandError):
        take(path)

    assert (Reading.objects.count(), Station.objects.count(), Reject.objects.count()) == (0, 0, 0)
    assert ImportRun.objects.get().error_code == "implausible"
