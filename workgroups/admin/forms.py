"""The forms of the task pages. Each takes the object that the task is about."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.thai.forms import ThaiDateField
from workgroups.models import Agency, AppointmentOrder, Membership, Person


class TaskForm(forms.Form):
    def __init__(self, *args, obj, **kwargs):
        super().__init__(*args, **kwargs)
        self.obj = obj
        for field in self.fields.values():
            if type(field) is forms.CharField:
                field.widget.attrs["class"] = "vTextField"


class ConfirmForm(TaskForm):
    """A task that needs no more than a yes."""


class EndForm(TaskForm):
    on = ThaiDateField(label=_("วันสุดท้าย"), initial=timezone.localdate)


class SucceedForm(TaskForm):
    successor = forms.ModelChoiceField(
        Agency.objects.all(),
        label=_("หน่วยงานที่รับช่วงต่อ"),
        widget=AutocompleteSelect(Agency._meta.get_field("successor"), admin.site),
        help_text=_("ถ้ายังไม่มีในระบบ ให้เพิ่มหน่วยงานใหม่ก่อน"),
    )
    on = ThaiDateField(label=_("วันที่รับช่วงต่อ"))


class RenameForm(TaskForm):
    name_th = forms.CharField(label=_("ชื่อใหม่"), max_length=500)
    name_en = forms.CharField(label=_("ชื่อใหม่ภาษาอังกฤษ"), max_length=500, required=False)
    on = ThaiDateField(label=_("ใช้ชื่อใหม่ตั้งแต่วันที่"))
    source = forms.CharField(
        label=_("แหล่งที่มา"), max_length=300, required=False, help_text=_("เช่น ประกาศหรือกฎกระทรวงที่เปลี่ยนชื่อ")
    )


class MergeForm(TaskForm):
    other = forms.ModelChoiceField(
        Person.objects.current(),
        label=_("รายการที่ซ้ำ"),
        widget=AutocompleteSelect(Person._meta.get_field("merged_into"), admin.site),
        help_text=_("รายการนี้จะหายไปจากทุกหน้า การดำรงตำแหน่งทั้งหมดย้ายมาอยู่กับรายการที่เปิดอยู่"),
    )


class OriginForm(TaskForm):
    """Where the fact comes from, at the end of the forms that write one."""

    order = forms.ModelChoiceField(AppointmentOrder.objects.none(), label=_("คำสั่งแต่งตั้ง"), required=False)
    source = forms.CharField(label=_("แหล่งที่มา"), max_length=300, required=False, help_text=_("ชื่อเอกสารที่อ่านข้อมูลนี้มา"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["order"].queryset = self.obj.group.orders.all()


class SeatForm(OriginForm):
    person = forms.ModelChoiceField(
        Person.objects.current(),
        label=_("ผู้ดำรงตำแหน่งใหม่"),
        widget=AutocompleteSelect(Membership._meta.get_field("person"), admin.site),
        help_text=_("ถ้ายังไม่มีในระบบ ให้เพิ่มบุคคลก่อน"),
    )
    kind = forms.ChoiceField(label=_("ลักษณะ"), choices=Membership.Kind, initial=Membership.Kind.REGULAR)
    start = ThaiDateField(label=_("ตั้งแต่วันที่"))
    field_order = ["person", "kind", "start", "order", "source"]


class VacateForm(TaskForm):
    start = ThaiDateField(label=_("ว่างตั้งแต่วันที่"))
    reason = forms.CharField(label=_("เหตุที่ว่าง"), max_length=300, help_text=_("เช่น เกษียณอายุราชการ ย้าย ลาออก"))
    source = forms.CharField(label=_("แหล่งที่มา"), max_length=300, required=False)
