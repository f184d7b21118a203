"""What a group has settled for its meetings: notice, quorum, and the sections an agenda begins with."""

from fractions import Fraction
from math import ceil

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SectionKind(models.TextChoices):
    CHAIR_INFORMS = "chair_informs", _("เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ")
    ADOPT_MINUTES = "adopt_minutes", _("เรื่องรับรองรายงานการประชุม")
    MATTERS_ARISING = "matters_arising", _("เรื่องสืบเนื่อง")
    FOR_INFORMATION = "for_information", _("เรื่องเพื่อทราบ")
    FOR_CONSIDERATION = "for_consideration", _("เรื่องเพื่อพิจารณา")
    OTHER = "other", _("เรื่องอื่น ๆ (ถ้ามี)")

    @property
    def titles(self):
        """What a section of this kind is usually called, in Thai and in English, whoever's language the page has."""
        with translation.override("th"):
            title_th = str(self.label)
        with translation.override("en"):
            return title_th, str(self.label)


class MeetingRules(models.Model):
    """The rules of one group; a group without a row follows the defaults."""

    group = models.OneToOneField(
        "workgroups.Workgroup",
        models.CASCADE,
        related_name="meeting_rules",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
    )
    notice_days = models.PositiveSmallIntegerField(
        _("เชิญล่วงหน้าอย่างน้อย (วัน)"), default=3, validators=[MaxValueValidator(60)], help_text=_("น้อยกว่านี้ถือเป็นเรื่องด่วน")
    )
    quorum_of = models.PositiveSmallIntegerField(_("องค์ประชุม: ตัวเศษ"), default=1, validators=[MinValueValidator(1)])
    quorum_in = models.PositiveSmallIntegerField(
        _("องค์ประชุม: ตัวส่วน"), default=2, validators=[MinValueValidator(1)], help_text=_("1 ใน 2 คือกึ่งหนึ่งของตำแหน่งทั้งหมด")
    )
    correction_days = models.PositiveSmallIntegerField(
        _("เวลาขอแก้ไขร่างรายงาน (วัน)"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    thai_numerals = models.BooleanField(_("ใช้เลขไทยในเอกสาร"), default=True)
    emblem = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="emblem_of",
        verbose_name=_("ตราของหน่วยงาน"),
        help_text=_("ไฟล์ภาพที่หน่วยงานมีสิทธิใช้ ไม่มีให้เว้นว่าง"),
    )

    class Meta:
        verbose_name = _("ข้อกำหนดการประชุม")
        verbose_name_plural = _("ข้อกำหนดการประชุม")
        ordering = ["group"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quorum_of__gte=1, quorum_in__gte=F("quorum_of")),
                name="rules_quorum_share",
                violation_error_message=_("ส่วนขององค์ประชุมต้องมากกว่า 0 และไม่เกิน 1 เช่น 1 ใน 2"),
            )
        ]

    def __str__(self):
        return str(self.group)

    @classmethod
    def of(cls, group):
        """The rules of `group`, saved or the defaults; None (an agency's consultation) has the defaults too."""
        if group is None:
            return cls()
        return cls.objects.filter(group=group).first() or cls(group=group)

    def quorum(self, seats):
        """How many of `seats` seats must be filled by somebody present, at least one; 0 where there are no seats."""
        return ceil(Fraction(self.quorum_of, self.quorum_in) * seats)


class SectionTemplate(models.Model):
    """One section that an agenda of the group begins with; a group without rows begins with the six usual ones."""

    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.CASCADE,
        related_name="section_templates",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
    )
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    kind = models.CharField(_("ประเภท"), max_length=20, choices=SectionKind)
    title_th = models.CharField(_("หัวข้อ"), max_length=300)
    title_en = models.CharField(_("หัวข้อภาษาอังกฤษ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("หัวข้อระเบียบวาระตั้งต้น")
        verbose_name_plural = _("หัวข้อระเบียบวาระตั้งต้น")
        ordering = ["group", "order", "pk"]

    def __str__(self):
        return self.title_th
