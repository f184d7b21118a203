"""Plans and their steps."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.thai.fiscal import fiscal_year
from plans.forms.fields import (
    Dressed,
    ResolutionField,
    ThaiIntegerField,
    above,
    date,
    number_input,
    version_field,
    words,
)
from plans.models import Plan
from plans.models.plans import FIRST_YEAR, LAST_YEAR
from workgroups.models import Workgroup

YEAR = _("ใส่ปีงบประมาณเป็น พ.ศ. เช่น 2570")


class GroupField(forms.ModelChoiceField):
    def label_from_instance(self, group):
        return group.heading_th


class PlanForm(Dressed, forms.ModelForm):
    """A new plan; `groups`: those for which the user writes."""

    group = GroupField(
        label=_("คณะทำงาน"), queryset=Workgroup.objects.none(), error_messages={"required": _("เลือกคณะทำงาน")}
    )
    fiscal_year = ThaiIntegerField(
        label=_("ปีงบประมาณ พ.ศ."),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=number_input(),
        help_text=_("เช่น 2570 คือ 1 ตุลาคม 2569 ถึง 30 กันยายน 2570"),
        error_messages={"min_value": YEAR, "max_value": YEAR, "invalid": YEAR, "required": YEAR},
    )

    class Meta:
        model = Plan
        fields = ["group", "fiscal_year", "title_th", "title_en", "summary_th"]
        error_messages = {"title_th": {"required": _("ใส่ชื่อแผน")}}

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups
        self.fields["fiscal_year"].initial = fiscal_year(timezone.localdate())


class PlanWordsForm(Dressed, forms.ModelForm):
    """The words of a plan; after its resolution with the reason of the change."""

    version = version_field()
    reason = words(_("เหตุผลที่แก้ไข"), length=500, rows=2, help_text=_("แผนเห็นชอบแล้ว เหตุผลเก็บไว้ในประวัติการดำเนินการ"))

    class Meta:
        model = Plan
        fields = ["title_th", "title_en", "summary_th"]
        error_messages = {"title_th": {"required": _("ใส่ชื่อแผน")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        if self.instance.is_open:
            del self.fields["reason"]


class MoveForm(Dressed, forms.Form):
    """What a step of a plan needs; `plan` and `user` say what may be chosen."""

    def __init__(self, *args, plan, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        if "resolution" in self.fields:
            self.fields["resolution"].offer(user, above(plan.group))


class ConsultForm(MoveForm):
    on = date(_("รับฟังความเห็นเมื่อ"), latest=timezone.localdate)
    note_th = words(_("รับฟังจากใคร อย่างไร"), length=3000, help_text=_("เช่น ประชุมรับฟังภาคีเครือข่ายที่อำเภอเมือง 40 คน"))


class ReturnForm(MoveForm):
    reason = words(_("เหตุผลที่ส่งแผนกลับเป็นร่าง"), length=500, rows=2)


class ApproveForm(MoveForm):
    resolution = ResolutionField(label=_("มติที่เห็นชอบแผน"), help_text=_("มติของคณะทำงานนี้หรือของคณะที่อยู่เหนือขึ้นไป"))


class StartForm(MoveForm):
    on = date(_("มีผลใช้เมื่อ"))


class CloseForm(MoveForm):
    note_th = words(_("สรุปเมื่อสิ้นสุดแผน"), length=5000, rows=6, help_text=_("ทำอะไรได้ตามแผน อะไรไม่ได้ และเพราะเหตุใด"))
