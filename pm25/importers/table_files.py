"""Read an uploaded table row by row, whatever its size: text in its encoding and delimiter, or one sheet."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from foundation.documents.models import StoredFile
from pm25.importers.problems import ImportProblem
from pm25.importers.workbooks import Limits, read_sheets

XLSX = StoredFile.ContentType.XLSX
MAX_COLUMNS = 500
MAX_ROWS = 3_000_000
MAX_LINE = 256 * 1024  # signs
MAX_CELL = 1000  # signs of a cell that are looked at
DELIMITERS = [",", ";", "\t", "|"]
LIMITS = Limits(
    bytes=50 * 1024 * 1024,
    strings=16 * 1024 * 1024,
    row=1024 * 1024,
    columns=MAX_COLUMNS,
    rows=1_048_576,
    computed=False,
)


class Row(NamedTuple):
    """A line that is not empty. `number` counts lines from 1 as an editor or a spreadsheet shows them."""

    number: int
    cells: list[str]


@dataclass
class Table:
    """A stored table and how to read it. `delimiter` "" leaves a line whole; `sheet` counts from 1.

    `done_lines` and, where that can be told, `done_bytes` say how much of the file has been read.
    """

    path: Path
    content_type: str
    encoding: str = "utf-8-sig"
    delimiter: str = ""
    sheet: int = 1
    done_bytes: int | None = None
    done_lines: int = 0

    @property
    def is_workbook(self):
        return self.content_type == XLSX

    def rows(self) -> Iterator[Row]:
        """Every row with something in it. Raises ImportProblem where the file cannot be read on."""
        rows = self._workbook_rows() if self.is_workbook else self._text_rows()
        for count, row in enumerate(rows):
            if count >= MAX_ROWS:
                raise _too_large(row.number)
            self.done_lines = row.number
            yield row

    def sheet_names(self) -> list[str]:
        return [name for name, _rows in self._sheets()] if self.is_workbook else []

    def _sheets(self):
        return read_sheets(self.path, LIMITS)

    def _workbook_rows(self):
        for number, (_name, rows) in enumerate(self._sheets(), 1):
            if number == self.sheet:
                for line, cells in rows:
                    texts = [cell_text(cell) for cell in cells]
                    if any(texts):
                        yield Row(line, texts)
                return
        raise ImportProblem("no_sheet", f"ไม่มีแผ่นงานที่ {self.sheet} เลือกแผ่นงานอื่น", f"There is no sheet {self.sheet}.")

    def _text_rows(self):
        with _Lines(self) as lines:
            for cells in self._split(lines):
                texts = [cell.strip()[:MAX_CELL] for cell in cells]
                if any(texts):
                    if len(texts) > MAX_COLUMNS:
                        raise _too_wide(lines.begin)
                    yield Row(lines.begin, texts)
                lines.begin = lines.number + 1

    def _split(self, lines):
        if not self.delimiter:
            yield from ([line] for line in lines)
            return
        try:
            yield from csv.reader(lines, delimiter=self.delimiter, strict=True)
        except csv.Error as problem:
            raise ImportProblem(
                "broken_row",
                f'อ่านบรรทัดที่ {lines.begin} ไม่ได้ ตรวจเครื่องหมายคำพูด (") ในบรรทัดนั้น หรือบันทึกเป็น .xlsx แล้วส่งใหม่',
                f"Line {lines.begin} cannot be read; look at its quotation marks.",
            ) from problem


class _Lines:
    """The lines of a text file, counted, none longer than MAX_LINE. `begin` is where the row in hand began."""

    def __init__(self, table):
        self.table, self.number, self.begin = table, 0, 1
        self.raw = table.path.open("rb")
        self.text = io.TextIOWrapper(self.raw, encoding=table.encoding, newline="")

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.text.close()

    def __iter__(self):
        return self

    def __next__(self):
        try:
            line = self.text.readline(MAX_LINE + 1)
        except (UnicodeError, ValueError) as problem:
            raise ImportProblem(
                "encoding",
                f"ตัวอักษรหลังบรรทัดที่ {self.number} ไม่ใช่การเข้ารหัสที่เลือกไว้ เลือกการเข้ารหัสใหม่",
                f"After line {self.number} the text is not in the encoding that was chosen.",
            ) from problem
        if not line:
            raise StopIteration
        self.number += 1
        self.table.done_bytes = self.raw.tell()
        if len(line) > MAX_LINE:
            raise _too_wide(self.number)
        return line


def cell_text(cell) -> str:
    """A cell of a workbook as a person reads it; what is typed as a date in ISO 8601 with a T, which needs no order."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()[:MAX_CELL]
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0).isoformat()
    if isinstance(cell, date):
        return f"{cell.isoformat()}T"
    if isinstance(cell, time):
        return cell.replace(microsecond=0).isoformat()
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def _too_wide(line):
    return ImportProblem(
        "too_wide",
        f"บรรทัดที่ {line} ยาวหรือมีเกิน {MAX_COLUMNS} คอลัมน์ ตรวจตัวคั่น ลบคอลัมน์ที่ไม่ใช้ แล้วส่งใหม่",
        f"Line {line} is too long or has more than {MAX_COLUMNS} columns.",
    )


def _too_large(line):
    return ImportProblem(
        "too_large",
        f"ไฟล์มีเกิน {MAX_ROWS:,} แถว (ถึงบรรทัดที่ {line}) แบ่งเป็นหลายไฟล์แล้วส่งทีละไฟล์",
        f"The file has more than {MAX_ROWS:,} rows; split it.",
    )
