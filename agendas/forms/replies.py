"""What members fill in: an answer, a proposal, a correction, an address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.models import AgendaItem, Attendance


class SeatForm(forms.Form):
    """A form whose fields look as the portal's do."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect):
                field.widget.attrs["class"] = "field"


class ReplyForm(SeatForm):
    reply = forms.ChoiceField(
        label=_("จะมาประชุมหรือไม่"),
        choices=[choice for choice in Attendance.Reply.choices if choice[0]],
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกคำตอบ")},
    )
    substitute_name = forms.CharField(
        label=_("ชื่อผู้มาประชุมแทน"), max_length=200, required=False, help_text=_("เมื่อส่งผู้แทน")
    )
    substitute_post = forms.CharField(label=_("ตำแหน่งของผู้มาประชุมแทน"), max_length=300, required=False)
    note = forms.CharField(
        label=_("เหตุที่ไม่มาประชุม หรือข้อความถึงเลขานุการ"), max_length=300, required=False, help_text=_("เช่น ติดราชการ")
    )

    def __init__(self, *args, attendance, **kwargs):
        initial = {"reply": attendance.reply, "note": attendance.reply_note}
        initial |= {name: getattr(attendance, name) for name in ("substitute_name", "substitute_post")}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self):
        data = super().clean()
        if data.get("reply") == Attendance.Reply.SUBSTITUTE and not data.get("substitute_name"):
            self.add_error("substitute_name", _("ใส่ชื่อผู้มาประชุมแทน"))
        if data.get("reply") == Attendance.Reply.NO and not data.get("note"):
            self.add_error("note", _("ใส่เหตุที่ไม่มาประชุม"))
        return data


class AddressForm(SeatForm):
    email = forms.EmailField(
        label=_("อีเมลสำหรับเชิญ"),
        required=False,
        help_text=_("บันทึกแล้วระบบส่งคำเชิญพร้อมลิงก์ใหม่ไปที่อยู่นี้ ลิงก์ที่เคยส่งไปใช้ไม่ได้อีก เว้นว่างเพื่อไม่ส่งอีเมล"),
    )


class ProposalForm(SeatForm):
    title_th = forms.CharField(label=_("เรื่อง"), max_length=1000, widget=forms.Textarea({"rows": 2}))
    brief_th = forms.CharField(label=_("สรุปเรื่อง"), max_length=20000, required=False, widget=forms.Textarea({"rows": 6}))


class CorrectionForm(SeatForm):
    """`items` are the items of the draft that the asker has read: (key, label)."""

    item = forms.ChoiceField(label=_("แก้ในเรื่อง"), required=False)
    text_th = forms.CharField(
        label=_("ขอแก้เป็น"),
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("เขียนข้อความเดิมและข้อความที่ขอแก้"),
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("ทั้งฉบับ")), *items]

    def clean_item(self):
        key = self.cleaned_data["item"]
        return AgendaItem.objects.select_related("section").get(pk=int(key)) if key else None
