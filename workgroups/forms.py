"""What a reader asks of the pages: a day, and which groups."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.thai.forms import ThaiDateField, ThaiDateInput
from workgroups.queries import filter_choices

FIRST_DAY = datetime.date(1957, 1, 1)
A_YEAR = datetime.timedelta(days=366)


def _latest():
    return timezone.localdate() + A_YEAR


class RosterDateForm(forms.Form):
    """The day of a roster; empty means today in Thailand."""

    on = ThaiDateField(
        label=_("ดูรายชื่อ ณ วันที่"),
        required=False,
        earliest=FIRST_DAY,
        latest=_latest,
        widget=ThaiDateInput(attrs={"class": "field"}),
    )

    def day(self):
        """The day that was asked for; today when none or no readable one was."""
        return (self.is_valid() and self.cleaned_data["on"]) or timezone.localdate()


class GroupFilterForm(forms.Form):
    """Which groups to list; a kind or province that is not among the choices is passed over."""

    q = forms.CharField(label=_("ค้นหาชื่อคณะทำงานหรือบุคคล"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("ประเภท"), required=False)
    province = forms.ChoiceField(label=pgettext_lazy("หนึ่งจังหวัด", "จังหวัด"), required=False)

    def __init__(self, data):
        super().__init__(data)
        kinds, provinces = filter_choices()
        self.fields["kind"].choices = [("", _("ทุกประเภท")), *kinds]
        self.fields["province"].choices = [("", _("ทุกจังหวัด")), *((row.slug, row.name) for row in provinces)]
        self.fields["q"].widget.attrs.update({"class": "field", "type": "search"})
        for name in ("kind", "province"):
            self.fields[name].widget.attrs["class"] = "field"

    def wanted(self):
        """The filters that were set and understood."""
        self.full_clean()
        return {
            "text": self.cleaned_data.get("q", ""),
            "kind": self.cleaned_data.get("kind", ""),
            "province": self.cleaned_data.get("province", ""),
        }
