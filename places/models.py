"""Where things are: provinces with their shapes, districts, problem areas, groups of provinces.

Positions are degrees (WGS 84); codes are those of the Department of Provincial Administration.
"""

from django.db import models
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from foundation.thai.models import NamedModel
from foundation.ui.addresses import address

BANGKOK = "10"
LATITUDES = (5, 21)
LONGITUDES = (97, 106)


def within_thailand():
    """The condition that `lat` and `lon` lie in the box around Thailand."""
    return models.Q(lat__isnull=False, lon__isnull=False, lat__range=LATITUDES, lon__range=LONGITUDES)


class SourcedModel(NamedModel):
    """A fact with a name says where it comes from and on which day it was so."""

    source = models.CharField(_("แหล่งที่มา"), max_length=500)
    as_of = models.DateField(_("ข้อมูล ณ วันที่"))

    unaudited_fields = ("sort_key", "search_text")

    class Meta(NamedModel.Meta):
        abstract = True


class ProvinceQuerySet(models.QuerySet):
    def light(self):
        """Without the outline and the zoomed map, together about 10 kB a row, that only one province's page needs."""
        return self.defer("outline", "zoomed")


class DistrictQuerySet(models.QuerySet):
    def with_province(self):
        """Each with its province, without the province's outline and zoomed map."""
        return self.select_related("province").defer("province__outline", "province__zoomed")


class Province(SourcedModel):
    """One of the 77 provinces, Bangkok among them. Its shape is drawn in the 560 × 1025 box of `places.shapes`."""

    class Region(models.TextChoices):
        NORTH = "north", _("ภาคเหนือ")
        NORTHEAST = "northeast", _("ภาคตะวันออกเฉียงเหนือ")
        CENTRAL = "central", _("ภาคกลาง")
        EAST = "east", _("ภาคตะวันออก")
        WEST = "west", _("ภาคตะวันตก")
        SOUTH = "south", _("ภาคใต้")

    code = models.CharField(_("รหัสกรมการปกครอง"), max_length=2, unique=True)
    iso = models.CharField(_("รหัส ISO 3166-2"), max_length=5, unique=True)
    slug = models.SlugField(_("ชื่อในที่อยู่เว็บ"), max_length=60, unique=True)
    region = models.CharField(_("ภาค"), max_length=10, choices=Region, help_text=_("การแบ่ง 6 ภาคของราชบัณฑิตยสภา"))
    lat = models.FloatField(_("ละติจูดของศาลากลาง"), help_text=_("องศา ละเอียดประมาณ 0.05°"))
    lon = models.FloatField(_("ลองจิจูดของศาลากลาง"), help_text=_("องศา ละเอียดประมาณ 0.05°"))
    aliases = models.JSONField(
        _("ชื่อเรียกอื่น"), default=list, blank=True, help_text=_("ใช้ค้นหาและจับคู่กับข้อมูลจากแหล่งอื่น เช่น โคราช, Korat")
    )
    shape_path = models.TextField(_("รูปร่างบนแผนที่"), blank=True, editable=False)
    label_x = models.PositiveSmallIntegerField(default=0, editable=False)
    label_y = models.PositiveSmallIntegerField(default=0, editable=False)
    callout_places = models.JSONField(default=list, editable=False)
    outline = models.JSONField(default=list, editable=False)
    zoomed = models.JSONField(default=dict, editable=False)
    shape_version = models.CharField(_("ที่มาของรูปร่าง"), max_length=100, blank=True, editable=False)

    unaudited_fields = (
        *SourcedModel.unaudited_fields,
        *("shape_path", "label_x", "label_y", "callout_places", "outline", "zoomed"),
    )
    objects = ProvinceQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("จังหวัด")
        verbose_name_plural = _("จังหวัด")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(iso=Concat(models.Value("TH-"), "code")), name="province_iso_is_its_code"
            ),
            models.CheckConstraint(condition=within_thailand(), name="province_within_thailand"),
            models.CheckConstraint(
                condition=models.Q(region__in=["north", "northeast", "central", "east", "west", "south"]),
                name="province_region_is_known",
            ),
        ]

    def get_absolute_url(self):
        return address("portal:province", self.slug)

    @property
    def title_th(self):
        """The name as a heading: จังหวัดลำปาง, กรุงเทพมหานคร."""
        return self.name_th if self.code == BANGKOK else f"จังหวัด{self.name_th}"

    @property
    def title_en(self):
        return self.name_en if self.code == BANGKOK else f"{self.name_en} Province"

    def search_parts(self):
        return [self.title_th, self.name_en, self.name_en.replace(" ", ""), *self.aliases]


