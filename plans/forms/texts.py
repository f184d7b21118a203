"""Situation texts, partners, good practices, roads."""

from django import forms
from django.utils.translation import gettext_lazy as _

from places.models import District
from plans.forms.fields import Boxes, Dressed, ThaiIntegerField, date, number_input, version_field
from plans.forms.plans import GroupField
from plans.models import FrameItem, GoodPractice, NetworkPartner, RoadMap, Situation
from workgroups.models import Workgroup

Kind = FrameItem.Kind
YEAR = _("กรอกปีเป็น พ.ศ. เช่น 2566")


def link():
    return forms.URLField(
        label=_("ที่อยู่ของแหล่งที่มา"),
        required=False,
        max_length=500,
        assume_scheme="https",
        empty_value="",
        error_messages={"invalid": _("ใส่ที่อยู่เว็บทั้งหมด เช่น https://example.go.th/news")},
    )


class AgendaField(forms.ModelChoiceField):
    def __init__(self):
        super().__init__(
            label=_("วาระ"), queryset=FrameItem.objects.of(Kind.AGENDA), error_messages={"required": _("เลือกวาระ")}
        )


class SituationForm(Dressed, forms.ModelForm):
    agenda = AgendaField()
    version = version_field()

    class Meta:
        model = Situation
        fields = ["agenda", *Situation.PARTS, "references_th", "change_note_th"]
        widgets = {name: forms.Textarea(attrs={"rows": 6}) for name in Situation.PARTS}
        error_messages = {"references_th": {"required": _("ใส่เอกสารอ้างอิงอย่างน้อยหนึ่งรายการ")}}

    def __init__(self, *args, is_first, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version if self.instance.pk else None
        if is_first:
            del self.fields["change_note_th"]

    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in ("agenda", "version")}


class PartnerForm(Dressed, forms.ModelForm):
    group = GroupField(
        label=_("คณะทำงาน"), queryset=Workgroup.objects.none(), error_messages={"required": _("เลือกคณะทำงาน")}
    )
    districts = Boxes(
        label=_("อำเภอที่ทำงาน"), queryset=District.objects.none(), required=False, help_text=_("ไม่เลือก = ทั้งจังหวัด")
    )
    since = date(_("ร่วมงานตั้งแต่"), required=False, help_text=_("เว้นว่างเมื่อไม่ทราบ"))
    ended_on = date(_("สิ้นสุด"), required=False, help_text=_("เว้นว่างเมื่อยังร่วมงานอยู่"))
    source_url = link()

    class Meta:
        model = NetworkPartner
        fields = ["group", "name_th", "name_en", "kind", "role_th", "since", "ended_on", "source", "source_url"]
        error_messages = {
            "name_th": {"required": _("ใส่ชื่อองค์กรหรือเครือข่าย")},
            "kind": {"required": _("เลือกประเภท")},
            "role_th": {"required": _("ใส่บทบาท")},
        }

    field_order = ["group", "name_th", "kind", "role_th", "districts", "since", "ended_on"]

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["group"]
            groups = [self.instance.group]
            self.initial["districts"] = list(self.instance.districts.values_list("pk", flat=True))
        else:
            self.fields["group"].queryset = groups
            self.fields["group"].initial = groups[0] if len(groups) == 1 else None
        provinces = [group.province_id for group in groups if group.province_id]
        self.fields["districts"].queryset = District.objects.filter(province__in=provinces).order_by("sort_key")

    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "group"}


class PracticeForm(Dressed, forms.ModelForm):
    group = GroupField(
        label=_("คณะทำงาน"), queryset=Workgroup.objects.none(), error_messages={"required": _("เลือกคณะทำงาน")}
    )
    year_be = ThaiIntegerField(
        label=_("ปี พ.ศ."),
        min_value=2500,
        max_value=2700,
        widget=number_input(),
        error_messages={"min_value": YEAR, "max_value": YEAR, "invalid": YEAR, "required": YEAR},
    )
    approaches = Boxes(
        label=_("แนวทางดำเนินการที่เกี่ยวข้อง"),
        queryset=FrameItem.objects.of(Kind.APPROACH),
        error_messages={"required": _("เลือกแนวทางอย่างน้อยหนึ่งข้อ")},
    )
    source_url = link()

    class Meta:
        model = GoodPractice
        fields = ["group", "name_th", "year_be", "agency_th", "summary_th", "concept_th", "source", "source_url"]
        error_messages = {
            "name_th": {"required": _("ใส่ชื่อผลงาน")},
            "agency_th": {"required": _("ใส่หน่วยงานเจ้าของผลงาน")},
        }

    field_order = ["group", "name_th", "year_be", "agency_th", "summary_th", "approaches"]

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups
        self.fields["group"].initial = groups[0] if len(groups) == 1 else None
        self.fields["summary_th"].required = True


class RoadMapForm(Dressed, forms.ModelForm):
    agenda = AgendaField()
    theme = forms.ModelChoiceField(
        label=_("ประเด็นการพัฒนา"), queryset=FrameItem.objects.of(Kind.THEME), required=False, empty_label=_("ไม่เลือก")
    )
    anchors = Boxes(label=_("สิ่งที่ยึดโยง"), queryset=FrameItem.objects.of(Kind.ANCHOR), required=False)
    mechanisms = Boxes(label=_("รูปแบบและกลไก"), queryset=FrameItem.objects.of(Kind.MECHANISM), required=False)

    class Meta:
        model = RoadMap
        fields = ["agenda", "theme", "goal_th", "provincial_plan_th", "linkage_th", *RoadMap.PROPOSALS]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ["goal_th", "linkage_th", *RoadMap.PROPOSALS]}

    field_order = ["agenda", "theme", "goal_th", "anchors", "mechanisms"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("anchors", "mechanisms"):
                self.initial[name] = list(getattr(self.instance, name).values_list("pk", flat=True))

    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "agenda"}
