"""Sarabun as documents need it: Thai, Latin and their marks in one file for each weight, made once.

Tone marks over an upper vowel stand at one height. Typst writes a cluster whose marks are raised as two texts, and a
reader of the file would hear a word twice.
"""

import os
from functools import cache
from pathlib import Path

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from foundation.ui.fonts import WEIGHTS, build_font

SCRIPTS = ("thai", "latin", "latin-ext")
_MARK_TO_MARK, _EXTENSION = 6, 9


def document_fonts() -> dict[int, Path]:
    """The TrueType files by weight, made where they are not there. Raises foundation.ui.fonts.FontsMissing."""
    folder = Path(settings.VAR_DIR) / "fonts" / "documents"
    paths = {weight: folder / f"Sarabun-{name}.ttf" for weight, name in WEIGHTS.items()}
    for weight, path in paths.items():
        if not path.is_file():
            _build(weight, path)
    return paths


@cache
def typst_fonts(folder: Path) -> typst.Fonts:
    """The fonts of `folder` and those that Typst carries itself, none of the system's; read once in a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])


def _build(weight, path):
    raw = path.with_suffix(f".{os.getpid()}.raw")
    build_font(weight, raw, scripts=SCRIPTS)
    font = TTFont(raw)
    _level_marks(font)
    font.save(raw)
    os.replace(raw, path)


def _level_marks(font):
    """Give each class of marks on marks the height that most of them have."""
    for table in _mark_to_mark(font):
        heights = _heights(table.Mark1Array.MarkRecord)
        for record in table.Mark1Array.MarkRecord:
            record.MarkAnchor.YCoordinate = heights[record.Class]
        for record in table.Mark2Array.Mark2Record:
            for place, anchor in enumerate(record.Mark2Anchor):
                if anchor is not None and place in heights:
                    anchor.YCoordinate = heights[place]


def _mark_to_mark(font):
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = table.ExtSubTable if table.LookupType == _EXTENSION else table
            if inner.LookupType == _MARK_TO_MARK:
                yield inner


def _heights(records):
    found = {}
    for record in records:
        found.setdefault(record.Class, []).append(record.MarkAnchor.YCoordinate)
    return {place: max(set(heights), key=heights.count) for place, heights in found.items()}
