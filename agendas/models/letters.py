"""หนังสือเชิญประชุม: what the letter carries besides the meeting's own facts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agendas.models.meetings import Meeting


class InvitationLetter(models.Model):
    """`number` and `dated` are typed after the letter was registered; empty until then."""

    class Capacity(models.TextChoices):
        OWN = "", _("ลงนามในตำแหน่งของตน")
        ON_BEHALF = "on_behalf", _("ปฏิบัติราชการแทน")
        ACTING = "acting", _("รักษาราชการแทน")

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, related_name="invitation_letter", verbose_name=_("การประชุม")
    )
    number = models.CharField(_("ที่"), max_length=80, blank=True, help_text=_("เลขที่หนังสือ เช่น ลป 0017.2/ว 123"))
    dated = models.DateField(_("ลงวันที่"), null=True, blank=True)
    office_th = models.CharField(_("ส่วนราชการเจ้าของหนังสือ"), max_length=300, blank=True)
    address_th = models.CharField(_("ที่ตั้ง"), max_length=300, blank=True)
    to_th = models.CharField(_("เรียน"), max_length=300, blank=True)
    enclosures_th = models.TextField(_("สิ่งที่ส่งมาด้วย"), blank=True)
    body_th = models.TextField(_("ข้อความ"), blank=True, max_length=5000)
    signatory = models.CharField(_("ผู้ลงนาม"), max_length=200, blank=True)
    signatory_post = models.CharField(_("ตำแหน่งผู้ลงนาม"), max_length=300, blank=True)
    capacity = models.CharField(_("ลงนามในฐานะ"), max_length=10, choices=Capacity, blank=True, default=Capacity.OWN)
    for_post = models.CharField(_("แทนตำแหน่ง"), max_length=300, blank=True)
    contact_th = models.TextField(_("ส่วนราชการเจ้าของเรื่องและที่ติดต่อ"), blank=True)

    class Meta:
        verbose_name = _("หนังสือเชิญประชุม")
        verbose_name_plural = _("หนังสือเชิญประชุม")
        ordering = ["meeting"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity="") | ~Q(for_post=""),
                name="letter_capacity_of_a_post",
                violation_error_message=_("ระบุว่าลงนามแทนตำแหน่งใด"),
            )
        ]

    def __str__(self):
        return self.number or str(self.meeting)
