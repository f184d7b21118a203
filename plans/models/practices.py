"""Good practices: prized works of the source, and new ones that groups propose; linked to the approaches."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from foundation.thai.dates.names import BE_OFFSET
from foundation.thai.models import NamedModel
from plans.models.scopes import written_groups
from workgroups.models.sources import SourcedModel
from workgroups.permissions import is_secretariat


class GoodPracticeQuerySet(models.QuerySet):
    def public(self):
        return self.filter(status=GoodPractice.Status.PUBLISHED)

    def visible_to(self, user):
        if is_secretariat(user):
            return self
        return self.filter(Q(status=GoodPractice.Status.PUBLISHED) | Q(group__in=written_groups(user)))

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False)


class GoodPractice(SourcedModel, NamedModel):
    class Status(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("แนวปฏิบัติ", "เสนอแล้ว รอพิจารณา")
        PUBLISHED = "published", pgettext_lazy("แนวปฏิบัติ", "เผยแพร่แล้ว")
        DECLINED = "declined", pgettext_lazy("แนวปฏิบัติ", "ไม่เผยแพร่")

    MOVES = {
        Status.PROPOSED: [Status.PUBLISHED, Status.DECLINED],
        Status.PUBLISHED: [Status.DECLINED],
        Status.DECLINED: [Status.PUBLISHED],
    }

    year_be = models.PositiveSmallIntegerField(_("ปี พ.ศ."), help_text=_("เช่น 2566"))
    prize_th = models.CharField(_("ระดับรางวัล"), max_length=100, blank=True, help_text=_("เว้นว่างเมื่อไม่ใช่ผลงานที่ได้รับรางวัล"))
    agency = models.ForeignKey(
        "workgroups.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="good_practices",
        verbose_name=_("หน่วยงานในระบบ"),
    )
    agency_th = models.CharField(_("หน่วยงานเจ้าของผลงาน"), max_length=300)
    agency_en = models.CharField(_("หน่วยงานเจ้าของผลงานภาษาอังกฤษ"), max_length=300, blank=True)
    summary_th = models.TextField(_("ทำอะไร ได้ผลอย่างไร"), max_length=3000, blank=True)
    concept_th = models.CharField(_("แนวคิด"), max_length=300, blank=True)
    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="good_practices",
        verbose_name=_("เสนอโดยคณะทำงาน"),
    )
    approaches = models.ManyToManyField(
        "plans.FrameItem", blank=True, related_name="good_practices", verbose_name=_("แนวทางดำเนินการที่เกี่ยวข้อง")
    )
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.PROPOSED, editable=False)
    status_reason_th = models.CharField(_("เหตุผลที่ไม่เผยแพร่"), max_length=500, blank=True, editable=False)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    objects = GoodPracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("แนวปฏิบัติที่ดี")
        verbose_name_plural = _("แนวปฏิบัติที่ดี")
        ordering = ["-year_be", "sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year_be__range=(2500, 2700)),
                name="practice_year_be",
                violation_error_message=_("กรอกปีเป็น พ.ศ. เช่น 2566"),
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(status_reason_th=""), name="practice_declined_for_a_reason"
            ),
        ]

    @property
    def year(self):
        """The common year, for the filter `be_year`."""
        return self.year_be - BE_OFFSET

    @property
    def agency_name(self):
        return self.agency_en if self.agency_en and get_language() == "en" else self.agency_th

    def search_parts(self):
        return [*super().search_parts(), self.agency_th, self.agency_en]
