"""Load the meetings that the sources tell of. Safe in production, any number of times."""

import datetime

from django.db import transaction

from agendas import reference
from agendas.models import Meeting, PublicSummary, Resolution
from agendas.services.past import record_past_meeting
from workgroups.models import Agency, LoadedFact, Workgroup
from workgroups.reference import origin

OWN = {"summary_th", "summary_en", "originates"}


@transaction.atomic
def load_agendas(stdout=None):
    """Enter each meeting once, as every past meeting is entered; what staff did with it since is left alone.

    Returns how many were written. Needs the groups and agencies of `workgroups`.
    """
    known = set(LoadedFact.objects.filter(key__startswith="agendas/").values_list("key", flat=True))
    written = 0
    for fact in reference.read("meetings"):
        key = f"agendas/{fact['key']}"
        if key not in known:
            written += _load(key, fact)
    if stdout:
        stdout.write(f"การประชุม: {Meeting.objects.real().count()} ครั้ง เขียน {written} ครั้ง | meetings")
    return written


def _load(key, fact):
    told = {name: value for name, value in fact.items() if name not in ("key", "source")}
    told["host_group"] = _one(Workgroup, told.pop("host_group", None))
    told["host_agency"] = _one(Agency, told.pop("host_agency", None))
    told["about"] = list(Workgroup.objects.filter(slug__in=told.pop("about", ())))
    for name in ("starts", "ends"):
        if name in told:
            told[name] = datetime.time.fromisoformat(told[name])
    told["attendances"] = [row | {"is_member": False} for row in told.pop("attendances", ())]
    told["agenda"], beside = _without_own(told.pop("agenda", ()))
    if _entered_already(told):
        return 0
    meeting = record_past_meeting(by=None, **told, **origin(fact["source"]))
    for number, own in enumerate(beside, 1):
        _tell(meeting.resolutions.get(number=number), own)
    values = {"object_type": Meeting._meta.label_lower, "object_id": meeting.pk, "values": {}}
    LoadedFact.objects.update_or_create(key=key, defaults=values)
    return 1


def _entered_already(told):
    """Whether staff entered the same meeting before the first run."""
    rows = Meeting.objects.filter(host_group=told["host_group"], host_agency=told["host_agency"], date=told["date"])
    return rows.exists()


def _without_own(agenda):
    """The agenda as `record_past_meeting` takes it, and of each resolution what stands beside its text."""
    sections, beside = [], []
    for section in agenda:
        items = []
        for item in section.get("items", ()):
            points = item.get("resolutions", ())
            beside += [{name: point.get(name) for name in OWN} for point in points]
            bare = [{name: value for name, value in point.items() if name not in OWN} for point in points]
            items.append(item | {"resolutions": bare})
        sections.append(section | {"items": items})
    return sections, beside


def _tell(resolution: Resolution, own):
    if own["summary_th"]:
        PublicSummary.objects.create(resolution=resolution, text_th=own["summary_th"], text_en=own["summary_en"] or "")
    resolution.originates.set(Workgroup.objects.filter(slug__in=own["originates"] or ()))


def _one(model, slug):
    return model.objects.get(slug=slug) if slug else None
