"""Committees and working groups, what they are called, who appointed them and what for."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.thai.models import NamedModel
from foundation.ui.addresses import address
from workgroups.constraints import SlugNotIn
from workgroups.models.agencies import RESERVED_SLUGS
from workgroups.models.sources import SourcedModel


class WorkgroupQuerySet(models.QuerySet):
    def public(self):
        """What the pages show: every group; demonstration groups are marked there."""
        return self

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False)

    def active(self):
        return self.filter(status=Workgroup.Status.ACTIVE)


class Workgroup(SourcedModel, NamedModel):
    class Kind(models.TextChoices):
        COMMISSION = "commission", _("คณะกรรมการพัฒนาระบบราชการ (ก.พ.ร.)")
        SUBCOMMITTEE = "subcommittee", _("คณะอนุกรรมการพัฒนาระบบราชการ (อ.ก.พ.ร.)")
        PROVINCIAL = "provincial", _("คณะทำงานในระดับพื้นที่")
        LAW_DRAFTING = "law_drafting", _("คณะทำงานยกร่างกฎหมาย")
        POLICY_LAB = "policy_lab", _("กลุ่มโจทย์นโยบาย")
        SUPPORT = "support", _("คณะทำงานสนับสนุน")

    class Status(models.TextChoices):
        ACTIVE = "active", _("ปฏิบัติงานอยู่")
        ENDED = "ended", _("สิ้นสุดแล้ว")

    MOVES = {Status.ACTIVE: [Status.ENDED], Status.ENDED: [Status.ACTIVE]}

    kind = models.CharField(_("ประเภท"), max_length=20, choices=Kind)
    slug = models.SlugField(_("ชื่อในที่อยู่เว็บ"), max_length=80, unique=True)
    number = models.PositiveSmallIntegerField(_("ลำดับคณะ"), null=True, blank=True)
    short_th = models.CharField(_("ชื่อสั้น"), max_length=200, blank=True)
    short_en = models.CharField(_("ชื่อสั้นภาษาอังกฤษ"), max_length=200, blank=True)
    official_th = models.CharField(_("ชื่อเต็มในเอกสารราชการ"), max_length=600, blank=True)
    abbr_th = models.CharField(_("ชื่อย่อ"), max_length=80, blank=True)
    abbr_en = models.CharField(_("ชื่อย่อภาษาอังกฤษ"), max_length=80, blank=True)
    ad_hoc = models.BooleanField(_("เฉพาะกิจ"), default=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("อยู่ภายใต้")
    )
    province = models.ForeignKey(
        "places.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="workgroups",
        verbose_name=pgettext_lazy("หนึ่งจังหวัด", "จังหวัด"),
    )
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.ACTIVE, editable=False)
    started_on = models.DateField(_("เริ่มปฏิบัติงาน"), null=True, blank=True, help_text=_("เว้นว่างเมื่อไม่ปรากฏในเอกสาร"))
    ended_on = models.DateField(_("สิ้นสุด"), null=True, blank=True, editable=False)
    mandate_th = models.TextField(_("ภารกิจในหนึ่งประโยค"), blank=True)
    mandate_en = models.TextField(_("ภารกิจภาษาอังกฤษ"), blank=True)
    note_th = models.TextField(_("หมายเหตุ"), blank=True)
    secretariat = models.ForeignKey(
        "workgroups.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="secretariat_of",
        verbose_name=_("ฝ่ายเลขานุการ"),
    )
    origin_group = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="originated", verbose_name=_("มติที่มา: ที่ประชุมของ")
    )
    origin_number = models.CharField(_("มติที่มา: ครั้งที่"), max_length=40, blank=True)
    origin_date = models.DateField(_("มติที่มา: วันที่"), null=True, blank=True)
    origin_text_th = models.TextField(_("มติที่มา: ข้อความ"), blank=True)
    origin_purpose_th = models.TextField(_("มติที่มา: วัตถุประสงค์"), blank=True)
    origin_note_th = models.TextField(_("มติที่มา: หมายเหตุ"), blank=True)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    objects = WorkgroupQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = pgettext_lazy("หนึ่งคณะ", "คณะทำงาน")
        verbose_name_plural = _("คณะทำงาน")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "kind", "number"],
                name="workgroup_number_unique",
                violation_error_message=_("ลำดับนี้เป็นของคณะอื่นแล้ว เลือกลำดับอื่น"),
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True) | Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="workgroup_period",
                violation_error_message=_("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
            ),
            models.CheckConstraint(
                condition=Q(status="active", ended_on__isnull=True) | Q(status="ended", ended_on__isnull=False),
                name="workgroup_ended_dated",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="workgroup_not_own_parent",
                violation_error_message=_("เลือกคณะที่อยู่เหนือขึ้นไปเป็นคณะอื่น"),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="workgroup_slug_not_reserved",
                violation_error_message=_("ชื่อในที่อยู่เว็บนี้สงวนไว้ เลือกชื่ออื่น"),
            ),
            SlugNotIn(
                other="workgroups.Agency",
                name="workgroup_slug_not_agency",
                violation_error_message=_("ชื่อในที่อยู่เว็บนี้เป็นของหน่วยงานแล้ว เลือกชื่ออื่น"),
            ),
        ]

    def get_absolute_url(self):
        return address("workgroups:group", self.slug)

    @property
    def heading_th(self):
        """The name to list the group by: its short one where only that tells the province."""
        return self.short_th if self.province_id and self.short_th else self.name_th

    @property
    def heading_en(self):
        return self.short_en if self.province_id and self.short_en else self.name_en

    def search_parts(self):
        short = [self.short_th, self.short_en, self.official_th, self.abbr_th, self.abbr_en]
        return [*super().search_parts(), *short]


class WorkgroupAlias(NamedModel):
    """Another name that documents use for the group."""

    group = models.ForeignKey(
        Workgroup, models.CASCADE, related_name="aliases", verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน")
    )
    source = models.CharField(_("แหล่งที่มา"), max_length=300, blank=True)

    class Meta(NamedModel.Meta):
        verbose_name = _("ชื่ออื่น")
        verbose_name_plural = _("ชื่ออื่น")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "name_th"],
                name="alias_unique",
                violation_error_message=_("คณะทำงานนี้มีชื่อนี้แล้ว"),
            )
        ]


class AppointmentOrderQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def visible_to(self, user):
        """Public orders, and to staff and the group's own people the others too."""
        if user.is_staff:
            return self
        if not user.is_authenticated:
            return self.public()
        today = timezone.localdate()
        own = Q(group__grants__user=user, group__grants__starts__lte=today) & (
            Q(group__grants__ends__isnull=True) | Q(group__grants__ends__gte=today)
        )
        return self.filter(Q(is_public=True) | own).distinct()


