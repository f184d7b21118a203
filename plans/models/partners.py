"""ภาคีเครือข่าย: who works with a group, of what kind, where and as what. No addresses of persons."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.thai.models import NamedModel
from plans.models.scopes import written_groups
from workgroups.models.sources import SourcedModel
from workgroups.permissions import is_secretariat


class NetworkPartnerQuerySet(models.QuerySet):
    def written_by(self, user):
        return self if is_secretariat(user) else self.filter(group__in=written_groups(user))

    def active(self):
        return self.filter(ended_on__isnull=True)

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False, group__is_demo=False)


class NetworkPartner(SourcedModel, NamedModel):
    class Kind(models.TextChoices):
        STATE = "state", _("ภาครัฐ")
        LOCAL = "local", _("องค์กรปกครองส่วนท้องถิ่น")
        PRIVATE = "private", _("ภาคเอกชน")
        CIVIL = "civil", _("ภาคประชาสังคม")
        ACADEMIC = "academic", _("สถาบันการศึกษา")
        COMMUNITY = "community", _("ชุมชนและหมู่บ้าน")
        VOLUNTEER = "volunteer", _("อาสาสมัครและจิตอาสา")
        MEDIA = "media", _("สื่อมวลชน")

    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        related_name="partners",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
    )
    kind = models.CharField(_("ประเภท"), max_length=10, choices=Kind)
    role_th = models.CharField(_("บทบาท"), max_length=500, help_text=_("ช่วยทำอะไรในเรื่องนี้"))
    districts = models.ManyToManyField(
        "places.District",
        blank=True,
        related_name="partners",
        verbose_name=_("อำเภอที่ทำงาน"),
        help_text=_("ไม่เลือก = ทั้งจังหวัด"),
    )
    since = models.DateField(_("ร่วมงานตั้งแต่"), null=True, blank=True, help_text=_("เว้นว่างเมื่อไม่ทราบ"))
    ended_on = models.DateField(_("สิ้นสุด"), null=True, blank=True)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    objects = NetworkPartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ภาคีเครือข่าย")
        verbose_name_plural = _("ภาคีเครือข่าย")
        ordering = ["group", "sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "name_th"],
                name="partner_unique",
                violation_error_message=_("มีภาคีเครือข่ายชื่อนี้แล้ว แก้ไขรายการเดิม"),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")),
                name="partner_period",
                violation_error_message=_("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
            ),
        ]

    def search_parts(self):
        return [*super().search_parts(), self.role_th]
