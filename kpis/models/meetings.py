"""Which value was on the table when a meeting was held."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpis.fields import ValueField
from kpis.models.cycles import Round
from kpis.models.targets import Target


class MeetingSnapshot(models.Model):
    """A target's value and score as they stood when they were put before a meeting; append-only.

    `query` is the address of what was shown, `sha256` that of the frozen paper where there is one.
    """

    item = models.ForeignKey(
        "agendas.AgendaItem", models.PROTECT, related_name="kpi_snapshots", verbose_name=_("เรื่องในระเบียบวาระ")
    )
    target = models.ForeignKey(Target, models.PROTECT, related_name="snapshots", verbose_name=_("ค่าเป้าหมาย"))
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="snapshots", verbose_name=_("รอบรายงาน")
    )
    as_of = models.DateField(_("ค่า ณ วันที่"))
    value = ValueField(_("ค่า"), null=True, blank=True)
    points = models.DecimalField(_("คะแนน"), max_digits=6, decimal_places=2, null=True, blank=True)
    status_th = models.CharField(_("สถานะของค่า"), max_length=100)
    query = models.CharField(_("ที่อยู่ของตาราง"), max_length=500, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    at = models.DateTimeField(_("บันทึกเมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="kpi_snapshots", verbose_name=_("โดย")
    )
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    class Meta:
        verbose_name = _("ค่าตัวชี้วัด ณ วันประชุม")
        verbose_name_plural = _("ค่าตัวชี้วัด ณ วันประชุม")
        ordering = ["item", "target", "-at", "-pk"]

    def __str__(self):
        return f"{self.item}: {self.target} {self.value}"
