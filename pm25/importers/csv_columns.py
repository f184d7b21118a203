"""The fast way through a piece of a CSV file: polars splits it, and each distinct text is judged once.

A text's number in a polars category is the place of its verdict in a table, so that a column of texts becomes a column
of results by one look-up. `is_plain` says which pieces may go this way.
"""

import numpy as np
import polars as pl

from pm25.importers.csv_pieces import LONGEST_LINE
from pm25.importers.csv_rules import Place
from pm25.importers.parsed import storable

MOST_TEXTS = 20_000  # of a column, before its tables begin anew
NEWLINE, COMMA, RETURN = 10, 44, 13
UNJUDGED, TAKEN, MISSING = -1, 0, 1  # verdicts; a higher one is the number of a reason


class Lines:
    """Where the lines of a piece stand, and how many cells each has."""

    def __init__(self, piece):
        self.content, self.first = piece.content, piece.first_line
        signs = np.frombuffer(self.content, np.uint8)
        places = np.flatnonzero((signs == NEWLINE) | (signs == COMMA))
        ends = np.flatnonzero(signs[places] == NEWLINE)
        self.ends = places[ends]
        if not self.content.endswith(b"\n"):
            ends, self.ends = np.append(ends, len(places)), np.append(self.ends, len(signs))
        self.cells = np.diff(ends, prepend=-1)
        self.lengths = np.diff(self.ends, prepend=-1) - 1

    def are_plain(self):
        """Whether splitting at line ends and commas is all that the csv module would do with them."""
        content, shortest = self.content, 1
        if b"\r" in content:
            shortest = 2
            if content.count(b"\r") != content.count(b"\r\n"):
                return False
        if b'"' in content or b"\0" in content:
            return False
        return bool(self.lengths.max() <= LONGEST_LINE and self.lengths.min() >= shortest)

    def text(self, row):
        end = int(self.ends[row])
        return self.content[end - int(self.lengths[row]) : end].decode().removesuffix("\r")


class Tables:
    """The verdicts on all texts that a file has shown so far, by column."""

    def __init__(self, columns, rules, number):
        self._at, self._rules, self._number = columns, rules, number
        self._reasons, self._kinds = [], []
        self._forget()

    def read(self, lines):
        """`(rows, refused)` of plain lines: accepted ones as columns, `(row of lines, reason)` of the others."""
        width, row = self._at.count, None
        frame = self._split(lines)
        right = lines.cells == width
        refused = []
        if right.all():
            row = np.arange(len(right))
        else:
            row = np.flatnonzero(right)
            refused = [(at, "columns") for at in np.flatnonzero(~right).tolist()]
            frame = frame.filter(pl.Series(right))
        if not len(row):
            return None, refused
        codes = {name: texts.codes(frame.to_series(at)) for name, (at, texts) in self._texts.items()}
        verdict, number, values = self._judge(codes)
        taken = np.flatnonzero(verdict == TAKEN)
        bad = np.flatnonzero(verdict > MISSING)
        refused += [(int(row[at]), self._reasons[verdict[at] - MISSING - 1]) for at in bad.tolist()]
        rows = Columns(
            number[taken],
            self._times.of("end", codes["time"][taken]),
            *(column[taken] for column in values),
            lines.first + row[taken],
            self._texts["value"][1].texts,
            codes["value"][taken],
        )
        if any(len(texts.texts) > MOST_TEXTS for _, texts in self._texts.values()):
            self._forget()
        return rows, refused

    def _forget(self):
        names = {"station": self._at.station, "time": self._at.time, "value": self._at.value, "unit": self._at.unit}
        if self._at.parameter is not None:
            names["parameter"] = self._at.parameter
        self._texts = {name: (at, _Texts()) for name, at in names.items()}
        self._places, self._values = {}, {}
        self._times = _Verdicts(end=np.int64)

    def _split(self, lines):
        return pl.read_csv(
            lines.content,
            has_header=False,
            schema={f"c{at}": pl.String for at in range(self._at.count)},
            quote_char=None,
            truncate_ragged_lines=True,
            missing_columns="insert",
            extra_columns="ignore",
            empty_string_is_null=False,
        )

    def _judge(self, codes):
        """Of each row the verdict and the number of its series; thousandths, flags and raw text of its value."""
        verdict, number, kind = self._judge_places(codes)
        count = len(verdict)
        values = np.zeros(count, np.int64), np.zeros(count, np.int64), np.empty(count, object)
        for one in _distinct(kind[verdict == TAKEN]):
            rows = np.flatnonzero((verdict == TAKEN) & (kind == one))
            table = self._values.setdefault(one, _Verdicts(value=np.int64, flags=np.int64, raw=object))
            texts = codes["value"][rows]
            table.judge(texts, lambda code, one=one: self._judge_value(code, one))
            verdict[rows] = table.of("verdict", texts)
            for column, name in zip(values, ("value", "flags", "raw"), strict=True):
                column[rows] = table.of(name, texts)
        self._times.judge(codes["time"], self._judge_time)
        verdict = np.where(verdict == TAKEN, self._times.of("verdict", codes["time"]), verdict)
        return verdict, number, values

    def _judge_places(self, codes):
        station, unit = codes["station"], codes["unit"]
        parameter = codes.get("parameter", np.zeros(1, np.uint32))
        pair = unit.astype(np.int64) << 32 | parameter
        verdict, number, kind = (np.zeros(len(station), np.int64) for _ in range(3))
        for one in _distinct(pair):
            rows = np.flatnonzero(pair == one)
            table = self._places.setdefault(one, _Verdicts(number=np.int64, kind=np.int64))
            texts = station[rows]
            table.judge(texts, lambda code, one=one: self._judge_place(code, one >> 32, one & 0xFFFFFFFF))
            for column, name in ((verdict, "verdict"), (number, "number"), (kind, "kind")):
                column[rows] = table.of(name, texts)
        return verdict, number, kind

    def _judge_place(self, station, unit, parameter):
        sent = self._text("parameter", parameter) if "parameter" in self._texts else ""
        place = self._rules.place(self._text("station", station), sent, self._text("unit", unit))
        if not isinstance(place, Place):
            return self._reason(place), 0, 0
        kind = (place.key.parameter, place.factor)
        if kind not in self._kinds:
            self._kinds.append(kind)
        return TAKEN, self._number(place.key), self._kinds.index(kind)

    def _judge_value(self, code, kind):
        sent = self._rules.value(self._text("value", code), *self._kinds[kind])
        if sent is None:
            return MISSING, 0, 0, None
        if isinstance(sent, str):
            return self._reason(sent), 0, 0, None
        return TAKEN, sent.thousandths, sent.flags, None if sent.raw is None else storable(sent.raw)

    def _judge_time(self, code):
        end = self._rules.time(self._text("time", code))
        return (self._reason(end), 0) if isinstance(end, str) else (TAKEN, end)

    def _text(self, name, code):
        return self._texts[name][1].texts[code]

    def _reason(self, reason):
        if reason not in self._reasons:
            self._reasons.append(reason)
        return MISSING + 1 + self._reasons.index(reason)


