"""The national frame that plans point at: measures, special-plan items, approaches, steps, themes, labels."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.thai.models import NamedModel
from workgroups.models.sources import SourcedModel


class FrameItemQuerySet(models.QuerySet):
    def of(self, *kinds):
        return self.filter(kind__in=kinds)


class FrameItem(SourcedModel, NamedModel):
    """One numbered point of a national document, or one word by which work is labelled. `key` never changes."""

    class Kind(models.TextChoices):
        MEASURE = "measure", _("มาตรการ")
        SPECIAL = "special", _("แผนเฉพาะกิจ")
        APPROACH = "approach", _("แนวทางดำเนินการ")
        STEP = "step", _("ขั้นของจังหวัดที่มีผลสัมฤทธิ์สูง")
        THEME = "theme", _("ประเด็นการพัฒนา")
        MECHANISM = "mechanism", _("รูปแบบและกลไก")
        ANCHOR = "anchor", _("สิ่งที่แผนยึดโยง")
        AEIOU = "aeiou", _("ภารกิจ AEIOU")
        AGENDA = "agenda", _("วาระของจังหวัด")

    # What an activity may say that it serves, in the order of the form
    SERVED = (Kind.MEASURE, Kind.SPECIAL, Kind.APPROACH, Kind.AGENDA, Kind.AEIOU)

    key = models.SlugField(_("รหัส"), max_length=40, unique=True)
    kind = models.CharField(_("ประเภท"), max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(_("ข้อที่"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("ลำดับ"), default=1)
    text_th = models.TextField(_("คำอธิบาย"), max_length=5000, blank=True)
    text_en = models.TextField(_("คำอธิบายภาษาอังกฤษ"), max_length=5000, blank=True)
    examples_th = models.TextField(_("ตัวอย่าง"), max_length=5000, blank=True, help_text=_("บรรทัดละหนึ่งเรื่อง"))

    objects = FrameItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("กรอบงานระดับชาติ")
        verbose_name_plural = _("กรอบงานระดับชาติ")
        ordering = ["kind", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"],
                condition=Q(number__isnull=False),
                name="frame_number_unique",
                violation_error_message=_("ประเภทนี้มีข้อที่นี้แล้ว"),
            )
        ]

    @property
    def short_label(self):
        """`มาตรการ 1`, `แผนเฉพาะกิจ 3`, `แนวทางดำเนินการ 05`; its name where it has no number."""
        if self.number is None:
            return self.name
        number = f"{self.number:02d}" if self.kind == self.Kind.APPROACH else self.number
        return f"{self.get_kind_display()}\u00a0{number}"

    @property
    def examples(self):
        return [line.strip() for line in self.examples_th.splitlines() if line.strip()]
