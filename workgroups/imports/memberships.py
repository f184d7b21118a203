"""The sheet of terms: who sat on which seat from when to when. Groups, seats and persons must be there before."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.thai.spelling import tidy
from workgroups.exports import as_written
from workgroups.imports.columns import Choice, Column, Day, Number, Reference, Text
from workgroups.imports.people import person_by_code, person_by_name
from workgroups.imports.rows import SOURCE, SheetResource
from workgroups.models import AppointmentOrder, Membership, Person, Post, Workgroup

KEY = ["code", "group", "seat", "title", "person_code", "person", "kind", "start"]


class MembershipResource(SheetResource):
    code = Column(
        "pk",
        "รหัสรายการ",
        Number(),
        readonly=True,
        hint=gettext_lazy("เลขจากไฟล์ที่ส่งออก จำเป็นเมื่อแก้วันเริ่ม เว้นว่างเมื่อเป็นรายการใหม่"),
    )
    group = Column(
        "post__group__slug", "รหัสคณะทำงาน", Text(), required=True, readonly=True, hint=gettext_lazy("เช่น lampang")
    )
    seat = Column(
        "post",
        "ลำดับที่นั่ง",
        Reference(code="order"),
        required=True,
        hint=gettext_lazy("ลำดับของตำแหน่งในคณะ เช่น 5"),
    )
    title = Column(
        "post__title_th",
        "ตำแหน่ง",
        Text(),
        readonly=True,
        hint=gettext_lazy("ใช้แยกเมื่อมีสองตำแหน่งในลำดับเดียวกัน เว้นว่างได้"),
    )
    person_code = Column(
        "person__pk",
        "รหัสบุคคล",
        Number(),
        readonly=True,
        hint=gettext_lazy("เลขจากไฟล์บุคคล เว้นว่างได้เมื่อชื่อไม่ซ้ำ"),
    )
    person = Column(
        "person",
        "ชื่อ-นามสกุล",
        Reference(code="name_th"),
        required=True,
        hint=gettext_lazy("ชื่อของบุคคลที่มีในระบบแล้ว ไม่ต้องมีคำนำหน้า"),
    )
    kind = Column(
        "kind",
        "ลักษณะ",
        Choice(Membership.Kind, default=Membership.Kind.REGULAR),
        hint=gettext_lazy("ดำรงตำแหน่ง รักษาการ หรือผู้แทนสำรอง เว้นว่างหมายถึงดำรงตำแหน่ง"),
    )
    start = Column("start", "ตั้งแต่วันที่", Day(), hint=gettext_lazy("เว้นว่างเมื่อไม่ปรากฏวันแต่งตั้ง"))
    end = Column("end", "ถึงวันที่", Day(), hint=gettext_lazy("วันสุดท้าย เว้นว่างเมื่อยังดำรงตำแหน่ง"))
    order = Column("appointed_by", "เลขที่คำสั่งแต่งตั้ง", Reference(code="number"), hint=gettext_lazy("เลขที่คำสั่งของคณะเดียวกัน"))

    class Meta(SheetResource.Meta):
        model = Membership
        fields = [*KEY, "end", "order", *SOURCE]

    related = ["post__group", "person", "appointed_by"]

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._groups = {}
        self.fields["seat"].widget.find = self._seat
        self.fields["person"].widget.find = self._person
        self.fields["order"].widget.find = self._order

    def row_key(self, row):
        return tuple(self._cell(name, row) for name in (KEY[:1] if self._cell("code", row) else KEY))

    def find_row(self, row):
        if code := self._cell("code", row):
            found = self.get_queryset().filter(pk=Number().clean(code)).first()
            if found is None:
                raise ValidationError({"pk": _("ไม่พบรายการรหัสนี้ เว้นว่างเมื่อเป็นรายการใหม่")})
            return found
        key = self._key(row)
        return self.get_queryset().filter(**key).first() if key else None

    def _key(self, row):
        """What tells one term from another; None when a cell of it cannot be read, which the row's own check names."""
        try:
            seat, person, kind, start = (self._read(name, row) for name in ("seat", "person", "kind", "start"))
        except ValueError:
            return None
        if seat is None or person is None:
            return None
        return {"post": seat, "person": person, "kind": kind} | ({"start": start} if start else {"start__isnull": True})

    def _seat(self, text, row):
        group = self._group(row)
        order = Number().clean(text)
        title = tidy(as_written(self._cell("title", row)))
        seats = [seat for seat in group["seats"] if seat.order == order]
        if len(seats) > 1 and title:
            seats = [seat for seat in seats if seat.title_th == title]
        if len(seats) > 1:
            raise ValueError(_("มีมากกว่าหนึ่งตำแหน่งในลำดับนี้ กรอกคอลัมน์ตำแหน่งให้ตรงกับในระบบ"))
        return seats[0] if seats else None

    def _person(self, name, row):
        people = Person.objects.current()
        code = self._cell("person_code", row)
        try:
            person = person_by_code(code, people) if code else person_by_name(name, people)
        except ValidationError as problem:
            raise ValueError(problem.messages[0]) from problem
        if code and person.name_th != name:
            raise ValueError(
                _("รหัสบุคคล %(code)s คือ %(name)s แก้รหัสหรือชื่อให้ตรงกัน") % {"code": code, "name": person.name_th}
            )
        return person

    def _order(self, number, row):
        group = self._group(row)
        if group["orders"] is None:
            group["orders"] = {order.number: order for order in AppointmentOrder.objects.filter(group=group["group"])}
        return group["orders"].get(number)

    def _group(self, row):
        """The group of a row with its seats, read once."""
        slug = self._cell("group", row)
        if slug not in self._groups:
            group = Workgroup.objects.filter(slug=slug).first()
            seats = list(Post.objects.filter(group=group).select_related("group", "agency")) if group else []
            self._groups[slug] = {"group": group, "seats": seats, "orders": None}
        if self._groups[slug]["group"] is None:
            raise ValueError(_("ไม่พบคณะทำงานรหัส “%(slug)s” ดูรหัสในที่อยู่หน้าเว็บของคณะ") % {"slug": slug})
        return self._groups[slug]

    def _read(self, name, row):
        return self.fields[name].widget.clean(self._cell(name, row), row=row)

    def _cell(self, name, row):
        return (row.get(self.fields[name].column_name) or "").strip()
