"""What an ecosystem of open government is made of, and the instrument by which a group looks at itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workgroups.models.sources import SourcedModel


class Level(models.IntegerChoices):
    """How far a component has come. The words are the portal's own, not criteria of the Office of the PDC."""

    NOTHING = 0, _("ยังไม่เริ่ม")
    STARTED = 1, _("เริ่มต้น")
    PARTLY = 2, _("มีบางส่วน")
    SYSTEMATIC = 3, _("เป็นระบบ")
    WIDESPREAD = 4, _("ต่อเนื่องและทั่วถึง")
    EXEMPLARY = 5, _("เป็นแบบอย่าง")


class Told(SourcedModel):
    """A name and what it means, in two languages."""

    key = models.SlugField(_("รหัส"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    name_th = models.CharField(_("ชื่อ"), max_length=200)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=200, blank=True)
    text_th = models.TextField(_("ความหมาย"))
    text_en = models.TextField(_("ความหมายภาษาอังกฤษ"), blank=True)

    class Meta:
        abstract = True
        ordering = ["order"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.name_en if self.name_en and get_language() == "en" else self.name_th


class Principle(Told):
    """หลักการ: one of the four of open government and meaningful participation."""

    class Meta(Told.Meta):
        verbose_name = _("หลักการ")
        verbose_name_plural = _("หลักการ")


class Component(Told):
    """องค์ประกอบ: one of the eight of the ecosystem. `order` sorts; the source prints no numbers, so pages do not."""

    class Meta(Told.Meta):
        verbose_name = _("องค์ประกอบ")
        verbose_name_plural = _("องค์ประกอบ")


class DiscussionPoint(SourcedModel):
    """ประเด็นหารือ: what a meeting on the ecosystem records for each province, the frame of every round."""

    order = models.PositiveSmallIntegerField(_("ลำดับ"), unique=True)
    text_th = models.CharField(_("ประเด็นหารือ"), max_length=500)
    text_en = models.CharField(_("ประเด็นหารือภาษาอังกฤษ"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("ประเด็นหารือ")
        verbose_name_plural = _("ประเด็นหารือ")
        ordering = ["order"]

    def __str__(self):
        return self.text_en if self.text_en and get_language() == "en" else self.text_th


class Instrument(models.Model):
    """One version of the levels' descriptions. Once a round uses it, it stays as it is; a change is a new version."""

    version = models.PositiveSmallIntegerField(_("ฉบับที่"), unique=True)
    as_of = models.DateField(_("ตั้งแต่วันที่"))
    note_th = models.CharField(_("สิ่งที่เปลี่ยน"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("แบบประเมิน")
        verbose_name_plural = _("แบบประเมิน")
        ordering = ["-version"]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.version}"

    @property
    def is_used(self):
        return self.rounds.exists()


class Descriptor(models.Model):
    """What a level of a component looks like."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="descriptors", verbose_name=_("แบบประเมิน"))
    component = models.ForeignKey(Component, models.PROTECT, related_name="descriptors", verbose_name=_("องค์ประกอบ"))
    level = models.PositiveSmallIntegerField(_("ระดับ"), choices=Level)
    text_th = models.CharField(_("คำอธิบายระดับ"), max_length=300)
    text_en = models.CharField(_("คำอธิบายระดับภาษาอังกฤษ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("คำอธิบายระดับ")
        verbose_name_plural = _("คำอธิบายระดับ")
        ordering = ["instrument", "component__order", "level"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "component", "level"], name="descriptor_unique"),
            models.CheckConstraint(condition=Q(level__lte=5), name="descriptor_level"),
        ]

    def __str__(self):
        return self.text_en if self.text_en and get_language() == "en" else self.text_th