class Columns:
    """Accepted rows as whole columns."""

    def __init__(self, number, end, value, flags, raw, line, texts, codes):
        self.columns = number, end, value, flags, raw, line
        self._texts, self._codes = texts, codes

    def text(self, row):
        return self._texts[self._codes[row]]


class _Texts:
    """Distinct texts of a column, numbered as they appear."""

    def __init__(self):
        self._type = pl.Categorical(pl.Categories.random())
        self._kept = pl.Series([""], dtype=self._type)  # the numbering lasts as long as a column that uses it
        self.texts = []

    def codes(self, series):
        codes = series.cast(self._type).to_physical().to_numpy()
        there, most = len(self.texts), int(codes.max())
        if most >= there:
            rows = np.flatnonzero(codes >= there)
            new, first = np.unique(codes[rows], return_index=True)
            self.texts += [""] * (most + 1 - there)
            for code, text in zip(new.tolist(), series.gather(rows[first]).to_list(), strict=True):
                self.texts[code] = text
        return codes


class _Verdicts:
    """What was found of each text, by the text's number."""

    def __init__(self, **types):
        self._types = {"verdict": np.int64, **types}
        self._table = {name: np.empty(0, kind) for name, kind in self._types.items()}

    def judge(self, codes, judge):
        """Ask `judge(code)` for the verdict and results of those codes that are new."""
        if not len(codes):
            return
        self._grow(int(codes.max()) + 1)
        new = codes[self._table["verdict"][codes] == UNJUDGED]
        for code in _distinct(new):
            for name, result in zip(self._types, judge(code), strict=True):
                self._table[name][code] = result

    def of(self, name, codes):
        return self._table[name][codes]

    def _grow(self, size):
        there = len(self._table["verdict"])
        if size <= there:
            return
        for name, kind in self._types.items():
            blank = UNJUDGED if name == "verdict" else None if kind is object else 0
            grown = np.full(max(size, 2 * there), blank, kind)
            grown[:there] = self._table[name]
            self._table[name] = grown


def _distinct(column):
    if not len(column):
        return []
    if (column == column[0]).all():
        return [int(column[0])]
    return np.unique(column).tolist()
