"""The characters of each glyph, written into a PDF for readers that ignore its ActualText.

Typst names the characters of a whole cluster; some readers look at single glyphs only. A glyph is known again by its
outline in our own font.
"""

import io
import re
from functools import cache
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont

# Glyphs of Sarabun that are drawn anew for a place in a cluster and named for their letter
_LETTERS = {"yoYingthai": "ญ", "thoThanthai": "ฐ", "toPatakthai": "ฏ", "doChadathai": "ฎ"}
_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Custom def /CMapType 2 def"
    " 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
)
_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
_RUN = 100  # entries in one block, the most that a CMap may have


def name_characters(pdf: bytes, fonts) -> bytes:
    """`pdf` with a complete ToUnicode map in each of its fonts that come from the files `fonts`."""
    known = _outlines(tuple(str(path) for path in fonts))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if _is_ours(item):
                item.ToUnicode = document.make_stream(_map(_font_of(item), known).encode())
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
    return written.getvalue()


def _is_ours(item):
    """A font that one of our files is the source of; Typst's own ones keep the map that it wrote."""
    if not isinstance(item, pikepdf.Dictionary) or item.get("/Subtype") != "/Type0" or "/ToUnicode" not in item:
        return False
    return "Sarabun" in str(item.BaseFont)


def _font_of(item):
    return TTFont(io.BytesIO(item.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))


def _map(font, known):
    lines = []
    for number, name in enumerate(font.getGlyphOrder()):
        outline = _outline(font, name)
        text = " " if outline == ((), ()) else known.get(outline)
        if number and text:
            lines.append(f"<{number:04x}> <{text.encode('utf-16-be').hex()}>")
    runs = (lines[place : place + _RUN] for place in range(0, len(lines), _RUN))
    return _HEAD + "".join(f"{len(run)} beginbfchar\n" + "\n".join(run) + "\nendbfchar\n" for run in runs) + _TAIL


@cache
def _outlines(paths):
    found = {}
    for path in paths:
        font = TTFont(Path(path))
        letters = {}
        for code, name in font.getBestCmap().items():
            letters.setdefault(name, chr(code))
        for name in font.getGlyphOrder():
            text = letters.get(name) or _by_name(name, letters)
            if text:
                found.setdefault(_outline(font, name), text)
    return found


def _by_name(name, letters):
    stem = name.split(".")[0]
    if re.fullmatch(r"uni([0-9A-F]{4})+", stem):
        return "".join(chr(int(stem[place : place + 4], 16)) for place in range(3, len(stem), 4))
    return letters.get(stem) or _LETTERS.get(stem)


def _outline(font, name):
    coordinates, ends, _flags = font["glyf"][name].getCoordinates(font["glyf"])
    return tuple(coordinates), tuple(ends)
