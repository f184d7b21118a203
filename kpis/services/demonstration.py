"""A demonstration year of targets and reports, written through the same services as a real one; removed without a rest.

Values of the air come from the sample readings. Nothing of it is in a download, an API or a published real KPI.
"""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from foundation.accounts.services import demo_accounts
from foundation.audit.services import record
from foundation.notices.models import Notice
from foundation.thai.fiscal import fiscal_year
from kpis import models, reference
from kpis.emails import KIND
from kpis.models import Cycle, Indicator, Report, ScoringScheme, Target
from kpis.services.air import refresh_value
from kpis.services.cycles import create_cycle, open_cycle, set_round
from kpis.services.indicators import add_version, define_indicator
from kpis.services.reports import (
    accept_report,
    approve_report,
    publish_report,
    return_report,
    save_draft,
    start_report,
    submit_report,
)
from kpis.services.targets import agree_target, set_target
from places.models import ProblemArea, Province
from plans.models import Activity
from workgroups.models import Agency

OPEN_DAYS = 60  # the rounds stay open for so long after loading, so that the forms can be tried
TENTH = Decimal("0.1")
Measure = models.IndicatorVersion.Measure


@transaction.atomic
def load_demo_kpis(stdout=None):
    """Write last fiscal year's demonstration cycle once; what is there stays. Needs schemes, accounts and samples."""
    people = _people()
    year = fiscal_year(timezone.localdate()) - 1
    ready = {"opdc", "coordinator.opdc", "reviewer.opdc", "officer.lampang", "secretary.lampang"} <= set(people)
    if not ready or not ScoringScheme.objects.exists() or Cycle.objects.filter(is_demo=True).exists():
        return 0
    facts = reference.read("demonstration")
    cycle = create_cycle(by=people["opdc"], year_be=year, kinds=["m6", "m12"], is_demo=True, source=facts["source"])
    _widen(cycle, people["opdc"])
    versions = [_indicator(fact, order, facts, people["opdc"]) for order, fact in enumerate(facts["indicators"], 1)]
    cycle.indicators.set([version.indicator for version in versions])
    cycle = open_cycle(cycle, by=people["opdc"])
    places = _places(facts)
    for place, province in enumerate(places):
        for fact, version in zip(facts["indicators"], versions, strict=True):
            _target(facts, fact, version, cycle, province, place, people)
    Notice.objects.filter(kind=KIND, status=Notice.Status.QUEUED).delete()
    made = Target.objects.filter(cycle=cycle).count()
    if stdout:
        stdout.write(f"ตัวชี้วัดสาธิต: ค่าเป้าหมาย {made} รายการ ของ {len(places)} จังหวัด | demonstration KPIs")
    return made


@transaction.atomic
def remove_demo_kpis():
    """Delete every demonstration row of this app; returns how many."""
    reports = Report.objects.filter(is_demo=True)
    reports.update(score=None, published_score=None, machine=None, corrected_machine=None, status="draft")
    demo = [models.Score, models.ReportEvent, models.ReviewComment, models.MeetingSnapshot]
    removed = sum(model.objects.filter(is_demo=True).delete()[0] for model in demo)
    removed += models.Evidence.objects.filter(report__is_demo=True).delete()[0]
    removed += reports.delete()[0]
    for model in (models.MachineValue, models.RoundException, models.TargetAmendment, Target, Cycle, Indicator):
        removed += model.objects.filter(is_demo=True).delete()[0]
    if removed:
        record("kpis.remove_demo", Report, after={"rows": removed})
    return removed


def _people():
    """The demonstration accounts by what comes before the @."""
    emails = [email for email, _name in demo_accounts()]
    return {user.email.partition("@")[0]: user for user in get_user_model().objects.filter(email__in=emails)}


def _places(facts):
    """Lampang first, then the others of the area, then the further ones."""
    area = ProblemArea.objects.get(slug=facts["area"]).provinces.light()
    further = Province.objects.light().filter(slug__in=facts["further"])
    return sorted(area, key=lambda row: (row.slug != "lampang", row.sort_key)) + list(further)


def _widen(cycle, by):
    closes = timezone.localdate() + timedelta(days=OPEN_DAYS)
    for row in cycle.rounds.all():
        set_round(cycle, by=by, kind=row.kind, open_from=row.open_from, due=row.due, closes=max(row.closes, closes))


def _indicator(fact, order, facts, by):
    """The version that targets cite: the second where the method is told to have changed."""
    of_indicator = ("code", "name_th", "name_en", "short_th", "short_en")
    of_version = ("unit_th", "unit_en", "decimals", "direction", "definition_th", "definition_en", "formula_th")
    definition = {name: fact[name] for name in of_version}
    definition |= {"measure": fact.get("measure", ""), "aggregation": fact.get("aggregation", "last")}
    definition["source"] = facts["source"]
    indicator = define_indicator(
        by=by,
        order=order,
        stage=fact.get("stage", Indicator.Stage.OUTCOME),
        is_joint=fact.get("is_joint", False),
        is_demo=True,
        definition=definition,
        **{name: fact[name] for name in of_indicator},
    )
    if "change_th" in fact:
        return add_version(indicator, by=by, change_th=fact["change_th"], breaks_series=True)
    return indicator.versions.get()


