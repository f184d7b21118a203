"""What is known to have happened, from a public document, whether or not a plan in this portal speaks of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.thai.models import NamedModel
from workgroups.models.sources import SourcedModel


class RecordedEvent(SourcedModel, NamedModel):
    class Precision(models.TextChoices):
        DAY = "day", _("วัน")
        MONTH = "month", pgettext_lazy("ความละเอียดของวันที่", "เดือน")

    key = models.SlugField(_("รหัส"), max_length=60, unique=True)
    province = models.ForeignKey(
        "places.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recorded_events",
        verbose_name=pgettext_lazy("หนึ่งจังหวัด", "จังหวัด"),
        help_text=_("เว้นว่างเมื่อเป็นเรื่องระดับประเทศ"),
    )
    happened_on = models.DateField(_("วันที่"))
    precision = models.CharField(_("ทราบถึงระดับ"), max_length=5, choices=Precision, default=Precision.DAY)
    note_th = models.CharField(_("หมายเหตุ"), max_length=500, blank=True)
    note_en = models.CharField(_("หมายเหตุภาษาอังกฤษ"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("เหตุการณ์ที่มีหลักฐาน")
        verbose_name_plural = _("เหตุการณ์ที่มีหลักฐาน")
        ordering = ["happened_on", "pk"]
