"""Load the national frame and what is known to have happened. Safe in production, any number of times; what staff
edited is kept."""

from django.db import transaction

from places.models import Province
from plans import reference
from plans.models import FrameItem, GoodPractice, RecordedEvent, RoadMap
from workgroups.models import Workgroup
from workgroups.services.facts import FactWriter

FRAME_TEXTS = ["name_th", "name_en", "text_th", "text_en", "examples_th"]
PRACTICE_TEXTS = ["name_en", "prize_th", "agency_th", "agency_en", "concept_th", "summary_th"]
EVENT_TEXTS = ["name_th", "name_en", "note_th", "note_en"]


@transaction.atomic
def load_plans(stdout=None):
    """Write what is missing or whose file changed; return the number of rows. Needs the provinces and the groups."""
    writer = FactWriter()
    _load_frame(writer)
    for fact in reference.read("practices"):
        _load_practice(writer, fact)
    for fact in reference.read("events"):
        _load_event(writer, fact)
    for fact in reference.read("roadmaps"):
        _load_road_map(writer, fact)
    if stdout:
        stdout.write(
            f"กรอบแผน: {FrameItem.objects.count()} ข้อ {GoodPractice.objects.real().count()} ผลงาน"
            f" {RecordedEvent.objects.count()} เหตุการณ์ เขียน {writer.written} แถว | plans"
        )
    return writer.written


def _load_frame(writer):
    orders = {}
    for fact in reference.read("frame"):
        orders[fact["kind"]] = orders.get(fact["kind"], 0) + 1
        writer.put(
            f"frame/{fact['key']}",
            FrameItem,
            {"key": fact["key"]},
            kind=fact["kind"],
            number=fact.get("number"),
            order=orders[fact["kind"]],
            **_texts(fact, FRAME_TEXTS),
            **reference.origin(fact),
        )


def _load_practice(writer, fact):
    key = f"practice/{fact['key']}"
    is_new = key not in writer.known
    practice = writer.put(
        key,
        GoodPractice,
        {"name_th": fact["name_th"], "year_be": fact["year_be"]},
        status=GoodPractice.Status.PUBLISHED,
        **_texts(fact, PRACTICE_TEXTS),
        **reference.origin(fact),
    )
    if is_new:
        practice.approaches.set(FrameItem.objects.filter(key__in=fact["approaches"]))


def _load_event(writer, fact):
    slug = fact.get("province")
    writer.put(
        f"event/{fact['key']}",
        RecordedEvent,
        {"key": fact["key"]},
        province=Province.objects.light().get(slug=slug) if slug else None,
        happened_on=fact["happened_on"],
        precision=fact.get("precision", RecordedEvent.Precision.DAY),
        **_texts(fact, EVENT_TEXTS),
        **reference.origin(fact),
    )


def _load_road_map(writer, fact):
    key = f"roadmap/{fact['key']}"
    is_new = key not in writer.known
    road = writer.put(
        key,
        RoadMap,
        {
            "group": Workgroup.objects.filter(slug=fact["group"]).first(),
            "agenda": FrameItem.objects.filter(key=fact["agenda"]).first(),
        },
        theme=FrameItem.objects.filter(key=fact["theme"]).first(),
        linkage_th=fact["linkage_th"],
        **reference.origin(fact),
    )
    if is_new and road is not None:
        road.anchors.set(FrameItem.objects.filter(key__in=fact["anchors"]))
        road.mechanisms.set(FrameItem.objects.filter(key__in=fact["mechanisms"]))


def _texts(fact, names):
    return {name: fact.get(name, "") for name in names}
