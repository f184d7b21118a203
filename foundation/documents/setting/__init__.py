"""Set official Thai documents: one structure of blocks becomes a PDF (archivable, tagged, exact text) and a .docx."""

from foundation.documents.setting.blocks import (
    Columns,
    Document,
    Facts,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Rule,
    Signature,
    Space,
    Table,
    Title,
)
from foundation.documents.setting.pdf import set_pdf
from foundation.documents.setting.word import set_docx

__all__ = [
    "Columns",
    "Document",
    "Facts",
    "Heading",
    "Letterhead",
    "PageBreak",
    "Paragraph",
    "Rule",
    "Signature",
    "Space",
    "Table",
    "Title",
    "set_docx",
    "set_pdf",
]