class District(SourcedModel):
    """An อำเภอ, or a เขต of Bangkok; `name_th` is without that word. A position is there where a source gives one."""

    code = models.CharField(_("รหัสกรมการปกครอง"), max_length=4, unique=True)
    province = models.ForeignKey(
        "places.Province", on_delete=models.PROTECT, related_name="districts", verbose_name=_("จังหวัด")
    )
    slug = models.SlugField(_("ชื่อในที่อยู่เว็บ"), max_length=60)
    lat = models.FloatField(_("ละติจูด"), null=True, blank=True, help_text=_("ที่ว่าการอำเภอ เป็นองศา"))
    lon = models.FloatField(_("ลองจิจูด"), null=True, blank=True, help_text=_("ที่ว่าการอำเภอ เป็นองศา"))
    position_source = models.CharField(
        _("แหล่งที่มาของตำแหน่ง"), max_length=200, blank=True, help_text=_("ต้องระบุเมื่อใส่ละติจูดและลองจิจูด")
    )
    aliases = models.JSONField(_("ชื่อเรียกอื่น"), default=list, blank=True, help_text=_("ใช้ค้นหา เช่น Mae Moh"))

    objects = DistrictQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("อำเภอ")
        verbose_name_plural = _("อำเภอ")
        constraints = [
            models.UniqueConstraint(fields=["province", "slug"], name="district_slug_once_in_a_province"),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True, position_source="")
                | (within_thailand() & ~models.Q(position_source="")),
                name="district_position_has_its_source",
                violation_error_message=_("ใส่ละติจูด ลองจิจูด และแหล่งที่มาของตำแหน่งให้ครบ หรือเว้นว่างทั้งหมด"),
            ),
        ]

    def get_absolute_url(self):
        return address("portal:district", self.province.slug, self.slug)

    @property
    def title_th(self):
        """The name as a heading: อำเภอแม่เมาะ, เขตพระนคร."""
        return f"{'เขต' if self.code.startswith(BANGKOK) else 'อำเภอ'}{self.name_th}"

    @property
    def title_en(self):
        return f"{self.name_en} District"

    @property
    def is_placed(self):
        """Whether its position is known."""
        return self.lat is not None

    def search_parts(self):
        return [self.title_th, self.name_en, self.name_en.replace(" ", ""), *self.aliases]


class ProblemArea(SourcedModel):
    """An area that the national agenda names for fine dust. Provinces only where they are known."""

    order = models.PositiveSmallIntegerField(_("ลำดับในเอกสาร"), unique=True)
    slug = models.SlugField(_("รหัส"), max_length=60, unique=True)
    provinces = models.ManyToManyField(
        "places.Province", related_name="problem_areas", blank=True, verbose_name=_("จังหวัด")
    )
    districts = models.ManyToManyField(
        "places.District", related_name="problem_areas", blank=True, verbose_name=_("อำเภอ")
    )
    note = models.CharField(_("หมายเหตุ"), max_length=500, blank=True)

    class Meta(NamedModel.Meta):
        verbose_name = _("พื้นที่ปัญหาฝุ่นละออง")
        verbose_name_plural = _("พื้นที่ปัญหาฝุ่นละออง")
        ordering = ["order"]


class ProvinceGroup(SourcedModel):
    """Provinces that are planned or counted together: an official cluster (กลุ่มจังหวัด), or a grouping of statistics."""

    class Kind(models.TextChoices):
        CLUSTER = "cluster", _("กลุ่มจังหวัดตามประกาศ")
        STATISTICAL = "statistical", _("การแบ่งพื้นที่เพื่อแผนและสถิติ")

    kind = models.CharField(_("ประเภท"), max_length=12, choices=Kind)
    slug = models.SlugField(_("รหัส"), max_length=60, unique=True)
    provinces = models.ManyToManyField("places.Province", related_name="groups", verbose_name=_("จังหวัด"))
    centre = models.ForeignKey(
        "places.Province",
        on_delete=models.PROTECT,
        related_name="centre_of",
        null=True,
        blank=True,
        verbose_name=_("จังหวัดศูนย์ปฏิบัติการ"),
    )
    note = models.CharField(_("หมายเหตุ"), max_length=500, blank=True)

    class Meta(NamedModel.Meta):
        verbose_name = _("กลุ่มจังหวัด")
        verbose_name_plural = _("กลุ่มจังหวัด")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["cluster", "statistical"]), name="group_kind_is_known")
        ]


class Lake(NamedModel):
    """Water inside the land that the map draws over the provinces: Lake Songkhla."""

    slug = models.SlugField(max_length=60, unique=True)
    shape_path = models.TextField(editable=False)

    class Meta(NamedModel.Meta):
        verbose_name = _("ทะเลสาบ")
        verbose_name_plural = _("ทะเลสาบ")
