"""What every sheet does: check the headings, read row by row, write one entry in the audit chain."""

from functools import partial

import tablib
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.resources import ModelResource

from foundation.audit.services import record
from workgroups.imports.archives import FileRefused
from workgroups.imports.columns import Column, Day, Text
from workgroups.imports.files import Sheet
from workgroups.imports.results import Cells, SheetResult

SOURCE = ["source", "source_url", "as_of"]


class SheetResource(ModelResource):
    """A model's sheet. Subclasses declare `Column`s, name them in order in `Meta.fields`, and find the row of a line.

    `related` are the relations that every row shows.
    """

    source = Column("source", "แหล่งที่มา", Text(), hint=gettext_lazy("ชื่อเอกสารที่อ่านข้อมูลนี้มา"))
    source_url = Column("source_url", "ที่อยู่ของแหล่งที่มา", Text(), hint=gettext_lazy("ขึ้นต้นด้วย https://"))
    as_of = Column("as_of", "ข้อมูล ณ วันที่", Day(), hint=gettext_lazy("เช่น 22 มีนาคม 2564 หรือ 22/3/2564"))

    class Meta:
        clean_model_instances = True
        report_skipped = True
        skip_unchanged = True
        use_transactions = True

    related = []

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.lines, self.problems, self.seen = [], {}, {}

    def get_queryset(self):
        return self.filter_export(super().get_queryset())

    def filter_export(self, queryset, **kwargs):
        return queryset.select_related(*self.related) if self.related else queryset

    def get_result_class(self):
        return partial(SheetResult, self)

    @classmethod
    def get_diff_class(cls):
        return Cells

    def columns(self):
        return [self.fields[name] for name in self.get_import_order()]

    def get_export_order(self):
        return tuple(name for name in super().get_export_order() if self.fields[name].exported)

    def dataset(self, sheet: Sheet):
        """The sheet as import-export takes it, with our headings. Raises FileRefused when headings do not fit."""
        known = {}
        for name, column in self.fields.items():
            known[column.column_name] = known[name] = column.column_name
        headings = [heading.rstrip("* ") for heading in sheet.headings]
        problems = [*_strange(headings, known), *self._missing({known.get(heading) for heading in headings})]
        names = [known.get(heading) for heading in headings]
        problems += [
            _("มีคอลัมน์ “%(name)s” มากกว่าหนึ่งคอลัมน์ เหลือไว้คอลัมน์เดียว") % {"name": name}
            for name in dict.fromkeys(names)
            if name and names.count(name) > 1
        ]
        if problems:
            raise FileRefused([ValidationError(problem) for problem in problems])
        cells = [dict(zip(names, row, strict=True)) for row in sheet.rows]
        rows = self.ordered(list(zip(sheet.lines, cells, strict=True)))
        self.lines, self.problems = [line for line, row in rows], sheet.problems
        return tablib.Dataset(*([row[name] for name in names] for line, row in rows), headers=names)

    def ordered(self, rows):
        """The order in which (line, row) pairs are taken."""
        return rows

    def import_data_inner(self, dataset, *args, **kwargs):
        self.seen = {}
        return super().import_data_inner(dataset, *args, **kwargs)

    def before_import_row(self, row, row_number, **kwargs):
        line = self.lines[row_number - 1]
        if line in self.problems:
            raise ValidationError(self.problems[line])
        key = self.row_key(row)
        if key is not None and key in self.seen:
            raise ValidationError(_("ซ้ำกับบรรทัดที่ %(line)s เหลือไว้บรรทัดเดียว") % {"line": self.seen[key]})
        self.seen[key] = line

    def row_key(self, row):
        """What two rows of one file may not share; None when the row does not say."""
        raise NotImplementedError

    def find_row(self, row):
        """The stored object that the row speaks of, or None when it is new. May raise ValidationError."""
        raise NotImplementedError

    def get_or_init_instance(self, instance_loader, row):
        try:
            found = self.find_row(row)
        except ValueError as problem:
            raise ValidationError({"pk": str(problem)}) from problem
        return (found, False) if found is not None else (self.init_instance(row), True)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """The fields and the row itself. What holds between rows the database refuses, and `save_instance` explains."""
        errors = dict(import_validation_errors or {})
        fields = instance._meta.concrete_fields
        read = {field.name for field in fields if field.is_relation and field.is_cached(instance)}
        _collect(errors, instance.clean_fields, exclude={*errors, *read})
        if not errors:
            _collect(errors, instance.clean)
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance, is_create, row, **kwargs):
        """Write first and ask after a refusal: a row that is right costs one statement instead of ten."""
        try:
            with transaction.atomic():
                super().save_instance(instance, is_create, row, **kwargs)
        except IntegrityError as refusal:
            errors = {}
            _collect(errors, instance.validate_unique)
            _collect(errors, instance.validate_constraints)
            if errors:
                raise ValidationError(errors) from refusal
            raise

    def after_import(self, dataset, result, *, user=None, file_name="", dry_run=False, **kwargs):
        """The last write of the transaction: one entry for the run. A trial and a refused file leave none."""
        if not dry_run and not result.has_problems():
            after = {"file": file_name, "rows": len(dataset), **result.counts()}
            record("import", self._meta.model, by=user, after=after)

    def _missing(self, present):
        return [
            _("ไม่มีคอลัมน์ “%(name)s” เติมหัวคอลัมน์นี้ในบรรทัดแรก") % {"name": column.column_name}
            for column in self.columns()
            if column.required and column.column_name not in present
        ]


def _strange(headings, known):
    for heading in headings:
        if not heading:
            yield _("มีคอลัมน์ที่ไม่มีหัว เติมหัวคอลัมน์หรือลบคอลัมน์นั้น")
        elif heading not in known:
            yield _("ไม่รู้จักคอลัมน์ “%(name)s” แก้ชื่อให้ตรงกับตารางด้านล่าง หรือลบคอลัมน์นั้น") % {"name": heading[:80]}


def _collect(errors, check, **kwargs):
    """Add what `check` refuses to `errors`."""
    try:
        check(**kwargs)
    except ValidationError as problem:
        problem.update_error_dict(errors)
