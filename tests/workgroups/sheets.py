"""Files to import: CSV in any encoding, XLSX as Excel writes it, and archives that no one should open."""

import io
import zipfile

import openpyxl


def csv_file(*lines, encoding="utf-8-sig"):
    """A CSV file of `lines`, each a list of cells or a whole line."""
    return "\r\n".join(line if isinstance(line, str) else ",".join(map(str, line)) for line in lines).encode(encoding)


def xlsx_file(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def archive(members, compression=zipfile.ZIP_DEFLATED):
    """A zip archive of (name, content) pairs."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as file:
        for name, content in members:
            file.writestr(name, content)
    return target.getvalue()


def workbook_with(*members):
    """An archive that passes for a workbook, with further members."""
    return archive([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"), *members])
