"""The sheet of persons. Its key is the person's number; without one, a name that only one person has.

Telephone and e-mail are taken from a file, and never written to one.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.thai.spelling import tidy
from workgroups.exports import as_written
from workgroups.imports.columns import Column, Number, Text
from workgroups.imports.rows import SOURCE, SheetResource
from workgroups.models import Person

NEW = "ใหม่"


class PersonResource(SheetResource):
    code = Column(
        "pk",
        "รหัสบุคคล",
        Number(),
        readonly=True,
        hint=gettext_lazy("เลขจากไฟล์ที่ส่งออก เว้นว่างเพื่อค้นด้วยชื่อ กรอกคำว่า ใหม่ เมื่อเป็นอีกคนที่ชื่อซ้ำกัน"),
    )
    title_th = Column("title_th", "คำนำหน้าชื่อ", Text())
    name_th = Column("name_th", "ชื่อ-นามสกุล", Text(), required=True, hint=gettext_lazy("ไม่ต้องมีคำนำหน้า"))
    title_en = Column("title_en", "คำนำหน้าชื่อภาษาอังกฤษ", Text())
    name_en = Column("name_en", "ชื่อ-นามสกุลภาษาอังกฤษ", Text())
    phone = Column("phone", "โทรศัพท์", Text(), exported=False, hint=gettext_lazy("ใช้ภายใน ไม่อยู่ในไฟล์ที่ส่งออก"))
    email = Column("email", "อีเมล", Text(), exported=False, hint=gettext_lazy("ใช้ภายใน ไม่อยู่ในไฟล์ที่ส่งออก"))

    class Meta(SheetResource.Meta):
        model = Person
        fields = ["code", "title_th", "name_th", "title_en", "name_en", "phone", "email", *SOURCE]

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._people = None

    def get_queryset(self):
        return super().get_queryset().current()

    def before_import(self, dataset, **kwargs):
        self._people = People(self.get_queryset())

    def row_key(self, row):
        code, name = self._code(row), self._name(row)
        return None if code == NEW else code or name or None

    def find_row(self, row):
        code, name = self._code(row), self._name(row)
        if not name:
            raise ValidationError({"name_th": _("กรอกชื่อ-นามสกุล")})
        if code == NEW:
            return None
        return self._people.by_code(code) if code else self._people.by_name(name)

    def _code(self, row):
        return (row.get(self.fields["code"].column_name) or "").strip()

    def _name(self, row):
        return tidy(as_written(row[self.fields["name_th"].column_name]))


class People:
    """Persons by number and by name, read once; those that a file adds are not among them."""

    def __init__(self, queryset):
        self._by_code, self._by_name = {}, {}
        for person in queryset:
            self._by_code[person.pk] = person
            self._by_name.setdefault(person.name_th, []).append(person)

    def by_code(self, code):
        """The person with this number. Raises ValidationError."""
        try:
            person = self._by_code.get(Number().clean(code))
        except ValueError as problem:
            raise ValidationError({"pk": str(problem)}) from problem
        if person is None:
            raise ValidationError({"pk": _("ไม่พบบุคคลรหัส %(code)s ดูรหัสจากไฟล์ที่ส่งออก") % {"code": code}})
        return person

    def by_name(self, name):
        """The one person with this name, None when there is none. Raises ValidationError when there are more."""
        found = self._by_name.get(name, [])
        if len(found) > 1:
            codes = ", ".join(str(person.pk) for person in found[:10])
            raise ValidationError(
                {"pk": _("มีชื่อ %(name)s มากกว่าหนึ่งคน กรอกรหัสบุคคล: %(codes)s") % {"name": name, "codes": codes}}
            )
        return found[0] if found else None
