"""Burning in the open: what officers saw burnt, and fuel that is managed before it burns. Areas are in ไร่."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.models import within_thailand
from workgroups.models import Grant
from workgroups.permissions import is_secretariat

LEAST_AREA = Decimal("0.01")
MOST_AREA = Decimal("999999.99")  # ไร่, 1,600 km²: more is a slip of the finger
ROLES = [Grant.Role.OFFICER, Grant.Role.SECRETARY]


def granted_provinces(user):
    """The keys of the provinces whose groups `user` serves today as officer or secretary."""
    if not user.is_authenticated:
        return Grant.objects.none().values("group__province")
    grants = Grant.objects.current().filter(user=user, role__in=ROLES, group__province__isnull=False)
    return grants.values("group__province")


class PlacedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rows of the provinces that `user` serves; all of them for the secretariat, none for anybody else."""
        return self if is_secretariat(user) else self.filter(district__province__in=granted_provinces(user))

    def with_places(self):
        return self.select_related("district__province").defer(
            "district__province__outline", "district__province__zoomed"
        )

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False)


class Burning(models.Model):
    """Where, how much, and who told. `key` is made by the form: the same one sent twice is the same row."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district = models.ForeignKey("places.District", models.PROTECT, related_name="%(class)ss", verbose_name=_("อำเภอ"))
    place_th = models.CharField(_("จุดที่ตั้ง"), max_length=200, blank=True, help_text=_("หมู่บ้าน ตำบล หรือจุดสังเกต ไม่ใส่ชื่อบุคคล"))
    lat = models.FloatField(_("ละติจูด"), null=True, blank=True)
    lon = models.FloatField(_("ลองจิจูด"), null=True, blank=True)
    area_rai = models.DecimalField(
        _("พื้นที่ (ไร่)"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(LEAST_AREA), MaxValueValidator(MOST_AREA)],
    )
    note = models.TextField(_("หมายเหตุ"), max_length=2000, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("ผู้บันทึก"),
    )
    reported_at = models.DateTimeField(_("บันทึกเมื่อ"), default=timezone.now)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    objects = PlacedQuerySet.as_manager()
    unaudited_fields = ("key",)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(area_rai__gte=LEAST_AREA, area_rai__lte=MOST_AREA), name="%(class)s_area_in_range"
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | within_thailand(),
                name="%(class)s_within_thailand",
                violation_error_message=_("ใส่ละติจูดและลองจิจูดในประเทศไทยให้ครบทั้งคู่ หรือเว้นว่างทั้งคู่"),
            ),
        ]

    @property
    def province(self):
        return self.district.province


class BurnRecord(Burning):
    """One burning in the open, as an officer reported it. It is corrected or withdrawn with a reason, never deleted."""

    class Cause(models.TextChoices):
        RICE = "rice", _("เผาฟางและตอซังข้าว")
        MAIZE = "maize", _("เผาเศษซากข้าวโพด")
        SUGARCANE = "sugarcane", _("เผาอ้อย")
        OTHER_CROP = "other_crop", _("เผาเศษวัสดุการเกษตรอื่น")
        LAND_CLEARING = "land_clearing", _("เผาเพื่อเตรียมพื้นที่")
        FOREST_PRODUCTS = "forest_products", _("เผาเพื่อหาของป่าหรือล่าสัตว์")
        GRAZING = "grazing", _("เผาเพื่อเลี้ยงสัตว์")
        WASTE = "waste", _("เผาขยะหรือใบไม้")
        SPREAD = "spread", _("ลุกลามจากพื้นที่อื่น")
        CARELESS = "careless", _("ประมาทหรืออุบัติเหตุ")
        OTHER = "other", _("สาเหตุอื่น")
        UNKNOWN = "unknown", _("ไม่ทราบสาเหตุ")

    class Status(models.TextChoices):
        RECORDED = "recorded", _("บันทึกแล้ว")
        WITHDRAWN = "withdrawn", _("ยกเลิกรายการ")

    MOVES = {Status.RECORDED: [Status.WITHDRAWN], Status.WITHDRAWN: [Status.RECORDED]}

    burned_on = models.DateField(_("วันที่เผา"))
    cause = models.CharField(_("สาเหตุ"), max_length=20, choices=Cause)
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.RECORDED, editable=False)
    photo = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="burn_records",
        verbose_name=_("ภาพถ่าย"),
    )
    photo_is_public = models.BooleanField(_("เผยแพร่ภาพ"), default=False, editable=False)

    class Meta(Burning.Meta):
        abstract = False
        verbose_name = _("การเผาในที่โล่ง")
        verbose_name_plural = _("การเผาในที่โล่ง")
        ordering = ["-burned_on", "-id"]
        constraints = [
            *Burning.Meta.constraints,
            models.CheckConstraint(
                condition=Q(photo_is_public=False) | Q(photo__isnull=False), name="burnrecord_public_photo_exists"
            ),
        ]
        indexes = [models.Index(fields=["burned_on", "district"], name="burnrecord_day_district")]

    def __str__(self):
        return f"{self.district.title_th} {self.burned_on} {self.area_rai} ไร่"

    def get_absolute_url(self):
        return reverse("pm25:burning_record", args=[self.pk])


class FuelRequest(Burning):
    """Fuel that somebody asks to manage by fire (การบริหารจัดการเชื้อเพลิง) on a planned day."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("รอพิจารณา")
        ALLOWED = "allowed", _("อนุญาต")
        REFUSED = "refused", _("ไม่อนุญาต")
        DONE = "done", _("ดำเนินการแล้ว")

    MOVES = {
        Status.REQUESTED: [Status.ALLOWED, Status.REFUSED],
        Status.ALLOWED: [Status.DONE, Status.REFUSED],
        Status.REFUSED: [],
        Status.DONE: [],
    }

    planned_on = models.DateField(_("วันที่จะดำเนินการ"))
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.REQUESTED, editable=False)
    reason = models.CharField(_("เหตุผลที่ไม่อนุญาต"), max_length=500, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="decided_fuel_requests",
        verbose_name=_("ผู้พิจารณา"),
    )
    decided_at = models.DateTimeField(_("พิจารณาเมื่อ"), null=True, blank=True, editable=False)
    done_on = models.DateField(_("วันที่ดำเนินการ"), null=True, blank=True, editable=False)

    class Meta(Burning.Meta):
        abstract = False
        verbose_name = _("การบริหารจัดการเชื้อเพลิง")
        verbose_name_plural = _("การบริหารจัดการเชื้อเพลิง")
        ordering = ["-planned_on", "-id"]
        constraints = [
            *Burning.Meta.constraints,
            models.CheckConstraint(condition=~Q(status="refused") | ~Q(reason=""), name="fuelrequest_refusal_reasoned"),
            models.CheckConstraint(
                condition=Q(status="requested", decided_at__isnull=True)
                | (~Q(status="requested") & Q(decided_at__isnull=False)),
                name="fuelrequest_decision_dated",
            ),
            models.CheckConstraint(
                condition=Q(status="done", done_on__isnull=False) | (~Q(status="done") & Q(done_on__isnull=True)),
                name="fuelrequest_done_dated",
            ),
        ]

    def __str__(self):
        return f"{self.district.title_th} {self.planned_on} {self.area_rai} ไร่"

    def get_absolute_url(self):
        return reverse("pm25:fuel_request", args=[self.pk])
