"""What the secretariat may correct about a place."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LinesField(forms.CharField):
    """A list of short texts, one in each line; empty lines and repeats are dropped."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), self.prepare_value(self.clean(data or "")))


class AliasesForm(forms.ModelForm):
    """A place's further names as lines of text rather than as JSON."""

    aliases = LinesField(
        label=_("ชื่อเรียกอื่น"), required=False, help_text=_("บรรทัดละหนึ่งชื่อ ใช้ค้นหาและจับคู่กับข้อมูลจากแหล่งอื่น เช่น โคราช")
    )
