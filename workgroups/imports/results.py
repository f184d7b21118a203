"""What reading a sheet came to: the cells that change, the bad lines with their sentences, the counts."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from import_export.resources import Diff
from import_export.results import Result, RowResult


class Cells(Diff):
    """What a row changes: (heading, before, after) of each cell that differs."""

    def as_html(self):
        headings = [column.column_name for column in self.columns]
        before = [""] * len(headings) if self.new else self.left
        return [
            (heading, old, new)
            for heading, old, new in zip(headings, before, self.right, strict=True)
            if old != new and not (old in (None, "") and new in (None, ""))
        ]

    def __init__(self, resource, instance, new):
        self.columns = resource.get_import_fields()
        super().__init__(resource, instance, new)


class SheetResult(Result):
    """A result that knows the lines of the file: `bad_lines` and `good_lines`, in the order of the file."""

    def __init__(self, resource):
        super().__init__()
        self.lines, self.bad_lines, self.good_lines = resource.lines, [], []
        self.headings = {column.attribute: column.column_name for column in resource.columns()}

    def append_row_result(self, row_result):
        super().append_row_result(row_result)
        line = self.lines[len(self.rows) - 1]
        if row_result.is_valid():
            self.good_lines.append((line, row_result))
        else:
            self.bad_lines.append((line, self._problems(row_result)))

    def has_problems(self):
        return bool(self.base_errors or self.bad_lines)

    def counts(self):
        """How many rows are new, changed and as they were."""
        names = {"new": RowResult.IMPORT_TYPE_NEW, "changed": RowResult.IMPORT_TYPE_UPDATE}
        return {name: self.totals[kind] for name, kind in names.items()} | {
            "unchanged": self.totals[RowResult.IMPORT_TYPE_SKIP]
        }

    def _problems(self, row_result):
        """The sentences of a bad row, each with the heading of its column."""
        if row_result.validation_error is None:
            return [_("บันทึกบรรทัดนี้ไม่ได้ เพราะขัดกับข้อมูลที่มีอยู่ ตรวจทุกช่องแล้วลองอีกครั้ง")]
        try:
            by_field = row_result.validation_error.message_dict
        except AttributeError:
            by_field = {NON_FIELD_ERRORS: row_result.validation_error.messages}
        return [
            message if field not in self.headings else f"{self.headings[field]}: {message}"
            for field, messages in by_field.items()
            for message in messages
        ]
