"""Targets: set while in draft, agreed once, then changed only by a resolution; what was before is kept."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.services import record, snapshot
from kpis import scoring
from kpis.models import Cycle, Owner, SchemeLevel, Target, TargetAmendment, TargetLevel
from kpis.services.cycles import freeze_stations
from kpis.services.refusals import KpiRefused, need

FAULTS = {
    "none": gettext_lazy("ใส่ค่าของอย่างน้อยหนึ่งระดับ"),
    "same_score": gettext_lazy("แต่ละระดับต้องให้คะแนนต่างกัน"),
    "up": gettext_lazy("ตัวชี้วัดนี้ยิ่งมากยิ่งดี ระดับที่คะแนนสูงกว่าต้องมีค่ามากกว่า"),
    "down": gettext_lazy("ตัวชี้วัดนี้ยิ่งน้อยยิ่งดี ระดับที่คะแนนสูงกว่าต้องมีค่าน้อยกว่า"),
    "in_range": gettext_lazy("ช่วงของระดับที่คะแนนสูงกว่าต้องแคบกว่าและอยู่ข้างในช่วงของระดับก่อน"),
    "no_upper": gettext_lazy("ตัวชี้วัดนี้ต้องอยู่ในช่วง ใส่ทั้งค่าต่ำสุดและค่าสูงสุดของทุกระดับ"),
    "inside_out": gettext_lazy("ค่าสูงสุดของช่วงต้องไม่น้อยกว่าค่าต่ำสุด"),
    "upper_of_no_range": gettext_lazy("ตัวชี้วัดนี้ไม่ใช่แบบช่วง เว้นค่าสูงสุดไว้"),
}
CHANGEABLE = [
    *("baseline_value", "baseline_year_be", "baseline_source_th", "is_assessable", "not_assessable_th"),
    *("assessable_from_be", "resolution", "note_th"),
]


@transaction.atomic
def set_target(*, by, cycle, version, scheme, province=None, group=None, levels=(), owners=(), **fields):
    """Make the draft target of a place, or change it while it is a draft.

    `levels` are `(code, threshold)`, `(code, threshold, upper)` or `(code, threshold, upper, text)`; `owners` are
    `(agency, role, weight)`, one of them the lead.
    """
    place = {"province": province} if province else {"province": None, "group": group}
    target = Target.objects.filter(cycle=cycle, indicator=version.indicator, **place).first()
    before = snapshot(target) if target else None
    if target and target.is_agreed:
        raise KpiRefused(_("ค่าเป้าหมายนี้เห็นชอบแล้ว แก้ได้โดยมติที่ประชุมเท่านั้น"))
    target = target or Target(cycle=cycle, indicator=version.indicator, province=province, group=group)
    target.version, target.scheme, target.group, target.is_demo = version, scheme, group, cycle.is_demo
    for name, value in fields.items():
        setattr(target, name, value)
    target.full_clean(exclude=["cycle", "indicator", "version", "province", "group", "scheme", "resolution"])
    target.save()
    write_levels(target, levels)
    write_owners(target, owners)
    record("kpis.target", target, by=by, before=before, after=snapshot(target) | {"levels": plain_levels(target)})
    return target


@transaction.atomic
def agree_target(target, *, by, on=None):
    """From now on the target stands. Its levels must be right, and one agency must lead."""
    target = Target.objects.select_for_update(of=("self",)).select_related("version", "cycle").get(pk=target.pk)
    need(not target.is_agreed, _("ค่าเป้าหมายนี้เห็นชอบแล้ว"))
    need(not target.is_assessable or target.levels.exists(), FAULTS["none"])
    need(
        target.owners.filter(role=Owner.Role.LEAD).exists(),
        _("ระบุหน่วยงานเจ้าภาพหนึ่งหน่วยก่อนเห็นชอบค่าเป้าหมาย"),
    )
    before = snapshot(target)
    target.status, target.agreed_on = Target.Status.AGREED, on or timezone.localdate()
    target.save(update_fields=["status", "agreed_on"])
    if target.cycle.status != Cycle.Status.DRAFT:
        freeze_stations(target.cycle, by=by)
    record("kpis.agree", target, by=by, before=before, after=snapshot(target))
    return target


@transaction.atomic
def amend_target(target, *, by, resolution, reason_th, levels=None, **fields):
    """Change an agreed target by a resolution; returns it. Scores already given stay as they are."""
    target = Target.objects.select_for_update(of=("self",)).select_related("version").get(pk=target.pk)
    need(target.is_agreed, _("ค่าเป้าหมายนี้ยังเป็นร่าง แก้ได้โดยไม่ต้องมีมติ"))
    need(resolution is not None, resolution=_("ระบุมติที่ประชุมที่ให้แก้ค่าเป้าหมาย"))
    need(reason_th.strip(), reason_th=_("บอกเหตุผลที่แก้ค่าเป้าหมาย"))
    unknown = sorted(set(fields) - set(CHANGEABLE))
    if unknown:
        raise ValueError(f"not changeable by an amendment: {unknown}")
    before = _plain(target)
    for name, value in fields.items():
        setattr(target, name, value)
    target.save()
    if levels is not None:
        write_levels(target, levels)
    after = _plain(target)
    TargetAmendment.objects.create(
        target=target,
        resolution=resolution,
        reason_th=reason_th.strip(),
        before=before,
        after=after,
        by=by,
        is_demo=target.is_demo,
    )
    record("kpis.amend", target, by=by, before=before, after=after)
    return target


def write_levels(target, levels):
    """Replace the levels; refused where they do not improve in the indicator's direction."""
    known = {level.code: level for level in SchemeLevel.objects.filter(scheme=target.scheme)}
    rows = [_level(target, known, *level) for level in levels]
    check_levels(target.version.direction, [row.as_level() for row in rows])
    target.levels.all().delete()
    TargetLevel.objects.bulk_create(rows)


def check_levels(direction, levels):
    """Refuse with all that is wrong; a target without any level may be a draft."""
    if levels:
        found = scoring.faults(scoring.Direction(direction), levels)
        need(not found, *(FAULTS[word] for word in found))


def write_owners(target, owners):
    """Replace the owners."""
    leads = [agency for agency, role, _weight in owners if role == Owner.Role.LEAD]
    need(len(leads) <= 1, _("มีหน่วยงานเจ้าภาพได้หน่วยเดียว"))
    need(len({agency.pk for agency, *_rest in owners}) == len(owners), _("หน่วยงานเดียวกันระบุซ้ำ ลบรายการที่ซ้ำออก"))
    target.owners.all().delete()
    rows = [Owner(target=target, agency=agency, role=role, weight=weight) for agency, role, weight in owners]
    for row in rows:
        row.full_clean(exclude=["target", "agency"], validate_unique=False, validate_constraints=False)
    Owner.objects.bulk_create(rows)


def plain_levels(target):
    rows = target.levels.select_related("level").order_by("level__score")
    return {row.level.code: str(row.threshold) + (f"–{row.upper}" if row.upper is not None else "") for row in rows}


def _level(target, known, code, threshold, upper=None, text_th=""):
    need(code in known, _("เกณฑ์การให้คะแนนนี้ไม่มีระดับ “%(code)s”") % {"code": code})
    upper = None if upper is None else Decimal(upper)
    return TargetLevel(target=target, level=known[code], threshold=Decimal(threshold), upper=upper, text_th=text_th)


def _plain(target):
    values = snapshot(target)
    return {name: values[name] for name in CHANGEABLE if name in values} | {"levels": plain_levels(target)}
