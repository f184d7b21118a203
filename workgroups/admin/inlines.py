"""Rows inside a page: labels that a screen reader finds, and periods that are checked as they stand on the page."""

from itertools import combinations

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

from foundation.thai.admin import ThaiDatesAdmin
from foundation.thai.dates import DASH
from workgroups.admin.pages import FORM_FIELDS, without_delete
from workgroups.constraints import NoOverlap


class PeriodForm(forms.ModelForm):
    """Leaves the overlaps to the formset: ending one row and starting the next is one save."""

    def validate_constraints(self):
        excluded = self._get_validation_exclusions()
        problems = []
        for constraint in self._meta.model._meta.constraints:
            if isinstance(constraint, NoOverlap):
                continue
            try:
                constraint.validate(self._meta.model, self.instance, exclude=excluded)
            except ValidationError as problem:
                problems.append(problem)
        if problems:
            self._update_errors(ValidationError(problems))


class PeriodFormSet(BaseInlineFormSet):
    """All rows of the parent are on the page, so that their periods are compared with each other, as typed."""

    def clean(self):
        super().clean()
        kept = [form for form in self.forms if self._is_kept(form)]
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, NoOverlap):
                for first, second in combinations(kept, 2):
                    if _clash(constraint, first.instance, second.instance):
                        message = constraint.violation_error_message % {"other": first.instance}
                        second.add_error(None, ValidationError(message, code="overlap"))

    def _is_kept(self, form):
        filled = form.has_changed() or form.instance.pk is not None
        return filled and form not in self.deleted_forms and not form.errors


class ThaiInline(ThaiDatesAdmin):
    """A mixin for inlines, in front of them."""

    formfield_overrides = FORM_FIELDS
    extra = 0
    empty_value_display = DASH

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return without_delete(super().formfield_for_dbfield(db_field, request, **kwargs))


class PeriodInline(ThaiInline):
    """A mixin for inlines of rows with a period."""

    form = PeriodForm
    formset = PeriodFormSet


def _clash(constraint, one, other):
    """Whether two rows agree in the constraint's fields and share a day."""
    if any(_value(one, name) != _value(other, name) for name in constraint.fields):
        return False
    starts = [getattr(row, constraint.start) for row in (one, other)]
    ends = [getattr(row, constraint.end) for row in (one, other)]
    return all(
        start is None or end is None or start <= end for start, end in ((starts[0], ends[1]), (starts[1], ends[0]))
    )


def _value(row, name):
    return getattr(row, row._meta.get_field(name).attname)
