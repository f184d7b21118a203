"""A document as .docx, to be edited: TH SarabunPSK by name, as Thai offices have it, without a template file."""

import datetime
import io
import zipfile

from docx import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from foundation.documents.setting.blocks import Document
from foundation.documents.setting.signs import printable

FONT, SIZE = "TH SarabunPSK", 16
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
WIDTH, HEIGHT = 21.0, 29.7
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.THAI_JUSTIFY,
}


def set_docx(document: Document) -> bytes:
    """Set `document`; every text of its blocks stands in the file as it is."""
    word = Word()
    _prepare(word, document)
    for block in document.written()["blocks"]:
        _SETTERS[block["kind"]](word, block)
    file = io.BytesIO()
    word.save(file)
    return _undated(file)


def _undated(file):
    """The zip again, with one day for every part: the same document gives the same bytes."""
    again = io.BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in made.infolist():
            archive.writestr(zipfile.ZipInfo(part.filename, FIRST_DAY), made.read(part), zipfile.ZIP_DEFLATED)
    return again.getvalue()


def _prepare(word, document):
    properties = word.core_properties
    properties.title, properties.author = printable(document.title)[:255], printable(document.author)[:255]
    properties.language, properties.last_modified_by, properties.comments = "th-TH", "", ""
    properties.created = properties.modified = datetime.datetime.combine(document.date, datetime.time())
    style = word.styles["Normal"]
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    _font(style.element.get_or_add_rPr(), SIZE)
    section = word.sections[0]
    wide, high = (HEIGHT, WIDTH) if document.landscape else (WIDTH, HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(wide), Cm(high)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0], document.thai_numerals)
    for footer in (section.footer, section.first_page_footer):
        _run(footer.paragraphs[0], printable(document.imprint), size=10)
    if document.is_draft:
        for paragraph in (section.first_page_header.paragraphs[0], section.header.add_paragraph()):
            _run(paragraph, "ร่าง", bold=True).alignment = _SIDES["right"]


def _font(properties, size, *, bold=False):
    """The same font and size for Latin and for Thai, which Word keeps apart (`cs`, complex script)."""
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    old = properties.find(qn("w:rFonts"))
    if old is not None:
        properties.remove(old)
    properties.insert(0, fonts)
    for name in ("b", "bCs") if bold else ():
        properties.append(OxmlElement(f"w:{name}"))
    for name in ("sz", "szCs"):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), str(size * 2))
        properties.append(element)


def _run(paragraph, text, *, bold=False, size=SIZE):
    for place, line in enumerate(text.split("\n")):
        run = paragraph.add_run()
        if place:
            run.add_break()
        run.add_text(line)
        _font(run._r.get_or_add_rPr(), size, bold=bold)
    return paragraph


def _page_number(paragraph, thai_numerals):
    """- ๒ - in the middle of the top."""
    paragraph.alignment = _SIDES["center"]
    _run(paragraph, "- ")
    for kind, code in (("begin", ""), ("", " PAGE \\* ThaiArabic " if thai_numerals else " PAGE "), ("end", "")):
        run = paragraph.add_run()
        _font(run._r.get_or_add_rPr(), SIZE)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = code
        run._r.append(element)
    _run(paragraph, " -")


def _title(word, block):
    for line in block["lines"]:
        _run(word.add_paragraph(), line, bold=True).alignment = _SIDES["center"]


def _heading(word, block):
    paragraph = _run(word.add_paragraph(), block["text"], bold=True)
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True


def _paragraph(word, block):
    paragraph = word.add_paragraph()
    if block["lead"]:
        _run(paragraph, f"{block['lead']} ", bold=True)
    _run(paragraph, block["text"], bold=block["bold"])
    paragraph.alignment = _SIDES[block["align"]]
    if block["indent"]:
        paragraph.paragraph_format.first_line_indent = Cm(2.5)


def _facts(word, block):
    table = _grid(word, [[label, text] for label, text in block["rows"]], [1, 5])
    for row in table.rows:
        for run in row.cells[0].paragraphs[0].runs:
            run.font.bold = True


def _table(word, block):
    if block["caption"]:
        _heading(word, {"text": block["caption"]})
    table = _grid(word, [*([block["head"]] if block["head"] else []), *block["rows"]], block["widths"], block["align"])
    if block["ruled"]:
        table.style = "Table Grid"
    if block["head"]:
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.font.bold = True
                run.font.cs_bold = True
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)


def _grid(word, rows, widths, align=()):
    section = word.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    table = word.add_table(rows=0, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for texts in rows:
        for place, (cell, text) in enumerate(zip(table.add_row().cells, texts, strict=True)):
            cell.width = int(room * widths[place] / sum(widths))
            _run(cell.paragraphs[0], text)
            cell.paragraphs[0].alignment = _SIDES[
                "left" if place >= len(align) else align[place].replace("justify", "left")
            ]
    return table


def _columns(word, block):
    _grid(word, [[block["left"], block["right"]]], [1, 1], ["left", "right"])


def _letterhead(word, block):
    if block["emblem"]:
        paragraph = word.add_paragraph()
        paragraph.alignment = _SIDES["center"]
        paragraph.add_run().add_picture(io.BytesIO(block["emblem"]), height=Cm(3))
    _grid(word, [[f"ที่ {block['number']}", "\n".join(block["office"])]], [1, 1])
    paragraph = _run(word.add_paragraph(), block["date"])
    paragraph.paragraph_format.left_indent = Cm(8)
    _space(word, {"lines": 1})


def _signature(word, block):
    _space(word, {"lines": 1})
    for line in [block["before"], "", "", *block["lines"]]:
        paragraph = _run(word.add_paragraph(), line)
        paragraph.alignment = _SIDES["center"]
        paragraph.paragraph_format.left_indent = Cm(7)
        paragraph.paragraph_format.keep_with_next = line != block["lines"][-1]


def _space(word, block):
    for _line in range(max(1, round(block["lines"]))):
        word.add_paragraph()


def _rule(word, block):
    _run(word.add_paragraph(), "─" * 20).alignment = _SIDES["center"]


def _page_break(word, block):
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


_SETTERS = {
    "title": _title,
    "heading": _heading,
    "paragraph": _paragraph,
    "facts": _facts,
    "table": _table,
    "columns": _columns,
    "letterhead": _letterhead,
    "signature": _signature,
    "space": _space,
    "rule": _rule,
    "page_break": _page_break,
}
