"""The sheet of agencies. Its key is the code, which is also the agency's place in addresses."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.models import Province
from places.queries import find_province
from workgroups.imports.columns import Choice, Column, Reference, Text
from workgroups.imports.rows import SOURCE, SheetResource
from workgroups.models import Agency, Tier

DEEPEST = 20


class AgencyResource(SheetResource):
    slug = Column(
        "slug",
        "รหัสหน่วยงาน",
        Text(),
        required=True,
        hint=gettext_lazy("อักษรอังกฤษ ตัวเลข และขีด เช่น pcd ถ้ามีรหัสนี้แล้วจะแก้ไขหน่วยงานนั้น"),
    )
    name_th = Column("name_th", "ชื่อ", Text(), required=True)
    name_en = Column("name_en", "ชื่อภาษาอังกฤษ", Text())
    abbr_th = Column("abbr_th", "ชื่อย่อ", Text())
    abbr_en = Column("abbr_en", "ชื่อย่อภาษาอังกฤษ", Text())
    tier = Column("tier", "ระดับหน่วยงาน", Choice(Tier), hint=gettext_lazy("คำเดียวกับในหน้าหน่วยงาน เช่น ส่วนกลาง ส่วนภูมิภาค"))
    parent = Column("parent", "รหัสหน่วยงานต้นสังกัด", Reference(), hint=gettext_lazy("รหัสที่มีอยู่แล้ว หรืออยู่ในไฟล์เดียวกัน"))
    province = Column(
        "province", "จังหวัด", Reference(code="name_th"), hint=gettext_lazy("ชื่อจังหวัด เว้นว่างเมื่อไม่อยู่ในจังหวัดใด")
    )

    class Meta(SheetResource.Meta):
        model = Agency
        fields = ["slug", "name_th", "name_en", "abbr_th", "abbr_en", "tier", "parent", "province", *SOURCE]

    related = ["parent", "province"]

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._agencies, self._provinces, self._named = {}, None, {}
        self.fields["parent"].widget.find = self._agency
        self.fields["province"].widget.find = self._province

    def before_import(self, dataset, **kwargs):
        self._agencies = {agency.slug: agency for agency in self.get_queryset()}

    def after_save_instance(self, instance, row, **kwargs):
        self._agencies[instance.slug] = instance

    def ordered(self, rows):
        """Parents before their children, wherever they stand in the file."""
        parents = {self._code(row): row.get(self.fields["parent"].column_name) for line, row in rows}
        return sorted(rows, key=lambda pair: _depth(self._code(pair[1]), parents))

    def row_key(self, row):
        return self._code(row) or None

    def find_row(self, row):
        code = self._code(row)
        if not code:
            raise ValidationError({"slug": _("กรอกรหัสหน่วยงาน")})
        return self._agency(code)

    def _code(self, row):
        return row[self.fields["slug"].column_name]

    def _agency(self, code, row=None):
        return self._agencies.get(code)

    def _province(self, name, row=None):
        if self._provinces is None:
            self._provinces = list(Province.objects.light())
        if name not in self._named:
            self._named[name] = find_province(name, self._provinces)
        return self._named[name]


def _depth(code, parents):
    """How many agencies of the file stand above this one; a circle ends the count."""
    depth = 0
    while parents.get(code) in parents and depth < DEEPEST:
        code, depth = parents[code], depth + 1
    return depth