def _target(facts, fact, version, cycle, province, place, people):
    """The target of one place with its reports of both rounds."""
    by, rounds = people["opdc"], list(cycle.rounds.all())
    scheme = ScoringScheme.objects.filter(code=fact.get("scheme", "levels")).first()
    target = set_target(
        by=by,
        cycle=cycle,
        version=version,
        scheme=scheme,
        province=province,
        owners=_owners(province, version.indicator.order),
    )
    machines = {}
    if version.is_measured:
        stations = _stations(cycle, province, version, target)
        for round_ in rounds:
            refresh_value(target, round_, stations)
            machines[round_.pk] = target.machine_values.filter(round=round_).first()
    levels, baseline = _levels(facts, fact, version, scheme, place, machines.get(rounds[-1].pk))
    named = facts["not_assessable"].get(province.slug, {})
    why = named.get("reason_th", "") if named.get("indicator") == version.indicator.code else ""
    target = set_target(
        by=by,
        cycle=cycle,
        version=version,
        scheme=scheme,
        province=province,
        levels=levels,
        owners=_owners(province, version.indicator.order),
        baseline_value=baseline,
        baseline_year_be=cycle.year_be - 1 if baseline is not None else None,
        baseline_source_th=facts["source"],
        is_assessable=not why,
        not_assessable_th=why,
        assessable_from_be=cycle.year_be + 1 if why else None,
    )
    target = agree_target(target, by=by, on=cycle.span[0])
    target.activities.set(Activity.objects.filter(plan__group__province=province, plan__is_demo=True)[:3])
    if not why:
        for round_ in rounds:
            end = facts["unfinished"].get(province.slug, {}).get(version.indicator.code, "published")
            _report(facts, target, round_, place, end if round_ == rounds[-1] else "published", people)


def _stations(cycle, province, version, target):
    """The frozen set of the province, made with its first target of station readings."""
    if version.measure not in models.IndicatorVersion.OF_STATIONS:
        return []
    found, made = models.StationSet.objects.get_or_create(cycle=cycle, province=province)
    if made:
        found.stations.set(province.stations.public().reference().samples())
    return list(found.stations.all())


def _owners(province, order):
    """The lead is the province's office of the environment where the register has it, else the department's."""
    lead = Agency.objects.filter(slug=f"{province.slug}-environment").first() or _department()
    others = Agency.objects.filter(province=province).exclude(pk=lead.pk).order_by("sort_key")[:2]
    weight = Decimal(20 if order == 1 else 16)  # six of them make 100
    return [(lead, "lead", weight), *((agency, "support", None) for agency in others)]


def _department():
    """Stands in where the register has no agency of the province."""
    return Agency.objects.filter(slug__in=["pcd", "opdc"]).order_by("-slug").first() or Agency.objects.first()


def _levels(facts, fact, version, scheme, place, machine):
    """(levels, baseline): around what the air gave, or as the file says."""
    codes = list(scheme.levels.order_by("score").values_list("code", flat=True))
    if "steps" in fact:
        rows = [
            (code, number, None, text) for number, (code, text) in enumerate(zip(codes, fact["steps"], strict=True), 1)
        ]
        return rows, Decimal(1)
    if "levels" in fact:
        return list(zip(codes, fact["levels"], strict=True)), Decimal(fact["levels"][0])
    value = machine.value if machine is not None and machine.value is not None else Decimal(20)
    step = Decimal(1).scaleb(-version.decimals)
    best = _round(
        value * Decimal(facts["factors"][(place + 3 * version.indicator.order) % len(facts["factors"])]), step
    )
    width = max(_round(value * Decimal(facts["step"]), step), step)
    baseline = _round(value * Decimal("1.3" if place % 4 else "0.9"), step)
    return [(codes[2], best), (codes[1], best + width), (codes[0], best + 2 * width)], baseline


def _round(value, step):
    return value.quantize(step, rounding=ROUND_HALF_UP)


def _report(facts, target, round_, place, end, people):
    """A report on its way up to `end`: none, draft, submitted, returned, approved, published."""
    if end == "none":
        return
    is_lampang = target.province.slug == "lampang"
    officer = people["officer.lampang" if is_lampang else "coordinator.opdc"]
    secretary = people["secretary.lampang" if is_lampang else "opdc"]
    report, typed = start_report(target, round_), _typed(facts, target, place, round_)
    if end == "draft":
        save_draft(report, by=officer, **typed)
        return
    submit_report(report, by=officer, **typed)
    if end == "returned":
        return_report(report, by=secretary, comments=[("narrative_th", facts["comment_th"])])
    if end in ("approved", "published"):
        head = facts["approver"]
        names = {"approver_name": head["name"], "approver_post": head["post"], "reference_th": head["reference"]}
        approve_report(report, by=secretary, **names)
    if end == "published":
        accept_report(report, by=people["reviewer.opdc"])
        publish_report(report, by=people["opdc"])


def _typed(facts, target, place, round_):
    version = target.version
    typed = {
        "narrative_th": facts["narratives"][place % len(facts["narratives"])],
        "weather_th": facts["weather"] if version.is_measured else "",
    }
    if version.is_measured:
        machine = target.machine_values.filter(round=round_).first()
        if machine is None or machine.value is None:
            reason = machine.reason_th if machine else "ยังไม่มีค่าที่คำนวณ"
            return typed | {"is_assessable": False, "not_assessable_th": reason}
        return typed | {"value": machine.value}
    if version.aggregation == models.IndicatorVersion.Aggregation.RATIO:
        done, due = facts["ratios"][(place + version.pk) % len(facts["ratios"])]
        return typed | {"numerator": Decimal(done), "denominator": Decimal(due)}
    return typed | {"value": Decimal(facts["milestones"][place % len(facts["milestones"])])}
