"""Grants: what a signed-in person may do, in which group, from when to when. A seat gives no such right."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workgroups.constraints import NoOverlap


class GrantQuerySet(models.QuerySet):
    def as_of(self, day):
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)

    def current(self):
        """In force today in Thailand."""
        return self.as_of(timezone.localdate())


class Grant(models.Model):
    class Role(models.TextChoices):
        SECRETARY = "secretary", _("เลขานุการคณะทำงาน")
        OFFICER = "officer", _("เจ้าหน้าที่")
        MEMBER = "member", pgettext_lazy("บทบาท", "คณะทำงาน")
        MODERATOR = "moderator", _("ผู้ตรวจความคิดเห็น")
        SECRETARIAT = "secretariat", _("เจ้าหน้าที่สำนักงาน ก.พ.ร. และสำนักงาน ป.ย.ป.")
        REVIEWER = "reviewer", _("ผู้ทวนสอบของสำนักงาน ก.พ.ร.")

    GROUP_ROLES = [Role.SECRETARY, Role.OFFICER, Role.MEMBER, Role.MODERATOR]
    CENTRAL_ROLES = [Role.SECRETARIAT, Role.REVIEWER]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants", verbose_name=_("ผู้ใช้"))
    role = models.CharField(_("สิทธิ"), max_length=12, choices=Role)
    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
        help_text=_("เว้นว่างเฉพาะสิทธิของสำนักงาน ก.พ.ร. และสำนักงาน ป.ย.ป."),
    )
    starts = models.DateField(_("ตั้งแต่วันที่"), default=timezone.localdate)
    ends = models.DateField(_("ถึงวันที่"), null=True, blank=True, help_text=_("วันสุดท้ายที่มีสิทธิ เว้นว่างเมื่อไม่กำหนด"))

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("สิทธิในระบบ")
        verbose_name_plural = _("สิทธิในระบบ")
        ordering = ["user", "role", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["secretary", "officer", "member", "moderator"], group__isnull=False)
                | Q(role__in=["secretariat", "reviewer"], group__isnull=True),
                name="grant_group_by_role",
                violation_error_message=_("สิทธิในคณะทำงานต้องเลือกคณะทำงาน ส่วนสิทธิของสำนักงานกลางต้องเว้นว่าง"),
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="grant_period",
                violation_error_message=_("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
            ),
            NoOverlap(
                fields=["user", "role", "group"],
                start="starts",
                end="ends",
                name="grant_no_overlap",
                violation_error_message=_("ผู้ใช้มีสิทธินี้ในช่วงเวลาเดียวกันแล้ว (%(other)s) แก้วันที่หรือสิ้นสุดรายเดิมก่อน"),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()}"
