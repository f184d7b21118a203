"""The three steps of each road, with what is missing and who adds it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.thai.dates import date_words
from foundation.thai.fiscal import fiscal_year
from plans.baselines import baselines
from plans.models import Activity, FrameItem, Plan, RoadMap, Situation


@dataclass(frozen=True)
class RoadStep:
    """`fact` says what is there, or with `is_there` False what is missing and who adds it."""

    item: FrameItem
    is_there: bool
    fact: str
    href: str = ""


@dataclass(frozen=True)
class Road:
    road_map: RoadMap
    steps: list[RoadStep]

    @property
    def done(self):
        return sum(step.is_there for step in self.steps)

    @property
    def missing(self):
        return [step for step in self.steps if not step.is_there]


def roads(road_maps) -> list[Road]:
    """The roads of `road_maps`, a queryset; at most eight queries for any number."""
    rows = list(
        road_maps.select_related("group__province", "agenda", "theme")
        .defer("group__province__outline", "group__province__zoomed", "group__province__shape_path")
        .prefetch_related("anchors", "mechanisms")
        .order_by("group__sort_key", "agenda__order")
    )
    groups = {row.group for row in rows}
    year = fiscal_year(timezone.localdate())
    situations = {
        (row.group_id, row.agenda_id): row
        for row in Situation.objects.public().filter(group__in=groups).defer(*Situation.PARTS).order_by("number")
    }
    plans = {
        plan.group_id: plan
        for plan in Plan.objects.filter(group__in=groups, fiscal_year__lte=year, status__in=Plan.DECIDED)
        .select_related("group")
        .order_by("fiscal_year")
    }
    served = set(
        Activity.objects.standing()
        .filter(plan__in=plans.values(), serves__kind=FrameItem.Kind.AGENDA)
        .order_by()
        .values_list("plan__group", "serves")
    )
    steps, measured = list(FrameItem.objects.of(FrameItem.Kind.STEP)), baselines(groups)
    made = []
    for row in rows:
        told = (
            _situation(row, situations.get((row.group_id, row.agenda_id))),
            _plan(row, plans.get(row.group_id), served),
            _baseline(measured.get(row.group_id)),
        )
        made.append(Road(row, [RoadStep(item, *facts) for item, facts in zip(steps, told, strict=False)]))
    return made


def _situation(row, situation):
    if situation is None:
        return False, _("ยังไม่มีข้อความสถานการณ์ที่เผยแพร่ คณะทำงานจังหวัดเป็นผู้เขียน")
    words = {"number": situation.number, "date": date_words(situation.published_on, "short")}
    fact = _("เผยแพร่สถานการณ์ฉบับที่ %(number)s เมื่อ %(date)s") % words
    address = reverse("plans:situation", args=[row.group.slug])
    return True, fact, f"{address}?agenda={row.agenda.key}"


def _plan(row, plan, served):
    if plan is None:
        fact = _("มีคณะทำงานแล้ว ยังไม่มีแผนที่เห็นชอบ คณะทำงานจังหวัดเป็นผู้เสนอ")
        return False, fact, row.group.get_absolute_url()
    words = {"year": plan.fiscal_year, "status": plan.get_status_display()}
    if (row.group_id, row.agenda_id) not in served:
        fact = _("แผนปีงบประมาณ %(year)s ยังไม่มีกิจกรรมของวาระนี้ คณะทำงานจังหวัดเป็นผู้เพิ่ม") % words
        return False, fact, plan.get_absolute_url()
    return True, _("แผนปีงบประมาณ %(year)s %(status)s") % words, plan.get_absolute_url()


def _baseline(told):
    if told is None:
        return False, _("ยังไม่มีตัวชี้วัดที่มีข้อมูลพื้นฐาน สำนักงาน ก.พ.ร. และจังหวัดเป็นผู้กำหนด")
    return True, *told
