"""Files for spreadsheets: Thai headings, and cells that no spreadsheet program takes for a formula."""

import re

from import_export.formats import base_formats

_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_NOT_WRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MARK = "'"


def neutral(value):
    """`value` as a cell that is no formula: a text that begins like one gets a leading '; numbers stay numbers.

    Signs that begin a formula: = + - @, tab and line ends, also after spaces and in full width (OWASP, CSV injection).
    """
    if not isinstance(value, str):
        return value
    text = _NOT_WRITABLE.sub("", value)
    return f"{MARK}{text}" if _FORMULA.match(text) else text


def as_written(text):
    """Undo `neutral`: what a person meant by a cell of a file that was exported here."""
    return text[1:] if text.startswith(MARK) and _FORMULA.match(text[1:]) else text


class CsvFile(base_formats.CSV):
    """CSV in UTF-8 with a byte order mark, which Excel needs to show Thai."""

    def get_title(self):
        return "CSV"

    def export_data(self, dataset, **kwargs):
        return neutralised(dataset).export("csv", **kwargs)


class XlsxFile(base_formats.XLSX):
    def get_title(self):
        return "Excel (XLSX)"

    def export_data(self, dataset, **kwargs):
        return neutralised(dataset).export("xlsx", **kwargs)


def neutralised(dataset):
    """A copy of a tablib dataset with neutral cells."""
    copy = type(dataset)(
        *([neutral(cell) for cell in row] for row in dataset), headers=[*map(neutral, dataset.headers)]
    )
    copy.title = dataset.title
    return copy
