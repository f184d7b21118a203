"""Obstacles: raised on a phone, referred, put on an agenda, answered, ended."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.models import Meeting
from plans.forms.fields import Dressed, ResolutionField, date, key_field, words
from plans.forms.plans import GroupField
from plans.models import Activity, Obstacle
from workgroups.models import Agency, Workgroup

BODIES = [Workgroup.Kind.COMMISSION, Workgroup.Kind.SUBCOMMITTEE]


class ObstacleForm(Dressed, forms.ModelForm):
    """`groups`: those for which the user writes; an obstacle that is there keeps its group."""

    key = key_field()
    group = GroupField(
        label=_("คณะทำงาน"), queryset=Workgroup.objects.none(), error_messages={"required": _("เลือกคณะทำงาน")}
    )

    class Meta:
        model = Obstacle
        fields = ["group", "kind", "title_th", "detail_th", "proposal_th", "agency", "activity"]
        widgets = {
            "detail_th": forms.Textarea(attrs={"rows": 4}),
            "proposal_th": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {
            "kind": {"required": _("เลือกประเภท")},
            "title_th": {"required": _("ใส่ข้อจำกัดเป็นประโยคเดียว")},
            "proposal_th": {"required": _("ใส่ข้อเสนอว่าอยากให้ปลดล็อกอย่างไร")},
        }

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["group"], self.fields["key"]
            groups = [self.instance.group]
        else:
            self.fields["group"].queryset = groups
            self.fields["group"].initial = groups[0] if len(groups) == 1 else None
        self.fields["agency"].queryset = Agency.objects.filter(successor__isnull=True)
        activities = Activity.objects.standing().filter(plan__group__in=groups)
        self.fields["activity"].queryset = activities.order_by("-plan__fiscal_year", "number")

    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "group")}


class ReferForm(Dressed, forms.Form):
    to_group = GroupField(
        label=_("ส่งต่อให้"), queryset=Workgroup.objects.none(), error_messages={"required": _("เลือกคณะที่ปลดล็อกได้")}
    )
    note_th = words(_("ข้อความถึงคณะนั้น"), length=2000, required=False)

    def __init__(self, *args, obstacle, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = Workgroup.objects.active().filter(kind__in=BODIES).exclude(pk=obstacle.group_id)
        self.fields["to_group"].queryset = bodies
        self.fields["to_group"].initial = obstacle.group.parent_id


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return str(meeting)


class TakeUpForm(Dressed, forms.Form):
    meeting = MeetingField(
        label=_("บรรจุในการประชุม"),
        queryset=Meeting.objects.none(),
        error_messages={"required": _("เลือกการประชุม")},
        help_text=_("การประชุมที่ระเบียบวาระยังแก้ได้ ถ้าไม่มีให้สร้างการประชุมก่อน"),
    )

    def __init__(self, *args, obstacle, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Meeting.objects.filter(host_group=obstacle.referred_to, kind__in=Meeting.NUMBERED)
        self.fields["meeting"].queryset = rows.filter(status__in=Meeting.OPEN_AGENDA).with_host()


class AnswerForm(Dressed, forms.Form):
    answer_th = words(_("คำตอบ"), length=5000, rows=5)
    resolution = ResolutionField(label=_("ตอบโดยมติ"), required=False)
    on = date(_("ตอบเมื่อ"), latest=timezone.localdate)

    def __init__(self, *args, obstacle, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resolution"].offer(user, [obstacle.referred_to or obstacle.group])
        self.fields["on"].earliest = obstacle.raised_on


class EndForm(Dressed, forms.Form):
    status = forms.ChoiceField(
        label=_("ผล"), widget=forms.RadioSelect, error_messages={"required": _("เลือกผล")}, choices=[]
    )
    reason = words(_("ผลหรือเหตุผล"), length=1000, help_text=_("แสดงต่อสาธารณะ"))

    def __init__(self, *args, obstacle, **kwargs):
        super().__init__(*args, **kwargs)
        steps = Obstacle.MOVES[obstacle.status]
        self.fields["status"].choices = [(step.value, step.label) for step in steps if step in Obstacle.ENDED]
