"""Agencies: ministries, departments, provincial offices, and who sits beside them from outside the state."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.thai.models import NamedModel
from workgroups.constraints import NoOverlap, SlugNotIn
from workgroups.models.sources import SourcedModel

# Words that stand in addresses where a slug could: /workgroups/challenges/, /agendas/resolutions/ and so on
RESERVED_SLUGS = ["challenges", "resolutions", "actions", "reply", "calendar.ics"]
RESERVED_SLUGS += ["prepare", "proposals", "referrals", "due", "past", "search", "feed", "calendar", "new"]


class Tier(models.TextChoices):
    CENTRAL = "central", _("ส่วนกลาง")
    CENTRAL_IN_REGION = "central_in_region", _("ส่วนกลางในภูมิภาค")
    REGIONAL = "regional", _("ส่วนภูมิภาค")
    LOCAL = "local", _("ส่วนท้องถิ่น (อปท.)")
    PUBLIC_ORGANISATION = "public_organisation", _("องค์การมหาชน")
    PRIVATE_SECTOR = "private_sector", _("ภาคเอกชน")
    CIVIL_SOCIETY = "civil_society", _("ภาคประชาสังคม")


class Agency(SourcedModel, NamedModel):
    """An agency under its name of today; earlier names are `AgencyName` rows with dates."""

    slug = models.SlugField(_("ชื่อในที่อยู่เว็บ"), max_length=80, unique=True)
    abbr_th = models.CharField(_("ชื่อย่อ"), max_length=80, blank=True)
    abbr_en = models.CharField(_("ชื่อย่อภาษาอังกฤษ"), max_length=80, blank=True)
    tier = models.CharField(_("ระดับหน่วยงาน"), max_length=20, choices=Tier, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("หน่วยงานต้นสังกัด")
    )
    province = models.ForeignKey(
        "places.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name=pgettext_lazy("หนึ่งจังหวัด", "จังหวัด"),
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("หน่วยงานที่รับช่วงต่อ")
    )
    succeeded_on = models.DateField(_("วันที่รับช่วงต่อ"), null=True, blank=True)

    class Meta(NamedModel.Meta):
        verbose_name = _("หน่วยงาน")
        verbose_name_plural = _("หน่วยงาน")
        constraints = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True, succeeded_on__isnull=True)
                | Q(successor__isnull=False, succeeded_on__isnull=False),
                name="agency_succession_dated",
                violation_error_message=_("ระบุหน่วยงานที่รับช่วงต่อพร้อมวันที่"),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                name="agency_not_own_successor",
                violation_error_message=_("เลือกหน่วยงานที่รับช่วงต่อเป็นหน่วยงานอื่น"),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="agency_slug_not_reserved",
                violation_error_message=_("ชื่อในที่อยู่เว็บนี้สงวนไว้ เลือกชื่ออื่น"),
            ),
            SlugNotIn(
                other="workgroups.Workgroup",
                name="agency_slug_not_group",
                violation_error_message=_("ชื่อในที่อยู่เว็บนี้เป็นของคณะทำงานแล้ว เลือกชื่ออื่น"),
            ),
        ]

    def search_parts(self):
        return [*super().search_parts(), self.abbr_th, self.abbr_en]

    def named_on(self, day):
        """What carries the name valid on `day`: a row of `names`, or the agency itself. Prefetch `names` for a list."""
        for row in self.names.all():
            if (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to):
                return row
        return self


class AgencyName(SourcedModel):
    """A name that the agency carried between two days, both inclusive."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="names", verbose_name=_("หน่วยงาน"))
    name_th = models.CharField(_("ชื่อ"), max_length=500)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=500, blank=True)
    valid_from = models.DateField(_("ใช้ตั้งแต่วันที่"), null=True, blank=True, help_text=_("เว้นว่างเมื่อไม่ทราบ"))
    valid_to = models.DateField(_("ใช้ถึงวันที่"), null=True, blank=True, help_text=_("เว้นว่างเมื่อยังใช้อยู่"))

    class Meta:
        verbose_name = _("ชื่อตามช่วงเวลา")
        verbose_name_plural = _("ชื่อตามช่วงเวลา")
        ordering = ["agency", F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="agency_name_period",
                violation_error_message=_("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
            ),
            NoOverlap(
                fields=["agency"],
                start="valid_from",
                end="valid_to",
                name="agency_name_no_overlap",
                violation_error_message=_("ช่วงเวลานี้ซ้อนกับชื่อ %(other)s แก้วันเริ่มหรือวันสิ้นสุด"),
            ),
        ]

    def __str__(self):
        return self.name_th
