"""What a group settles for its meetings."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from agendas.forms.fields import MeetingLook
from agendas.models import MeetingRules, SectionKind


class RulesForm(MeetingLook, forms.ModelForm):
    emblem_file = forms.FileField(
        label=_("ตราของหน่วยงาน"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG หรือ JPG ที่หน่วยงานมีสิทธิใช้ ไม่มีให้เว้นว่าง เอกสารจะไม่มีตรา"),
    )
    drop_emblem = forms.BooleanField(label=_("เอาตราเดิมออก"), required=False)

    class Meta:
        model = MeetingRules
        fields = ["notice_days", "quorum_of", "quorum_in", "correction_days", "thai_numerals"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.emblem_id:
            del self.fields["drop_emblem"]

    def facts(self):
        told = dict(self.cleaned_data)
        return told | {"emblem": told.pop("emblem_file"), "drop_emblem": told.pop("drop_emblem", False)}


class SectionRowForm(MeetingLook, forms.Form):
    """One section that agendas begin with; a row without a title is left out."""

    order = forms.IntegerField(label=_("ลำดับ"), min_value=1, max_value=99, required=False)
    kind = forms.ChoiceField(label=_("ประเภท"), choices=SectionKind)
    title_th = forms.CharField(label=_("หัวข้อ"), max_length=300, required=False)
    title_en = forms.CharField(label=_("หัวข้อภาษาอังกฤษ"), max_length=300, required=False)


SectionRows = formset_factory(SectionRowForm, extra=2, max_num=30, absolute_max=40)


def sections_told(rows):
    """(kind, Thai title, English title) of the rows with a title, by their order and then as they stand."""
    told = [row.cleaned_data for row in rows if row.cleaned_data.get("title_th", "").strip()]
    told.sort(key=lambda facts: facts.get("order") or 100)
    return [(facts["kind"], facts["title_th"], facts["title_en"]) for facts in told]
