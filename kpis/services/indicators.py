"""Definitions of indicators: a cited one is never edited, a change is a new version."""

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from kpis.models import Indicator, IndicatorVersion
from kpis.services.refusals import need

# What a new version starts from
CARRIED = [
    *("definition_th", "definition_en", "formula_th", "formula_en", "rationale_th", "data_source_th", "evidence_th"),
    *("unit_th", "unit_en", "decimals", "direction", "aggregation", "measure", "min_completeness"),
    *("source", "source_url", "as_of"),
]


@transaction.atomic
def define_indicator(*, by, code, name_th, name_en="", short_th="", short_en="", definition=None, **fields):
    """A new indicator with the first version of its definition; returns the indicator."""
    indicator = Indicator.objects.create(
        code=code, name_th=name_th, name_en=name_en, short_th=short_th, short_en=short_en, **fields
    )
    version = IndicatorVersion.objects.create(indicator=indicator, number=1, **(definition or {}))
    record("kpis.define", version, by=by, after=snapshot(version))
    return indicator


@transaction.atomic
def add_version(indicator, *, by, change_th, breaks_series=False, **fields):
    """The next version: the newest one's fields with `fields` in their place. `change_th` says what is new."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    newest = indicator.versions.order_by("-number").first()
    need(change_th.strip(), change_th=_("บอกสิ่งที่เปลี่ยนจากนิยามฉบับก่อน เพื่อให้ผู้อ่านรู้ว่าเทียบกันได้หรือไม่"))
    kept = {name: getattr(newest, name) for name in CARRIED}
    version = IndicatorVersion.objects.create(
        indicator=indicator,
        number=newest.number + 1,
        change_th=change_th.strip(),
        breaks_series=breaks_series,
        **(kept | fields),
    )
    record("kpis.define", version, by=by, after=snapshot(version))
    return version


@transaction.atomic
def change_version(version, *, by, **fields):
    """Edit a definition that no target cites yet."""
    version = IndicatorVersion.objects.select_for_update().get(pk=version.pk)
    need(
        not version.targets.exists(),
        _("นิยามฉบับนี้มีค่าเป้าหมายอ้างอิงแล้ว จึงแก้ไม่ได้ ให้สร้างนิยามฉบับใหม่แทน"),
    )
    before = snapshot(version)
    for name, value in fields.items():
        setattr(version, name, value)
    version.full_clean(exclude=["indicator"])
    version.save()
    record("kpis.define", version, by=by, before=before, after=snapshot(version))
    return version
