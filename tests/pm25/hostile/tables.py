"""Changes to a table in CSV: cells, heads, quotes, ragged and endless lines."""

import csv
import io

from tests.pm25.hostile.values import ANY, NUMBERS, TIMES


def hostile_table(content, chance):
    """A valid table after one to three changes, as (name, bytes)."""
    rows, names = list(csv.reader(io.StringIO(content.decode("utf-8-sig")))), []
    for _ in range(chance.choice([1, 1, 2, 3])):
        change = chance.choice(CHANGES)
        names.append(change.__name__)
        rows = change(rows, chance)
    text = _written(rows, chance)
    if chance.random() < 0.25:
        change = chance.choice(ON_TEXT)
        names.append(change.__name__)
        text = change(text, chance)
    return "+".join(names), text.encode("utf-8", "surrogatepass")


def _written(rows, chance):
    out = io.StringIO()
    style = chance.choice([{}, {}, {}, {"delimiter": ";"}, {"delimiter": "\t"}, {"quoting": csv.QUOTE_ALL}])
    csv.writer(out, lineterminator=chance.choice(["\n", "\r\n", "\r"]), **style).writerows(rows)
    return out.getvalue()


def other_cells(rows, chance):
    for _ in range(chance.choice([1, 3, 30])):
        row = chance.choice(rows[1:] or rows)
        if row:
            row[chance.randrange(len(row))] = chance.choice(ANY)
    return rows


def other_column(rows, chance):
    """One kind of hostile value down a whole column."""
    place, values = chance.randrange(len(rows[0]) or 1), chance.choice([NUMBERS, TIMES, ANY])
    for row in rows[1:]:
        if place < len(row):
            row[place] = chance.choice(values)
    return rows


def ragged(rows, chance):
    for row in rows[1:]:
        if chance.random() < 0.4:
            row[:] = row[: chance.randrange(len(row) + 1)] + ["x"] * chance.randrange(3)
    return rows


def other_head(rows, chance):
    head = rows[0]
    if head:
        place = chance.randrange(len(head))
        head[place] = chance.choice(
            [head[0], "", head[place].upper(), f" {head[place]} ", "\ufeff", "ค่า", "x" * 10_000]
        )
    return rows


def turned(rows, chance):
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    return [[row[place] for place in order if place < len(row)] for row in rows]


def without_head(rows, chance):
    return rows[1:] or [[]]


def many_columns(rows, chance):
    count = chance.choice([300, 100_000])
    return [rows[0] + [f"c{number}" for number in range(count)], *(row + ["1"] * count for row in rows[1:3])]


def many_rows(rows, chance):
    return rows + [list(row) for row in rows[1:2]] * chance.choice([50, 5_000])


def contradicting(rows, chance):
    """The same keys again with other numbers."""
    return rows + [[*row[:-1], chance.choice(NUMBERS)] for row in rows[1:]]


def long_cell(rows, chance):
    row = chance.choice(rows)
    if row:
        row[chance.randrange(len(row))] = chance.choice(["9", "x", '"', "\n", "ก"]) * 200_000
    return rows


def unbalanced(text, chance):
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(['"', '"""', '\n"\n', '"a"b"', "\\"]) + text[place:]


def blank_lines(text, chance):
    return text.replace("\n", chance.choice(["\n\n", "\n,,,\n", "\n \n", "\n# remark\n"]))


def one_line(text, chance):
    return text.replace("\n", "").replace("\r", "") * 200


CHANGES = [
    *(other_cells, other_cells, other_cells, other_column, ragged, other_head, turned, without_head, many_columns),
    *(many_rows, contradicting, long_cell),
]
ON_TEXT = [unbalanced, unbalanced, blank_lines, one_line]
