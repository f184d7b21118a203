"""The facts of a meeting as its secretary fills them in, by its kind."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agendas.forms.fields import MeetingLook, ReasonForm
from agendas.models import InvitationLetter, Meeting
from foundation.thai.forms import ThaiDateField, ThaiTimeField
from workgroups.models import Agency, Workgroup

AHEAD = datetime.timedelta(days=3 * 366)
Kind = Meeting.Kind
# What is asked beside the day, hours and place: a consultation has a subject and whom it is about, a situation meeting
# no deadlines
FURTHER = {
    Kind.ORDINARY: [
        "presided_by",
        "presided_by_post",
        "recorded_by",
        "recorded_by_post",
        "checked_by",
        "checked_by_post",
    ],
    Kind.SITUATION: ["presided_by", "presided_by_post", "recorded_by", "recorded_by_post"],
    Kind.CONSULTATION: ["about", "presided_by", "presided_by_post"],
}
FURTHER[Kind.SPECIAL] = FURTHER[Kind.ORDINARY]
NAMED = [Kind.CONSULTATION, Kind.SITUATION]
SHARED = ["title_th", "title_en", "date", "starts", "ends", "venue_th", "venue_en", "mode", "platform", "join_url"]
DEADLINES = ["reply_by", "papers_by"]


def last_day():
    return timezone.localdate() + AHEAD


class GroupField(forms.ModelChoiceField):
    def label_from_instance(self, group):
        return group.heading_th


class GroupsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, group):
        return group.heading_th


class KindForm(MeetingLook, forms.Form):
    """Whose meeting, and of which kind: what is asked next depends on it. `groups`: those that the user prepares."""

    group = GroupField(
        Workgroup.objects.none(),
        label=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
        to_field_name="slug",
        error_messages={"required": _("เลือกคณะทำงาน"), "invalid_choice": _("เลือกคณะทำงานจากรายการ")},
    )
    kind = forms.ChoiceField(label=_("ประเภท"), choices=Kind, error_messages={"required": _("เลือกประเภทการประชุม")})
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("หน่วยงานที่จัด"),
        to_field_name="slug",
        required=False,
        help_text=_("เฉพาะการประชุมหารือที่หน่วยงานจัดเอง เลือกแล้วไม่ต้องเลือกคณะทำงาน"),
    )

    def __init__(self, *args, groups, agencies=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups
        if agencies is None:
            del self.fields["agency"]
        else:
            self.fields["agency"].queryset = agencies
            self.fields["group"].required = False

    def clean(self):
        facts = super().clean()
        group, agency, kind = (facts.get(name) for name in ("group", "agency", "kind"))
        if agency and kind and kind != Kind.CONSULTATION:
            self.add_error("agency", _("หน่วยงานจัดได้เฉพาะการประชุมหารือ เลือกคณะทำงาน หรือเปลี่ยนประเภท"))
        elif agency and group:
            self.add_error("agency", _("เลือกคณะทำงานหรือหน่วยงานอย่างใดอย่างหนึ่ง"))
        elif not agency and not group and "group" not in self.errors:
            self.add_error("group", _("เลือกคณะทำงาน"))
        return facts


class MeetingForm(MeetingLook, forms.ModelForm):
    """The fields of a meeting of the instance's kind. Once it was called its day is changed by another page."""

    about = GroupsField(
        Workgroup.objects.all(),
        label=_("เกี่ยวกับคณะทำงาน"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("คณะทำงานที่การหารือนี้เกี่ยวข้อง เลือกได้หลายคณะ"),
    )

    join_url = forms.URLField(
        label=_("ลิงก์เข้าประชุม"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("เห็นเฉพาะผู้ได้รับเชิญ"),
        error_messages={"invalid": _("ใส่ลิงก์ให้ครบ ขึ้นต้นด้วย https://")},
    )

    class Meta:
        model = Meeting
        fields = [*SHARED, *DEADLINES, "about", *FURTHER[Kind.ORDINARY], "note_th"]
        field_classes = {
            "date": ThaiDateField,
            "starts": ThaiTimeField,
            "ends": ThaiTimeField,
            "reply_by": ThaiDateField,
            "papers_by": ThaiDateField,
        }
        widgets = {"note_th": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "date": {"required": _("ใส่วันที่ประชุม")},
        }

    field_order = [*SHARED, *DEADLINES, "about", *FURTHER[Kind.ORDINARY], "note_th"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = self.instance
        wanted = [*SHARED, *FURTHER[meeting.kind], "note_th"]
        if meeting.kind in NAMED:
            self.fields["title_th"].required = True
            self.fields["title_th"].error_messages["required"] = _("ใส่เรื่องที่ประชุม")
        else:
            wanted = [name for name in wanted if name not in ("title_th", "title_en")]
        if meeting.kind != Kind.SITUATION:
            wanted += DEADLINES
        if meeting.pk and meeting.status != Meeting.Status.DRAFT:
            wanted = [name for name in wanted if name not in ("date", "starts", "ends")]
        for name in list(self.fields):
            if name not in wanted:
                del self.fields[name]
        if "about" in self.fields:
            self.fields["about"].queryset = Workgroup.objects.filter(status="active").order_by("sort_key")
        if "date" in self.fields:
            self.fields["date"].earliest, self.fields["date"].latest = timezone.localdate, last_day

    def clean(self):
        facts = super().clean()
        day = facts.get("date") or self.instance.date
        for name in DEADLINES:
            if facts.get(name) and day and facts[name] > day:
                self.add_error(name, _("กำหนดนี้ต้องไม่หลังวันประชุม"))
        if facts.get("mode") == Meeting.Mode.ONSITE:
            facts["platform"] = facts["join_url"] = ""
        return facts

    def facts(self):
        return dict(self.cleaned_data)


class RescheduleForm(ReasonForm):
    date = ThaiDateField(
        label=_("วันประชุมใหม่"),
        earliest=timezone.localdate,
        latest=last_day,
        error_messages={"required": _("ใส่วันประชุมใหม่")},
    )
    starts = ThaiTimeField(label=_("เริ่มเวลา"), required=False)
    ends = ThaiTimeField(label=_("ถึงเวลา"), required=False)
    field_order = ["date", "starts", "ends", "reason"]

    def clean(self):
        facts = super().clean()
        if facts.get("starts") and facts.get("ends") and facts["ends"] <= facts["starts"]:
            self.add_error("ends", _("เวลาเลิกประชุมต้องหลังเวลาเริ่ม"))
        return facts


class LetterForm(MeetingLook, forms.ModelForm):
    class Meta:
        model = InvitationLetter
        fields = [
            *("number", "dated", "office_th", "address_th", "to_th", "enclosures_th", "body_th"),
            *("signatory", "signatory_post", "capacity", "for_post", "contact_th"),
        ]
        field_classes = {"dated": ThaiDateField}
        widgets = {
            "enclosures_th": forms.Textarea(attrs={"rows": 3}),
            "body_th": forms.Textarea(attrs={"rows": 8}),
            "contact_th": forms.Textarea(attrs={"rows": 3}),
        }
