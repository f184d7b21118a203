"""Files of the air for spreadsheets."""

import csv
import io

from django.http import HttpResponse
from django.utils.translation import gettext as _

from workgroups.exports import neutral

BOM = "\ufeff"  # Excel needs it to show Thai


def rejects_csv(rejects, name):
    """The lines that were not taken, as CSV; a cell that a program would take for a formula is made harmless."""
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow([_("บรรทัด"), _("เหตุ"), _("คำอธิบาย"), _("ข้อมูลที่ส่งมา")])
    for row in rejects:
        writer.writerow([neutral(cell) for cell in (row.line, row.reason, row.message_th, row.raw)])
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
