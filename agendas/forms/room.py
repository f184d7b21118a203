"""What is filled in in the room: who came, guests, what is kept of electronic meetings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.forms.fields import MeetingLook
from agendas.models import Attendance, ElectronicRecord
from foundation.thai.forms import ThaiDateField, ThaiTimeField
from foundation.ui.templatetags.ui import as_thai

REASONS = [("ติดราชการ", _("ติดราชการ")), ("ลา", _("ลา")), ("ไม่แจ้งเหตุ", _("ไม่แจ้งเหตุ"))]
IDENTIFIED = _("เลขานุการเห็นหน้าและเรียกชื่อ")


class MarkForm(forms.Form):
    """One touch on one seat."""

    status = forms.ChoiceField(choices=Attendance.Status)
    absent_reason = forms.CharField(max_length=200, required=False)
    substitute_name = forms.CharField(max_length=200, required=False)
    substitute_post = forms.CharField(max_length=300, required=False)
    channel = forms.ChoiceField(choices=Attendance.Channel, required=False)

    def facts(self):
        """What the service takes: only what goes with the status."""
        told = self.cleaned_data
        facts = {"status": told["status"]}
        if told["status"] == Attendance.Status.ABSENT:
            facts["absent_reason"] = told["absent_reason"]
        if told["status"] == Attendance.Status.SUBSTITUTE:
            facts |= {name: told[name] for name in ("substitute_name", "substitute_post")}
        if told["channel"]:
            facts["channel"] = told["channel"]
            if told["channel"] == Attendance.Channel.ELECTRONIC:
                facts["identified_by"] = str(IDENTIFIED)
        return facts


class SeatForm(MeetingLook, forms.ModelForm):
    """Everything of one row: hours, channel, reason, the substitute's post."""

    class Meta:
        model = Attendance
        fields = ["status", "substitute_name", "substitute_post", "absent_reason", "channel", "identified_by"]
        fields += ["arrived_at", "left_at", "name", "post_title", "agency_name", "name_is_public"]
        field_classes = {"arrived_at": ThaiTimeField, "left_at": ThaiTimeField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["absent_reason"].widget.attrs["list"] = "absent-reasons"
        self.fields["identified_by"].required = False
        if self.instance.is_member:
            gone = ["agency_name", "name_is_public"]
        else:
            gone = ["substitute_name", "substitute_post"]
            Status = Attendance.Status
            self.fields["status"].choices = [(each.value, each.label) for each in Status if each != Status.SUBSTITUTE]
        for name in gone:
            del self.fields[name]

    def _post_clean(self):
        """The service checks the row as a whole; here only the fields are read."""


class GuestForm(MeetingLook, forms.Form):
    name = forms.CharField(
        label=_("ชื่อผู้เข้าร่วมประชุม"), max_length=200, error_messages={"required": _("ใส่ชื่อผู้เข้าร่วมประชุม")}
    )
    post_title = forms.CharField(label=_("ตำแหน่ง"), max_length=500, required=False)
    agency_name = forms.CharField(label=_("หน่วยงาน"), max_length=500, required=False)
    name_is_public = forms.BooleanField(
        label=_("เผยแพร่ชื่อได้"), required=False, help_text=_("เจ้าหน้าที่ที่มาในหน้าที่ หรือผู้ที่ยินยอมให้เผยแพร่ชื่อ")
    )


class RegisterSeatForm(MeetingLook, forms.Form):
    """Somebody at the door: their seat, or no seat and a name."""

    seat = forms.ChoiceField(label=_("ตำแหน่งในคณะทำงาน"), required=False)
    name = forms.CharField(label=_("ชื่อและนามสกุลของท่าน"), max_length=200, required=False)
    agency_name = forms.CharField(label=_("หน่วยงาน"), max_length=500, required=False)

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        named = [(str(row.pk), _seat_words(row)) for row in seats]
        self.fields["seat"].choices = [*named, ("", _("ผู้เข้าร่วมประชุม ไม่มีตำแหน่งในคณะทำงาน"))]
        self.fields["seat"].widget = forms.RadioSelect(choices=self.fields["seat"].choices)
        self.fields["name"].help_text = _("เจ้าของตำแหน่งที่มาเองไม่ต้องกรอก ผู้มาประชุมแทนและผู้เข้าร่วมกรอกชื่อ")
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean(self):
        told = super().clean()
        if "seat" not in self.errors and not told.get("seat") and not (told.get("name") or "").strip():
            self.add_error("name", _("เลือกตำแหน่ง หรือใส่ชื่อของท่าน"))
        return told


class ElectronicForm(MeetingLook, forms.ModelForm):
    class Meta:
        model = ElectronicRecord
        fields = ["identification", "recording_reference", "kept_until", "traffic_log", "faults", "votes"]
        field_classes = {"kept_until": ThaiDateField}
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("identification", "faults", "votes")}

    def _post_clean(self):
        """The service checks the row as a whole."""


class HoldForm(MeetingLook, forms.Form):
    """The meeting opens: who presides, at what hour, and why without a quorum."""

    presided_by = forms.CharField(
        label=_("ประธานในที่ประชุม"), max_length=200, error_messages={"required": _("ใส่ชื่อประธานในที่ประชุม")}
    )
    presided_by_post = forms.CharField(label=_("ตำแหน่งของประธานในที่ประชุม"), max_length=300, required=False)
    opened_at = ThaiTimeField(label=_("เริ่มประชุมเวลา"), required=False)
    no_quorum_reason = forms.CharField(
        label=_("เหตุที่พิจารณาเมื่อไม่ครบองค์ประชุม"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("พิมพ์ไว้ในรายงานการประชุม"),
    )

    def __init__(self, *args, decides, lacks_quorum, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["presided_by"].required = decides
        if not lacks_quorum:
            del self.fields["no_quorum_reason"]


def _seat_words(row):
    return as_thai(f"{row.name} · {row.post_title}" if row.name else row.post_title)
