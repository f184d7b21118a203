"""What the forms of plans share: fields for a thumb, numbers in Thai digits, choices of what one may see."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.models import Resolution
from foundation.thai.forms import ThaiDateField
from pm25.forms.burning import ThaiDecimalField, ThaiNumbers, number_input

SENTENCES = {
    "invalid": _("ใส่เป็นตัวเลข เช่น 1,200 หรือ 12.50"),
    "min_value": _("ใส่ตัวเลขตั้งแต่ 0 ขึ้นไป"),
    "max_value": _("ตัวเลขใหญ่เกินไป ตรวจจำนวนหลัก"),
    "max_digits": _("ตัวเลขใหญ่เกินไป ตรวจจำนวนหลัก"),
    "max_whole_digits": _("ตัวเลขใหญ่เกินไป ตรวจจำนวนหลัก"),
    "max_decimal_places": _("ใส่ทศนิยมไม่เกิน 2 ตำแหน่ง"),
}


class ThaiIntegerField(ThaiNumbers, forms.IntegerField):
    pass


def amount(label, *, digits=12, help_text="", required=False):
    """A number from 0 up with two decimals."""
    return ThaiDecimalField(
        label=label,
        required=required,
        min_value=0,
        max_digits=digits,
        decimal_places=2,
        widget=number_input(),
        help_text=help_text,
        error_messages=SENTENCES,
    )


def date(label, *, required=True, help_text="", **limits):
    return ThaiDateField(
        label=label, required=required, help_text=help_text, error_messages={"required": _("ใส่วันที่")}, **limits
    )


def words(label, *, length, rows=3, required=True, help_text=""):
    return forms.CharField(
        label=label,
        required=required,
        max_length=length,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("ใส่ข้อความ")},
    )


def key_field():
    """The key that makes a form count once, however often it is sent."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def version_field():
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


class ResolutionField(forms.ModelChoiceField):
    """A decided resolution of one of `groups` that `user` may read, by meeting and the beginning of its text."""

    def __init__(self, **kwargs):
        super().__init__(
            queryset=Resolution.objects.none(),
            error_messages={"required": _("เลือกมติ")},
            empty_label=_("ไม่เลือก"),
            **kwargs,
        )

    def offer(self, user, groups):
        self.queryset = (
            Resolution.objects.visible_to(user)
            .decided()
            .filter(meeting__host_group__in=groups)
            .select_related("meeting__host_group", "item")
            .order_by("-meeting__date", "number")
        )

    def label_from_instance(self, resolution):
        text = resolution.text_th
        return f"{resolution.meeting.label} · {resolution.label} · {text[:90]}{'…' if len(text) > 90 else ''}"


class Boxes(forms.ModelMultipleChoiceField):
    """Boxes to tick; a numbered point of the frame says its number."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row):
        number = getattr(row, "number", None)
        return f"{number}. {row.name}" if number else row.name


class Dressed:
    """A mixin for forms: classes and descriptions, as every field here has them. In front of the form class."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and isinstance(field.widget, forms.Select):
                field.widget.attrs.setdefault("lang", "th")  # names of rows, most of them in Thai alone
            ticked = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)
            if not isinstance(field.widget, ticked):
                field.widget.attrs.setdefault("class", "field")
            if field.help_text and not isinstance(field.widget, forms.HiddenInput):
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"
            if isinstance(field, forms.CharField):
                field.error_messages.setdefault("max_length", _("ข้อความยาวเกินไป ย่อให้ไม่เกิน %(limit_value)d ตัวอักษร"))


def above(group):
    """The group and those over it: whose resolutions may stand behind its plan."""
    rows = []
    while group is not None and group not in rows:
        rows.append(group)
        group = group.parent
    return rows
