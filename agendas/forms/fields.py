"""What the forms of meetings share: the look of a field, its hint for screen readers, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MeetingLook:
    """A mixin for forms: fields look as the portal's do, and their hints are read out with them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = field.widget
            if not isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
                widget.attrs.setdefault("class", "field")
            if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":  # Django's own
                widget.attrs["rows"] = 4
            if name.endswith("_th") or isinstance(field, forms.ModelChoiceField) or name in ("reason", "answer"):
                widget.attrs["lang"] = "th"
            if field.help_text:
                widget.attrs["aria-describedby"] = f"{self.auto_id % self.add_prefix(name)}_helptext"


class ReasonForm(MeetingLook, forms.Form):
    """Why something that people were told of is changed."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("ใส่เหตุผล")},
    )


class NothingForm(MeetingLook, forms.Form):
    """A step that needs no more than a yes."""
