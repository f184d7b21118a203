"""Rows of a CSV file into blocks: whole columns where a piece is plain, the csv module where it has quotes or oddities.

Both ways ask the same `Rules` and end in the same `_block`, so that a file gives the same readings and refusals with
the same line numbers whichever way its pieces go.
"""

import csv
from functools import partial

import numpy as np
import polars as pl

from pm25.importers.csv_columns import Lines, Tables
from pm25.importers.csv_pieces import LONGEST_LINE
from pm25.importers.csv_rules import Place, Rules
from pm25.importers.parsed import KEPT_REJECTS, LONGEST_RAW, Block, Rejected, StationRow, storable
from pm25.importers.problems import ImportProblem

HOUR = 3600
ROW_BITS, HOUR_BITS = 22, 21  # of a sorting key: rows of a piece, hours since 1970


class Reader:
    """Turns pieces into blocks, and grows `parsed` with what it meets."""

    def __init__(self, columns, pieces, parsed, now):
        self.columns, self.parsed, self.now = columns, parsed, now
        self.rules, self.series = Rules(now), []
        self._pieces, self._numbers, self._stations = pieces, {}, set()
        self._tables = Tables(columns, self.rules, self.number)
        self._found = []  # refusals of the piece in hand
        self._shift = 0  # lines that only a lone carriage return ends

    def blocks(self, file):
        """Yield the blocks of `file`, closing it at the end. Raises ImportProblem."""
        seen = False
        with file:
            for piece in self._pieces:
                piece.first_line += self._shift
                lines = Lines(piece)
                rows = self._by_columns(piece, lines) if lines.are_plain() else self._by_csv_module(piece)
                seen = True
                block = self._block(rows)
                self._keep_rejects()
                self.parsed.done_bytes = piece.end
                if len(block):
                    yield block
        if not seen:
            raise ImportProblem("no_rows", "ไฟล์มีแต่หัวตาราง ไม่มีค่าเลย", "The file has a header and no values.")

    def number(self, key):
        """The number of a series, the same in all blocks of the file."""
        if key not in self._numbers:
            self._numbers[key] = len(self.series)
            self.series.append(key)
        return self._numbers[key]

    def reject(self, line, reason, raw):
        self._found.append((line, reason, raw))

    def _by_columns(self, piece, lines):
        try:
            rows, refused = self._tables.read(lines)
        except pl.exceptions.ComputeError:
            piece.text()  # says on which line it is no UTF-8
            raise
        for row, reason in refused:
            self.reject(lines.first + row, reason, partial(lines.text, row))
        return rows

    def _by_csv_module(self, piece):
        """Columns of `piece`, and of further pieces where a quoted field runs on into them."""
        feed = _Feed(piece, self._pieces)
        reader, rows, first = csv.reader(feed), Rows(), piece.first_line
        try:
            while feed.has_more():
                cells = next(reader, None)
                if cells:
                    self._row(cells, first + reader.line_num - 1, rows)
        except csv.Error as error:
            line = first + reader.line_num - 1
            raise ImportProblem(
                "broken_csv",
                f"อ่านไฟล์ต่อจากบรรทัดที่ {line} ไม่ได้ เครื่องหมายคำพูดอาจไม่ครบคู่",
                f"The file cannot be read after line {line}; a quotation mark may be missing.",
            ) from error
        piece.end = feed.piece.end
        self._shift += reader.line_num - feed.newlines
        return rows

    def _row(self, cells, line, rows):
        raw, at = ",".join(cells), self.columns
        if len(cells) != at.count or len(raw) > LONGEST_LINE:
            self.reject(line, "columns", raw)
            return
        parameter = "" if at.parameter is None else cells[at.parameter]
        place = self.rules.place(cells[at.station], parameter, cells[at.unit])
        if not isinstance(place, Place):
            self.reject(line, place, raw)
            return
        text = cells[at.value]
        sent = self.rules.value(text, place.key.parameter, place.factor)
        if sent is None:
            return
        end = self.rules.time(cells[at.time]) if not isinstance(sent, str) else sent
        if isinstance(end, str):
            self.reject(line, end, raw)
            return
        rows.add(self.number(place.key), end, sent, line)

    def _block(self, rows):
        """A Block in the order of series and hour; of two values for one hour the first is kept."""
        if rows is None:
            return Block()
        number, end, value, flags, raw, line = rows.columns
        if not len(number):
            return Block()
        order, first_of = _sorted(number, end)
        again = np.flatnonzero(first_of != order)
        if len(again):
            later, first = order[again], first_of[again]
            alike = (value[later] == value[first]) & (flags[later] == flags[first])
            self.parsed.doubled += int(alike.sum())
            for row in later[~alike].tolist():
                self.reject(int(line[row]), "conflict", rows.text(row))
            order = order[first_of == order]
        self._name_stations(np.unique(number[order]))
        columns = (column[order] for column in (number, end, value, flags, raw, line))
        return Block(self.series, *columns)

    def _name_stations(self, numbers):
        for number in numbers.tolist():
            code = self.series[number].station
            if code not in self._stations:
                self._stations.add(code)
                self.parsed.stations.append(StationRow(code, self.now, described=False))

    def _keep_rejects(self):
        room = KEPT_REJECTS - len(self.parsed.rejects)
        self._found.sort(key=lambda one: one[0])
        kept = [Rejected(line, reason, _text(raw)) for line, reason, raw in self._found[:room]]
        self.parsed.rejects += kept
        self.parsed.rejects_beyond += len(self._found) - len(kept)
        self._found = []


class Rows:
    """Accepted rows one by one, as the csv module gives them."""

    def __init__(self):
        self._rows = []

    def add(self, number, end, sent, line):
        self._rows.append((number, end, sent.thousandths, sent.flags, sent.raw, line, sent.text))

    @property
    def columns(self):
        """Series numbers, ends, values, flags, raw texts, lines."""
        *numbers, raw, line, _ = zip(*self._rows, strict=True) if self._rows else [()] * 7
        texts = np.empty(len(raw), object)
        texts[:] = [None if one is None else storable(one) for one in raw]
        return *(np.array(column, np.int64) for column in numbers), texts, np.array(line, np.int64)

    def text(self, row):
        return self._rows[row][-1]


class _Feed:
    """Lines for the csv module: those of a piece, and of the next ones while a record is not at its end."""

    def __init__(self, piece, pieces):
        self.piece, self.newlines, self._pieces = piece, 0, pieces
        self._take(piece)

    def _take(self, piece):
        self.piece, self._lines, self._at = piece, piece.lines(), 0
        self.newlines += piece.content.count(b"\n") + (not piece.content.endswith(b"\n"))

    def has_more(self):
        return self._at < len(self._lines)

    def __iter__(self):
        return self

    def __next__(self):
        if not self.has_more():
            self._take(next(self._pieces))  # its StopIteration is ours: the file ends inside of a quoted field
        self._at += 1
        return self._lines[self._at - 1]


def _sorted(number, end):
    """Row numbers in the order of (series, hour, row), and for each the first row of its series and hour."""
    row = np.arange(len(number), dtype=np.int64)
    key = ((number.astype(np.int64) << HOUR_BITS | end // HOUR) << ROW_BITS) | row
    key.sort()
    order = key & ((1 << ROW_BITS) - 1)
    key >>= ROW_BITS
    starts = np.empty(len(key), bool)
    starts[0] = True
    np.not_equal(key[1:], key[:-1], out=starts[1:])
    return order, order[np.maximum.accumulate(np.where(starts, row, 0))]


def _text(raw):
    return storable(raw() if callable(raw) else raw)[:LONGEST_RAW]
