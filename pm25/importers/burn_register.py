"""A province's register of burnings as a table: which columns it has, and what is wrong on which line."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.thai.dates import parse_date
from foundation.thai.numerals import to_arabic
from foundation.thai.searching import search_text
from pm25.models import BurnRecord
from pm25.models.burning import LEAST_AREA, MOST_AREA

NAMESPACE = uuid.UUID("6e1c9f0a-52b7-4c33-9d0e-25690a52b017")
PROVINCE, DISTRICT, DAY, AREA, CAUSE, PLACE, NOTE = "จังหวัด", "อำเภอ", "วันที่เผา", "พื้นที่ (ไร่)", "สาเหตุ", "จุดที่ตั้ง", "หมายเหตุ"
REQUIRED = [DISTRICT, DAY, AREA, CAUSE]
COLUMNS = [
    (DISTRICT, gettext_lazy("ชื่ออำเภอ เช่น แม่เมาะ")),
    (DAY, gettext_lazy("พ.ศ. หรือ ค.ศ. เช่น 23/3/2569 หรือ 2026-03-23")),
    (AREA, gettext_lazy("ตัวเลข ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 12.5")),
    (CAUSE, gettext_lazy("ข้อความตามรายการสาเหตุในแบบบันทึก")),
    (PROVINCE, gettext_lazy("ต้องมีเมื่อดูแลหลายจังหวัด")),
    (PLACE, gettext_lazy("หมู่บ้าน ตำบล หรือจุดสังเกต ไม่ใส่ชื่อบุคคล")),
    (NOTE, gettext_lazy("ข้อความ เว้นว่างได้")),
]


@dataclass
class Register:
    """`burns` are unsaved records of the good lines; `problems` are (line, sentences), in order."""

    burns: list[BurnRecord] = field(default_factory=list)
    problems: list[tuple[int, list[str]]] = field(default_factory=list)


def read_register(sheet, districts) -> Register:
    """Read a `Sheet`; only `districts`, each with its province, are taken. A wrong heading is a problem of line 1."""
    unknown = [name for name in sheet.headings if name not in {column for column, _hint in COLUMNS}]
    missing = [name for name in REQUIRED if name not in sheet.headings]
    heading = [_("ไม่รู้จักคอลัมน์ “%(name)s” แก้ชื่อให้ตรงกับตารางด้านล่าง หรือลบคอลัมน์นั้น") % {"name": name} for name in unknown]
    heading += [_("ไม่มีคอลัมน์ “%(name)s” เพิ่มคอลัมน์นี้") % {"name": name} for name in missing]
    if len(set(sheet.headings)) < len(sheet.headings):
        heading.append(_("มีหัวคอลัมน์ซ้ำกัน ลบหรือแก้ชื่อคอลัมน์ที่ซ้ำ"))
    register, seen = Register(problems=[(1, heading)] if heading else []), Counter()
    if heading:
        return register
    by_name = _by_name(districts)
    for line, cells in zip(sheet.lines, sheet.rows, strict=True):
        _read_line(
            register, seen, line, dict(zip(sheet.headings, cells, strict=True)), by_name, sheet.problems.get(line, [])
        )
    return register


def _read_line(register, seen, line, row, by_name, problems):
    facts, problems = {}, list(problems)
    for name, read in (("district", _district), ("burned_on", _day), ("area_rai", _area), ("cause", _cause)):
        try:
            facts[name] = read(row, by_name)
        except ValidationError as problem:
            problems += problem.messages
    facts["place_th"], facts["note"] = row.get(PLACE, ""), row.get(NOTE, "")
    if len(facts["place_th"]) > 200 or len(facts["note"]) > 2000:
        problems.append(_("จุดที่ตั้งยาวได้ 200 ตัวอักษร หมายเหตุ 2,000 ตัวอักษร ตัดข้อความให้สั้นลง"))
    if problems:
        register.problems.append((line, problems))
        return
    content = "|".join(str(part) for part in (facts["district"].code, *list(facts.values())[1:]))
    seen[content] += 1  # two equal lines of one register are two burnings
    register.burns.append(BurnRecord(key=uuid.uuid5(NAMESPACE, f"{content}|{seen[content]}"), **facts))


def _by_name(districts):
    """{district name: {province name: district}}, under all their names."""
    found = {}
    for row in districts:
        for name in (row.name_th, row.title_th, row.name_en, *row.aliases):
            for province in (row.province.name_th, row.province.title_th, row.province.name_en):
                found.setdefault(search_text(name), {})[search_text(province)] = row
    return found


def _district(row, by_name):
    name, province = row[DISTRICT], row.get(PROVINCE, "")
    named = by_name.get(search_text(name), {})
    fitting = (
        {named[search_text(province)]} if search_text(province) in named else set() if province else {*named.values()}
    )
    if not name:
        raise ValidationError(_("ใส่ชื่ออำเภอ"))
    if len(fitting) > 1:
        raise ValidationError(_("มีอำเภอ “%(name)s” ในหลายจังหวัด ใส่ชื่อจังหวัด") % {"name": name})
    if not fitting:
        raise ValidationError(_("ไม่พบอำเภอ “%(name)s” ในจังหวัดที่ท่านดูแล ตรวจตัวสะกดของอำเภอและจังหวัด") % {"name": name})
    return fitting.pop()


def _day(row, _by_name):
    if not row[DAY]:
        raise ValidationError(_("ใส่วันที่เผา"))
    return parse_date(row[DAY], latest=timezone.localdate())


def _area(row, _by_name):
    text = to_arabic(row[AREA]).replace(",", "").strip()
    try:
        area = Decimal(text)
    except InvalidOperation:
        area = Decimal("NaN")
    if not area.is_finite() or not LEAST_AREA <= area <= MOST_AREA or area != area.quantize(LEAST_AREA):
        raise ValidationError(
            _("พื้นที่ “%(text)s” ใช้ไม่ได้ ใส่ตัวเลข 0.01 ถึง 999999.99 ทศนิยมไม่เกิน 2 ตำแหน่ง") % {"text": row[AREA][:40]}
        )
    return area.quantize(LEAST_AREA)


def _cause(row, _by_name):
    text = " ".join(row[CAUSE].split())
    for cause in BurnRecord.Cause:
        if text and text in {cause.value, str(cause.label)}:
            return cause
    words = ", ".join(str(label) for label in BurnRecord.Cause.labels)
    raise ValidationError(_("ไม่รู้จักสาเหตุ “%(text)s” ใช้คำใดคำหนึ่งใน: %(words)s") % {"text": text[:60], "words": words})
