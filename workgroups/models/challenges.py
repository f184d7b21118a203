"""Policy challenges of the policy lab: what must be achieved together, by whom and by when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.thai.dates.names import BE_OFFSET
from foundation.thai.models import NamedModel
from workgroups.models.sources import SourcedModel


class PolicyLevel(SourcedModel):
    """ป.ย.ป. 1-4: the level of officials that takes part."""

    key = models.SlugField(_("รหัส"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    name_th = models.CharField(_("ชื่อ"), max_length=80)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=80, blank=True)
    who_th = models.TextField(_("ผู้เข้าร่วม"))
    who_en = models.TextField(_("ผู้เข้าร่วมภาษาอังกฤษ"), blank=True)

    class Meta:
        verbose_name = _("ระดับ ป.ย.ป.")
        verbose_name_plural = _("ระดับ ป.ย.ป.")
        ordering = ["order"]

    def __str__(self):
        return self.name_th


class Challenge(SourcedModel, NamedModel):
    class Stage(models.TextChoices):
        EMPATHISE = "empathise", _("ทำความเข้าใจผู้มีส่วนได้ส่วนเสีย")
        DEFINE = "define", _("กำหนดโจทย์")
        IDEATE = "ideate", _("ระดมความคิด")
        PROTOTYPE = "prototype", _("สร้างต้นแบบ")
        TEST = "test", _("ทดสอบต้นแบบ")

    slug = models.SlugField(_("ชื่อในที่อยู่เว็บ"), max_length=80, unique=True)
    year_be = models.PositiveSmallIntegerField(_("ปี พ.ศ."))
    order = models.PositiveSmallIntegerField(_("ลำดับ"), default=1)
    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
        verbose_name=_("กลุ่มโจทย์นโยบาย"),
    )
    goal_th = models.TextField(_("เป้าหมาย"), blank=True)
    goal_en = models.TextField(_("เป้าหมายภาษาอังกฤษ"), blank=True)
    due_month = models.DateField(
        _("กำหนดส่งผล (เดือน)"), null=True, blank=True, help_text=_("บันทึกวันที่ 1 ของเดือน แสดงเฉพาะเดือนและปี")
    )
    due_note_th = models.CharField(_("กำหนดส่งผลต่อ"), max_length=300, blank=True)
    stage = models.CharField(_("ขั้นของการออกแบบ"), max_length=20, choices=Stage, blank=True)
    levels = models.ManyToManyField(PolicyLevel, blank=True, related_name="challenges", verbose_name=_("ระดับ ป.ย.ป."))
    levels_note_th = models.CharField(_("การถ่ายทอดนโยบาย"), max_length=500, blank=True)
    outputs_th = models.TextField(_("ผลจากการประชุมเชิงปฏิบัติการ"), blank=True, help_text=_("บรรทัดละหนึ่งเรื่อง"))
    note_th = models.TextField(_("หมายเหตุ"), blank=True)

    class Meta:
        verbose_name = _("โจทย์นโยบาย")
        verbose_name_plural = _("โจทย์นโยบาย")
        ordering = ["-year_be", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year_be__range=(2500, 2700)),
                name="challenge_year_be",
                violation_error_message=_("กรอกปีเป็น พ.ศ. เช่น 2566"),
            ),
        ]

    def get_absolute_url(self):
        return f"{reverse('workgroups:challenges')}#{self.slug}"

    @property
    def year(self):
        """The common year, for the filter `be_year`."""
        return self.year_be - BE_OFFSET

    @property
    def outputs(self):
        return [line.strip() for line in self.outputs_th.splitlines() if line.strip()]

    def search_parts(self):
        return [*super().search_parts(), self.goal_th, self.goal_en]


class ChallengeAgency(models.Model):
    """What one agency does in a challenge."""

    class Role(models.TextChoices):
        LEAD = "lead", _("หน่วยงานรับผิดชอบหลัก")
        RESPONSIBLE = "responsible", _("หน่วยงานที่รับผิดชอบ")
        SUPPORTING = "supporting", _("หน่วยงานสนับสนุน")
        TAKING_PART = "taking_part", _("หน่วยงานร่วมขับเคลื่อน")

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="participants", verbose_name=_("โจทย์นโยบาย"))
    agency = models.ForeignKey(
        "workgroups.Agency", models.PROTECT, related_name="challenges", verbose_name=_("หน่วยงาน")
    )
    role = models.CharField(_("บทบาท"), max_length=12, choices=Role)
    task_th = models.TextField(_("ภารกิจ"), blank=True)
    task_en = models.TextField(_("ภารกิจภาษาอังกฤษ"), blank=True)
    order = models.PositiveSmallIntegerField(_("ลำดับ"), default=1)

    class Meta:
        verbose_name = _("หน่วยงานในโจทย์นโยบาย")
        verbose_name_plural = _("หน่วยงานในโจทย์นโยบาย")
        ordering = ["challenge", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "agency"],
                name="challenge_agency_once",
                violation_error_message=_("หน่วยงานนี้อยู่ในโจทย์นี้แล้ว"),
            )
        ]

    def __str__(self):
        return str(self.agency)
