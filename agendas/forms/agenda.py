"""What a secretary fills in about items, sections, papers, proposals and referrals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.forms.fields import MeetingLook
from agendas.models import AgendaItem, AgendaSection, Paper, Visibility

GROUND_HINT = _("เช่น พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. 2540 มาตรา 15 (5)")
FILE_TYPES = ".pdf,.docx,.xlsx,.csv,.png,.jpg,.jpeg"


class SectionField(forms.ModelChoiceField):
    def label_from_instance(self, section):
        return section.title


class ItemForm(MeetingLook, forms.ModelForm):
    """An item; `version` is the one that was opened, so that two writers notice each other."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = AgendaItem
        fields = ["title_th", "title_en", "asks_th", "brief_th", "presenter", "visibility", "closed_ground_th"]
        widgets = {
            "title_th": forms.Textarea(attrs={"rows": 2}),
            "title_en": forms.Textarea(attrs={"rows": 2}),
            "brief_th": forms.Textarea(attrs={"rows": 8}),
        }
        help_texts = {"closed_ground_th": GROUND_HINT}
        error_messages = {"title_th": {"required": _("ใส่ชื่อเรื่อง")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def clean(self):
        facts = super().clean()
        if facts.get("visibility") == Visibility.PUBLIC:
            facts["closed_ground_th"] = ""
        return facts

    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "section")}


class NewItemForm(ItemForm):
    """A further item, for one of the meeting's sections."""

    version = None
    section = SectionField(
        AgendaSection.objects.none(), label=_("ระเบียบวาระที่"), error_messages={"required": _("เลือกหัวข้อระเบียบวาระ")}
    )
    field_order = ["section"]

    def __init__(self, *args, meeting, **kwargs):
        super(ItemForm, self).__init__(*args, **kwargs)
        self.fields["section"].queryset = meeting.sections.order_by("order", "pk")

    def _get_validation_exclusions(self):
        """The section is set by the service, which looks at the whole row again."""
        return super()._get_validation_exclusions() | {"section"}


class SectionForm(MeetingLook, forms.ModelForm):
    class Meta:
        model = AgendaSection
        fields = ["kind", "title_th", "title_en"]
        error_messages = {"title_th": {"required": _("ใส่หัวข้อ")}, "kind": {"required": _("เลือกประเภท")}}


class FileInput(forms.FileInput):
    def __init__(self):
        super().__init__({"accept": FILE_TYPES})


class PaperForm(MeetingLook, forms.ModelForm):
    """A paper as a file, or by its register number where it has a secrecy class."""

    file = forms.FileField(
        label=_("ไฟล์"),
        required=False,
        widget=FileInput,
        help_text=_("PDF, Word, Excel, CSV, PNG หรือ JPG ไม่เกิน 20 MB"),
        error_messages={"empty": _("ไฟล์ว่าง เลือกไฟล์ที่มีข้อมูล")},
    )
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("เรื่อง"), required=False, empty_label=_("ทั้งการประชุม")
    )

    class Meta:
        model = Paper
        fields = ["title_th", "secrecy", "register_number"]
        help_texts = {"secrecy": _("เอกสารมีชั้นความลับไม่ส่งไฟล์เข้าระบบ ลงทะเบียนด้วยเลขทะเบียนเท่านั้น")}
        error_messages = {"title_th": {"required": _("ใส่ชื่อเอกสาร")}}

    field_order = ["title_th", "item", "file", "secrecy", "register_number"]

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        standing = AgendaItem.objects.standing().filter(section__meeting=meeting)
        self.fields["item"].queryset = standing.select_related("section").order_by("section__order", "order")

    def clean(self):
        facts = super().clean()
        normal = facts.get("secrecy") == Paper.Secrecy.NORMAL
        if normal and not facts.get("file") and "file" not in self.errors:
            self.add_error("file", _("เลือกไฟล์ของเอกสาร"))
        if not normal and facts.get("file"):
            self.add_error("file", _("เอกสารมีชั้นความลับไม่ส่งไฟล์เข้าระบบ เอาไฟล์ออกแล้วใส่เลขทะเบียน"))
        return facts


class VersionForm(MeetingLook, forms.Form):
    """A newer file of a paper."""

    file = forms.FileField(
        label=_("ไฟล์ฉบับใหม่"),
        widget=FileInput,
        help_text=_("ฉบับเดิมยังเก็บไว้"),
        error_messages={"required": _("เลือกไฟล์"), "empty": _("ไฟล์ว่าง เลือกไฟล์ที่มีข้อมูล")},
    )
    note_th = forms.CharField(label=_("สิ่งที่เปลี่ยน"), max_length=300, required=False)
    pin = forms.BooleanField(label=_("ใช้ฉบับใหม่กับทุกเรื่องที่แนบเอกสารนี้"), required=False, initial=True)


class DecisionForm(MeetingLook, forms.Form):
    """What is done with a proposal or a referral: `decision`, a section for what is taken up, an answer in words."""

    decision = forms.CharField(widget=forms.HiddenInput)
    section = SectionField(AgendaSection.objects.none(), label=_("บรรจุในระเบียบวาระที่"), required=False)
    answer = forms.CharField(label=_("คำตอบ"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, sections, answer_length=500, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections
        self.fields["answer"].max_length = answer_length


class ReferralForm(DecisionForm):
    """The same for a referral, whose section may be of any meeting that the group is preparing."""

    answer = forms.CharField(
        label=_("คำตอบ"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
