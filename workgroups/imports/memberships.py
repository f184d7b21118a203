"""The sheet of terms: who sat on which seat from when to when. Groups, seats and persons must be there before."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.thai.spelling import tidy
from workgroups.exports import as_written
from workgroups.imports.columns import Choice, Column, Day, Number, Reference, Text
from workgroups.imports.people import People
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
        self._groups, self._people = {}, None
        self.fields["seat"].widget.find = self._seat
        self.fields["person"].widget.find = self._person
        self.fields["order"].widget.find = self._order

    def before_import(self, dataset, **kwargs):
        self._people = People(Person.objects.current())

    def row_key(self, row):
        return tuple(self._cell(name, row) for name in (KEY[:1] if self._cell("code", row) else KEY))

    def find_row(self, row):
        if code := self._cell("code", row):
            found = self.get_queryset().filter(pk=Number().clean(code)).first()
            if found is None:
                raise ValidationError({"pk": _("ไม่พบรายการรหัสนี้ เว้นว่างเมื่อเป็นรายการใหม่")})
            return found
        try:
            seat, person, kind, start = (self._read(name, row) for name in ("seat", "person", "kind", "start"))
        except ValueError:  # the cell is named when the row itself is read
            return None
        return self._group(row)["terms"].get((seat.pk, person.pk, kind, start)) if seat and person else None

    def _seat(self, text, row):
        group = self._group(row)
        order = Number().clean(text)
        title = tidy(as_written(self._cell("title", row)))
        seats = group["seats"].get(order, [])
        if len(seats) > 1 and title:
            seats = [seat for seat in seats if seat.title_th == title]
        if len(seats) > 1:
            raise ValueError(_("มีมากกว่าหนึ่งตำแหน่งในลำดับนี้ กรอกคอลัมน์ตำแหน่งให้ตรงกับในระบบ"))
        return seats[0] if seats else None

    def _person(self, name, row):
        code = self._cell("person_code", row)
        try:
            person = self._people.by_code(code) if code else self._people.by_name(name)
        except ValidationError as problem:
            raise ValueError(problem.messages[0]) from problem
        if code and person.name_th != name:
            raise ValueError(
                _("รหัสบุคคล %(code)s คือ %(name)s แก้รหัสหรือชื่อให้ตรงกัน") % {"code": code, "name": person.name_th}
            )
        return person

    def _order(self, number, row):
        return self._group(row)["orders"].get(number)

    def _group(self, row):
        """The seats, terms and orders of a row's group, read once."""
        slug = self._cell("group", row)
        if slug not in self._groups:
            group = Workgroup.objects.filter(slug=slug).first()
            self._groups[slug] = self._within(group) if group else None
        if self._groups[slug] is None:
            raise ValueError(_("ไม่พบคณะทำงานรหัส “%(slug)s” ดูรหัสในที่อยู่หน้าเว็บของคณะ") % {"slug": slug})
        return self._groups[slug]

    def _within(self, group):
        seats = {}
        for seat in Post.objects.filter(group=group).select_related("group", "agency"):
            seats.setdefault(seat.order, []).append(seat)
        return {
            "seats": seats,
            "terms": {
                (term.post_id, term.person_id, term.kind, term.start): term
                for term in self.get_queryset().filter(post__group=group)
            },
            "orders": {order.number: order for order in AppointmentOrder.objects.filter(group=group)},
        }

    def _read(self, name, row):
        return self.fields[name].widget.clean(self._cell(name, row), row=row)

    def _cell(self, name, row):
        return (row.get(self.fields[name].column_name) or "").strip()
