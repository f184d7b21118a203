"""Load the facts: scoring schemes and the joint KPI of 2564. Safe in production, any number of times."""

from decimal import Decimal

from django.db import transaction

from foundation.audit.services import record, snapshot
from kpis import reference
from kpis.models import Cycle, Indicator, SchemeBand, SchemeLevel, ScoringScheme
from workgroups import reference as documents


@transaction.atomic
def load_kpis(stdout=None):
    """Write what is missing; what is there stays as staff left it. Returns the number of rows written."""
    facts, schemes = reference.read("facts"), reference.read("schemes")
    written = sum(_scheme(fact, schemes["source"]) for fact in schemes["schemes"])
    written += _joint_kpi(facts["indicator"], facts["cycle"])
    if stdout:
        stdout.write(
            f"ตัวชี้วัด: {Indicator.objects.real().count()} ตัว เกณฑ์การให้คะแนน {ScoringScheme.objects.count()} ชุด"
            f" เขียน {written} แถว | kpis"
        )
    return written


def _scheme(fact, source):
    if ScoringScheme.objects.filter(code=fact["code"], version=fact["version"]).exists():
        return 0
    plain = ["code", "version", "kind", "name_th", "name_en", "interpolation", "below_min"]
    scheme = ScoringScheme.objects.create(
        cap=Decimal(fact["cap"]), source=source, **{name: fact[name] for name in plain}
    )
    for row in fact["levels"]:
        SchemeLevel.objects.create(scheme=scheme, **(row | {"score": Decimal(row["score"])}))
    for row in fact["bands"]:
        SchemeBand.objects.create(scheme=scheme, **(row | {"least": Decimal(row["least"])}))
    record("load", scheme, after=snapshot(scheme))
    return 1


def _joint_kpi(fact, year):
    """The name and the year as the document gives them: no definition, no target, no province."""
    indicator, made = Indicator.objects.get_or_create(code=fact["code"], defaults=fact)
    if made:
        record("load", indicator, after=snapshot(indicator))
    cycle, new_year = Cycle.objects.get_or_create(
        year_be=year["year_be"],
        is_demo=False,
        defaults={
            "status": Cycle.Status.CLOSED,
            "note_th": year["note_th"],
            **documents.origin(year["source_key"]),
        },
    )
    if new_year:
        cycle.indicators.add(indicator)
        record("load", cycle, after=snapshot(cycle))
    return made + new_year
