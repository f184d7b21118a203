"""A document as PDF: PDF/A-2a for the archive and PDF/UA-1 for screen readers, set by Typst with no system library."""

import datetime
import json
from pathlib import Path

import typst

from foundation.documents.setting.blocks import Document
from foundation.documents.setting.fonts import document_fonts, typst_fonts
from foundation.documents.setting.signs import FALLBACK_FONTS, drawn
from foundation.documents.setting.unicode import name_characters
from foundation.documents.setting.words import breakable

TEMPLATE = Path(__file__).with_name("document.typ")
STANDARDS = ["a-2a", "ua-1"]
_UNBROKEN = {"kind", "align", "imprint", "title", "author", "date"}


def set_pdf(document: Document) -> bytes:
    """Set `document`. The same document gives the same bytes. Raises foundation.ui.fonts.FontsMissing."""
    paths = document_fonts()
    data = _with_breaks(document.written(), document.words) | {"fonts": ["Sarabun", *FALLBACK_FONTS]}
    made = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=typst_fonts(paths[400].parent),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=datetime.datetime.combine(document.date, datetime.time(), datetime.UTC),
    )
    return name_characters(made, paths.values())


def _with_breaks(value, words):
    if isinstance(value, str):
        return breakable(drawn(value), words)
    if isinstance(value, bytes):
        return list(value)
    if isinstance(value, dict):
        return {key: _unbroken(each) if key in _UNBROKEN else _with_breaks(each, words) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_with_breaks(each, words) for each in value]
    return value


def _unbroken(value):
    return drawn(value) if isinstance(value, str) else value
