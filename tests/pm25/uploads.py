"""Tables as officers hand them in."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

LONG = "สถานี;วันที่;ชั่วโมง;ค่า\n37t;01/02/2569;1;12,5\n37t;01/02/2569;2;13,5\n38t;01/02/2569;24;9\n38t;01/02/2569;3;x\n"
MAPPING = {
    "layout": "long",
    "averaging": "hour",
    "date_column": 1,
    "hour_column": 2,
    "date_order": "dmy",
    "era": "be",
    "hour_label": "end",
    "station_column": 0,
    "value_column": 3,
    "parameter": "pm25",
    "unit": "µg/m³",
    "decimal": ",",
}


def table(content=LONG, name="ค่าฝุ่น.csv", encoding="cp874"):
    """An uploaded file of text."""
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode(encoding))


def workbook(*rows, name="ค่าฝุ่น.xlsx"):
    """An uploaded file of Excel."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("ข้อมูล")
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile(name, target.getvalue())
