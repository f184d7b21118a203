"""The question whether the chain still holds a hash that somebody noted down."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.thai.numerals import to_arabic

_FIELD = {"class": "field", "autocomplete": "off"}
_SEPARATORS = re.compile(r"[\s·.,-]")


class NotedHeadForm(forms.Form):
    """Number and hash as they stood at the foot of a page or of a printed paper, with or without what divides them."""

    seq = forms.CharField(
        label=_("ลำดับที่"),
        max_length=40,
        widget=forms.TextInput({**_FIELD, "inputmode": "numeric"}),
        error_messages={"required": _("กรอกลำดับที่จดไว้ เช่น 18,204")},
    )
    noted = forms.CharField(
        label=_("รหัสยืนยัน"),
        max_length=100,
        help_text=_("อย่างน้อย 12 ตัวแรก เช่น 7f3a·c21e·90bd"),
        widget=forms.TextInput({**_FIELD, "spellcheck": "false", "autocapitalize": "off"}),
        error_messages={"required": _("กรอกรหัสยืนยันที่จดไว้")},
    )

    def clean_seq(self):
        digits = _SEPARATORS.sub("", to_arabic(self.cleaned_data["seq"]))
        if not re.fullmatch("[0-9]{1,18}", digits):
            raise ValidationError(_("กรอกลำดับเป็นตัวเลข เช่น 18,204"))
        return int(digits)

    def clean_noted(self):
        signs = _SEPARATORS.sub("", self.cleaned_data["noted"]).lower()
        if not re.fullmatch("[0-9a-f]{12,64}", signs):
            raise ValidationError(_("กรอกรหัสอย่างน้อย 12 ตัว ใช้เลข 0-9 และตัวอักษร a-f"))
        return signs