class AppointmentOrder(SourcedModel):
    """คำสั่งแต่งตั้ง: the paper that makes or changes a group."""

    group = models.ForeignKey(
        Workgroup, models.PROTECT, related_name="orders", verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน")
    )
    number = models.CharField(_("เลขที่คำสั่ง"), max_length=80)
    date = models.DateField(_("ลงวันที่"))
    signatory = models.CharField(_("ผู้ลงนาม"), max_length=300, blank=True)
    title_th = models.CharField(_("เรื่อง"), max_length=500)
    title_en = models.CharField(_("เรื่อง (ภาษาอังกฤษ)"), max_length=500, blank=True)
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("แก้ไขเพิ่มเติมคำสั่ง")
    )
    file = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointment_orders",
        verbose_name=_("ไฟล์คำสั่ง"),
    )
    is_public = models.BooleanField(_("เผยแพร่"), default=False, help_text=_("เลือกเมื่อตรวจแล้วว่าไม่มีข้อมูลส่วนบุคคล"))

    objects = AppointmentOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("คำสั่งแต่งตั้ง")
        verbose_name_plural = _("คำสั่งแต่งตั้ง")
        ordering = ["-date", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number", "date"],
                name="order_unique",
                violation_error_message=_("มีคำสั่งเลขที่และวันที่นี้แล้ว"),
            )
        ]

    def __str__(self):
        return f"{self.number} {self.title_th}"


class Duty(SourcedModel):
    """หน้าที่และอำนาจ: one numbered point of the mandate."""

    group = models.ForeignKey(
        Workgroup, models.CASCADE, related_name="duties", verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน")
    )
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    text_th = models.TextField(_("ข้อความ"))
    text_en = models.TextField(_("ข้อความภาษาอังกฤษ"), blank=True)

    class Meta:
        verbose_name = _("หน้าที่และอำนาจ")
        verbose_name_plural = _("หน้าที่และอำนาจ")
        ordering = ["group", "order", "pk"]

    def __str__(self):
        return f"{self.order}. {self.text_th}"
