"""On which agenda item a paper goes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.models import AgendaItem


class ItemField(forms.ModelChoiceField):
    def label_from_instance(self, item):
        return f"{item.section.meeting} · {item.title_th}"


class FreezeForm(forms.Form):
    item = ItemField(
        label=_("เรื่องในระเบียบวาระ"),
        queryset=AgendaItem.objects.none(),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"required": _("เลือกเรื่องในระเบียบวาระ"), "invalid_choice": _("เลือกเรื่องในระเบียบวาระ")},
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [item.pk for item in items]
        rows = AgendaItem.objects.filter(pk__in=keys).select_related("section__meeting__host_group")
        self.fields["item"].queryset = rows
