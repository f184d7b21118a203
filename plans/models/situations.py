"""Situation of a province on one agenda: causes, sources, health, economy; every published version stays."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.models.scopes import written_groups
from workgroups.permissions import is_secretariat


class SituationQuerySet(models.QuerySet):
    def public(self):
        return self.filter(published_on__isnull=False)

    def visible_to(self, user):
        if is_secretariat(user):
            return self
        return self.filter(Q(published_on__isnull=False) | Q(group__in=written_groups(user)))

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False, group__is_demo=False)


class Situation(models.Model):
    """One version of the text. A version is written until it is published; from then on the next one is begun."""

    PARTS = ("causes_th", "sources_th", "health_th", "economy_th")

    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        related_name="situations",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
    )
    agenda = models.ForeignKey("plans.FrameItem", models.PROTECT, related_name="situations", verbose_name=_("วาระ"))
    number = models.PositiveSmallIntegerField(_("ฉบับที่"), editable=False)
    causes_th = models.TextField(_("สาเหตุ"), max_length=10000, blank=True)
    sources_th = models.TextField(_("แหล่งกำเนิด"), max_length=10000, blank=True)
    health_th = models.TextField(_("ผลต่อสุขภาพ"), max_length=10000, blank=True)
    economy_th = models.TextField(_("ผลต่อเศรษฐกิจ"), max_length=10000, blank=True)
    references_th = models.TextField(_("เอกสารอ้างอิง"), max_length=5000, help_text=_("บรรทัดละหนึ่งรายการ"))
    change_note_th = models.CharField(_("แก้ไขอะไรจากฉบับก่อน"), max_length=500, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="written_situations", editable=False
    )
    written_at = models.DateTimeField(_("เขียนเมื่อ"), default=timezone.now, editable=False)
    published_on = models.DateField(_("เผยแพร่เมื่อ"), null=True, blank=True, editable=False)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unaudited_fields = ("version",)
    objects = SituationQuerySet.as_manager()

    class Meta:
        verbose_name = _("สถานการณ์ของจังหวัด")
        verbose_name_plural = _("สถานการณ์ของจังหวัด")
        ordering = ["group", "agenda", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "agenda", "number"], name="situation_version_unique"),
            models.UniqueConstraint(
                fields=["group", "agenda"], condition=Q(published_on__isnull=True), name="situation_one_draft"
            ),
        ]

    def __str__(self):
        return f"{self.agenda} · {self.group} ({self.number})"

    def get_absolute_url(self):
        return reverse("plans:situation", args=[self.group.slug])

    @property
    def references(self):
        return [line.strip() for line in self.references_th.splitlines() if line.strip()]

    @property
    def missing_parts(self):
        """The names of the parts that are not written."""
        return [self._meta.get_field(name).verbose_name for name in self.PARTS if not getattr(self, name).strip()]
