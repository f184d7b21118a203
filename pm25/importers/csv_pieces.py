"""A CSV file as pieces of whole lines, none of which is ever larger than a little over a megabyte."""

import csv
import io
from dataclasses import dataclass

from pm25.importers.csv_rules import Columns
from pm25.importers.problems import ImportProblem

PIECE = 1024 * 1024
LONGEST_HEADER, LONGEST_LINE = 10_000, 1000
BOM = b"\xef\xbb\xbf"


@dataclass
class Piece:
    """Whole lines; `first_line` is the number of the first one, `end` how many bytes of the file are read with it."""

    content: bytes
    first_line: int
    end: int

    def text(self) -> str:
        try:
            return self.content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = self.first_line + self.content.count(b"\n", 0, error.start)
            raise ImportProblem(
                "not_utf8",
                f"บรรทัดที่ {line} ไม่ได้เข้ารหัสแบบ UTF-8 บันทึกไฟล์ใหม่เป็น CSV UTF-8",
                f"Line {line} is not UTF-8: save the file as CSV UTF-8.",
            ) from error

    def lines(self) -> list[str]:
        """With their ends, also those that a lone carriage return ends."""
        return list(io.StringIO(self.text(), newline=""))


def open_pieces(file):
    """The columns that the header names, and a generator of the pieces after it. Raises ImportProblem."""
    header = file.readline(LONGEST_HEADER)
    plain = header.removeprefix(BOM)
    if not plain.strip() and not file.read(1):
        raise ImportProblem("empty", "ไฟล์ว่างเปล่า", "The file is empty.")
    cells = next(csv.reader([Piece(plain, 1, len(header)).text().replace("\r", "").replace("\n", "")]), [])
    return Columns(cells), _pieces(file, len(header))


def _pieces(file, end):
    line, rest = 2, b""
    while chunk := file.read(PIECE):
        end += len(chunk)
        cut = chunk.rfind(b"\n") + 1
        if not cut:
            rest += chunk
            if len(rest) > 2 * PIECE:
                raise ImportProblem("broken_csv", f"บรรทัดที่ {line} ยาวผิดปกติ ไฟล์อาจเสีย", f"Line {line} is far too long.")
            continue
        content, rest = rest + chunk[:cut], chunk[cut:]
        yield Piece(content, line, end)
        line += content.count(b"\n")
    if rest:
        yield Piece(rest, line, end)
