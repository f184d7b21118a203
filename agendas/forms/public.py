"""What visitors choose: a month, a search, the filters of the register. Bad input is left aside, never an error."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.models import Resolution
from agendas.queries.public import LONGEST
from foundation.thai.numerals import to_arabic

STATES = [
    ("", _("ทุกสถานะ")),
    ("overdue", _("มีงานเกินกำหนด")),
    ("running", _("ยังมีงานที่ต้องทำ")),
    ("waiting", _("รอตรวจสอบ")),
    ("done", _("แล้วเสร็จทุกงาน")),
    ("none", _("ไม่ได้มอบหมายงาน")),
]


class MonthForm(forms.Form):
    """`?month=2026-12` and `?q=`."""

    month = forms.RegexField(r"^(19|20)\d\d-(0[1-9]|1[0-2])$", required=False)
    q = forms.CharField(label=_("ค้นหาการประชุมและมติ"), required=False)

    def first(self, today):
        """The first day of the month that was asked for, else of the one `today` lies in."""
        self.is_valid()
        text = self.cleaned_data.get("month")
        return datetime.date.fromisoformat(f"{text}-01") if text else today.replace(day=1)

    def text(self):
        self.is_valid()
        return self.cleaned_data.get("q", "")[:LONGEST].strip()


class RegisterForm(forms.Form):
    q = forms.CharField(
        label=_("คำในมติ"), required=False, widget=forms.TextInput(attrs={"class": "field", "maxlength": LONGEST})
    )
    state = forms.ChoiceField(
        label=_("สถานะของงาน"), choices=STATES, required=False, widget=forms.Select(attrs={"class": "field"})
    )
    outcome = forms.ChoiceField(label=_("ผล"), required=False, widget=forms.Select(attrs={"class": "field"}))
    group = forms.ChoiceField(label=_("คณะทำงาน"), required=False, widget=forms.Select(attrs={"class": "field"}))
    year = forms.TypedChoiceField(
        label=_("ปี พ.ศ."), coerce=int, empty_value=None, required=False, widget=forms.Select(attrs={"class": "field"})
    )

    def __init__(self, data, *, groups, years):
        super().__init__(data)
        self.fields["outcome"].choices = [("", _("ทุกผล")), *Resolution.Outcome.choices]
        self.fields["group"].choices = [("", _("ทุกคณะทำงาน")), *groups]
        self.fields["year"].choices = [("", _("ทุกปี")), *((year, year) for year in years)]

    def wanted(self):
        """The filters that were chosen well."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        if "q" in wanted:
            wanted["text"] = to_arabic(wanted.pop("q"))[:LONGEST].strip()
        return wanted
