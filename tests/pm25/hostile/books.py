"""Changes to a workbook: cells of every type, parts of the archive, bombs, XML that is none."""

import io
import re
import zipfile
from datetime import date, datetime, time

import openpyxl

from tests.pm25.hostile.values import ANY, NUMBERS

TYPED = [True, False, 10105, 45000, -1, 1e308, -0.0, 2**53, date(2569, 1, 5), datetime(2026, 11, 18, 8), time(8)]  # noqa: DTZ001
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def hostile_book(content, chance):
    """A valid workbook after one change of its cells or of its archive, as (name, bytes)."""
    change = chance.choice(CHANGES)
    return change.__name__, change(content, chance)


def other_cells(content, chance):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for _ in range(chance.choice([1, 5, 40])):
            cell = sheet.cell(chance.randrange(1, sheet.max_row + 1), chance.randrange(1, sheet.max_column + 1))
            value = chance.choice([*ANY, *TYPED])
            cell.value = ILLEGAL.sub("?", value)[:32_000] if isinstance(value, str) else value
    return _saved(book)


def other_sheets(content, chance):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for number in range(chance.choice([1, 70])):
        book.create_sheet(f"s{number}").append(chance.choice([["x"], ["ชั่วโมง", "ปี/เดือน/วัน"], [None, 1]]))
    return _saved(book)


def wide_and_far(content, chance):
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    sheet.cell(chance.choice([3, 9_000, 1_048_576]), chance.choice([8, 61, 16_384])).value = 12.5
    return _saved(book)


def raw_cells(content, chance):
    """Cells as XML that no program writes."""
    kinds = ['<c r="C3"><v>{}</v></c>', '<c r="C3" t="s"><v>{}</v></c>', '<c r="C3" t="b"><v>{}</v></c>']
    kinds += [
        '<c r="C3" t="d"><v>{}</v></c>',
        '<c r="C3" t="e"><v>{}</v></c>',
        '<c r="ZZZZ9"><v>{}</v></c>',
        '<c r=""><v>{}</v></c>',
    ]
    kinds += [
        '<c r="C3" s="9999"><v>{}</v></c>',
        '<c r="C3"><f>1+1</f><v>{}</v></c>',
        "<c>{}</c>",
        '<c t="inlineStr"><is><t>{}</t></is></c>',
    ]
    cell = chance.choice(kinds).format(
        chance.choice(["999999", "-1", "NaN", "1e999", "", "9" * 5_000, *map(_escaped, NUMBERS)])
    )
    return _with_part(content, SHEET, lambda text: text.replace("</row>", f"{cell}</row>", chance.choice([1, 2, 3])))


def raw_rows(content, chance):
    row = chance.choice(
        ['<row r="0">', '<row r="-5">', '<row r="99999999">', '<row r="x">', '<row r="2"><row r="2">', "<row>"]
    )
    return _with_part(content, SHEET, lambda text: re.sub("<row [^>]*>", row, text, count=chance.choice([1, 3])))


def many_cells(content, chance):
    row = "<row>" + "<c><v>1</v></c>" * 100_000 + "</row>"
    return _with_part(content, SHEET, lambda text: text.replace("</sheetData>", f"{row}</sheetData>"))


def many_rows(content, chance):
    rows = '<row><c t="str"><v>x</v></c></row>' * 20_000
    return _with_part(content, SHEET, lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))


def deep(content, chance):
    tags = "<a>" * 50_000 + "</a>" * chance.choice([0, 50_000])
    return _with_part(
        content, chance.choice([SHEET, "xl/styles.xml"]), lambda text: text.replace("<", f"<x>{tags}</x><", 1)
    )


def entities(content, chance):
    part = chance.choice([SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"])
    return _with_part(content, part, lambda text: LAUGHS + text.replace("<v>", "<v>&b;", 1))


def bomb(content, chance):
    """A part of zeros that packs to nothing."""
    size = chance.choice([3, 40]) * 1024 * 1024
    return _with_part(
        content, chance.choice([SHEET, "xl/sharedStrings.xml", "xl/media/x.bin"]), lambda text: "0" * size
    )


def broken_part(content, chance):
    names = _names(content)
    return _with_part(content, chance.choice(names), lambda text: text[: chance.randrange(len(text) + 1)])


def junk_part(content, chance):
    return _with_part(
        content, chance.choice(_names(content)), lambda text: chance.choice(["", "\x00", "<", "<x/>", "{}", text * 2])
    )


def lost_part(content, chance):
    lost = chance.choice(_names(content))
    return _archive({name: text for name, text in _parts(content).items() if name != lost})


def many_parts(content, chance):
    return _archive(_parts(content) | {f"xl/x{number}": b"" for number in range(600)})


def locked(content, chance):
    return content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


def flipped_entries(content, chance):
    """Bits of the archive's own tables."""
    some, place = bytearray(content), content.rfind(b"PK\x01\x02")
    for _ in range(6):
        some[chance.randrange(max(place, 0), len(some))] ^= 1 << chance.randrange(8)
    return bytes(some)


def book_in_book(content, chance):
    return _archive(_parts(content) | {"xl/embeddings/book.xlsx": content})


def _saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _names(content):
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def _parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def _with_part(content, name, change):
    parts = _parts(content)
    parts[name] = change(parts.get(name, b"").decode("utf-8", "replace")).encode("utf-8", "replace")
    return _archive(parts)


CHANGES = [
    *(other_cells, other_cells, other_cells, other_cells, other_sheets, wide_and_far, raw_cells, raw_cells, raw_rows),
    *(many_cells, many_rows, deep, entities, bomb, broken_part, broken_part, junk_part, lost_part, many_parts, locked),
    *(flipped_entries, book_in_book),
]
