"""The question whether the chain still holds a hash that somebody noted down."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

_NUMBER = _("กรอกเลขรายการเป็นตัวเลข เช่น 120")


class NotedHeadForm(forms.Form):
    """Number and hash as they stood at the foot of a page or of a printed paper."""

    seq = forms.IntegerField(
        label=_("รายการที่"),
        min_value=1,
        max_value=2**63 - 1,
        error_messages={
            "invalid": _NUMBER,
            "min_value": _NUMBER,
            "max_value": _NUMBER,
            "required": _("กรอกเลขรายการที่จดไว้"),
        },
    )
    noted = forms.CharField(
        label=_("แฮช"),
        max_length=64,
        help_text=_("อย่างน้อย 12 ตัวแรก"),
        validators=[RegexValidator("^[0-9a-fA-F]{12,64}$", _("กรอกแฮชอย่างน้อย 12 ตัว ใช้เลข 0-9 และตัวอักษร a-f"))],
        error_messages={"required": _("กรอกแฮชที่จดไว้")},
    )
