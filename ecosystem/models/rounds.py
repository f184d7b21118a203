"""Rounds of self-assessment: which instrument, from when to when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ecosystem.models.frame import Instrument


class RoundQuerySet(models.QuerySet):
    def running(self, today):
        """Open to be written in today."""
        return self.filter(opens__lte=today, closes__gte=today)

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False)


class Round(models.Model):
    """One round; `due` is the day by which a self-assessment should be in, after `closes` nothing is written."""

    title_th = models.CharField(_("รอบการประเมิน"), max_length=200)
    title_en = models.CharField(_("รอบการประเมินภาษาอังกฤษ"), max_length=200, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ (พ.ศ.)"))
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="rounds", verbose_name=_("แบบประเมิน"))
    opens = models.DateField(_("เปิดวันที่"))
    due = models.DateField(_("ส่งภายในวันที่"))
    closes = models.DateField(_("ปิดวันที่"))
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("รอบการประเมินตนเอง")
        verbose_name_plural = _("รอบการประเมินตนเอง")
        ordering = ["-opens", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lte=F("due"), due__lte=F("closes")),
                name="round_days_in_order",
                violation_error_message=_("วันเปิด วันส่ง และวันปิดต้องเรียงตามลำดับ"),
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2540, fiscal_year__lte=2700),
                name="round_fiscal_year_be",
                violation_error_message=_("ใส่ปีงบประมาณเป็น พ.ศ. เช่น 2570"),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return self.title_en if self.title_en and get_language() == "en" else self.title_th

    def is_open(self, today):
        return self.opens <= today <= self.closes
