"""รายงานการประชุม as one set of plain facts: what is hashed, printed, and kept for good on adoption."""

import hashlib
import json

from django.db.models import Prefetch
from django.utils.translation import override

from agendas.models import AgendaItem, Attendance, Directive, ElectronicRecord, Resolution
from agendas.queries.agenda import labelled, sections_of
from agendas.queries.attendance import quorum

FORMAT = 1
READERS = ("visibility", "closed_ground")  # may change after the minutes went round, and after they were adopted


def minutes_body(meeting) -> dict:
    """What the minutes say, in Thai whatever the page's language, in the order of form 11; JSON takes it as it is.

    It holds closed items and all names: readers choose what they show. Whether a point is confirmed or final is not
    part of it, so the same words have the same hash before and after adoption.
    """
    with override("th"):
        sections = labelled(sections_of(meeting, _items()))
        own = {item.pk for section in sections for item in section.listed}
        loose = [row for row in _directives().filter(meeting=meeting) if row.item_id not in own]
        return {
            "format": FORMAT,
            "meeting": _facts(meeting),
            "quorum": _quorum(meeting),
            **_people(meeting),
            "electronic": _electronic(meeting),
            "sections": [_section(section) for section in sections],
            "directives": [_directive(row) for row in loose],
            "withdrawn": _withdrawn(meeting),
        }


def body_hash(body) -> str:
    """SHA-256 of the canonical JSON of a body: keys sorted, no spaces, UTF-8."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def spoken(body) -> dict:
    """A body without who may read its items: what two versions must share to say the same."""
    sections = [
        section | {"items": [{k: v for k, v in item.items() if k not in READERS} for item in section["items"]]}
        for section in body["sections"]
    ]
    return body | {"sections": sections}


def _items():
    points = Resolution.objects.select_related("deferred_to", "referred_to", "corrects__meeting").order_by("point")
    points = points.prefetch_related("dissents", *_work())
    return AgendaItem.objects.prefetch_related(
        Prefetch("resolutions", points),
        Prefetch("directives", _directives()),
        "item_papers__paper",
        "item_papers__version__file",
    )


def _directives():
    return Directive.objects.order_by("number").prefetch_related(*_work())


def _work():
    return [
        "actions__owner_post",
        "actions__owner_agency",
        "actions__supporters",
        "actions__due_changes",
    ]


def _facts(meeting):
    host = meeting.host
    names = ["kind", "mode", "title_th", "venue_th", "platform", "presided_by", "presided_by_post", "recorded_by"]
    names += ["recorded_by_post", "checked_by", "checked_by_post"]
    return {name: getattr(meeting, name) for name in names} | {
        "host": getattr(host, "official_th", "") or host.name_th,
        "number": meeting.series_number if meeting.number else "",
        "label": meeting.label,
        "date": meeting.date.isoformat(),
        "opened_at": _clock(meeting.opened_at),
        "closed_at": _clock(meeting.closed_at),
    }


def _quorum(meeting):
    count = quorum(meeting)
    return {
        "seats": count.seats,
        "present": count.present,
        "needed": count.needed,
        "met": count.is_met,
        "reason": meeting.no_quorum_reason,
    }


def _people(meeting):
    rows = list(meeting.attendances.order_by("-is_member", "order", "pk"))
    came = [row for row in rows if row.is_member and row.came]
    away = [row for row in rows if row.is_member and not row.came]
    guests = [row for row in rows if not row.is_member and row.came]
    return {
        "present": [_present(row) for row in came],
        "absent": [_person(row) | {"reason": row.absent_reason} for row in away],
        "guests": [_present(row) | {"name_is_public": row.name_is_public} for row in guests],
    }


def _person(row):
    return {"name": row.name, "post": row.post_title, "agency": row.agency_name}


def _present(row):
    stood_in = row.status == Attendance.Status.SUBSTITUTE
    return _person(row) | {
        "substitute": row.substitute_name if stood_in else "",
        "substitute_post": row.substitute_post if stood_in else "",
        "channel": row.channel,
        "identified_by": row.identified_by,
        "arrived_at": _clock(row.arrived_at),
        "left_at": _clock(row.left_at),
    }


def _electronic(meeting):
    kept = ElectronicRecord.objects.filter(meeting=meeting).first()
    if kept is None:
        return None
    names = ["identification", "recording_reference", "traffic_log", "faults", "votes"]
    until = kept.kept_until.isoformat() if kept.kept_until else None
    return {name: getattr(kept, name) for name in names} | {"kept_until": until}


def _section(section):
    return {
        "number": section.label,
        "kind": section.kind,
        "title": section.title_th,
        "items": [_item(item, section) for item in section.listed],
    }


def _item(item, section):
    return {
        "id": item.pk,
        "number": item.label,
        "numbered": section.numbered,
        "title": item.title_th,
        "visibility": item.visibility,
        "closed_ground": item.closed_ground_th,
        "late": item.is_late,
        "presenter": item.presenter,
        "minutes": item.minutes_th,
        "papers": [_paper(row) for row in item.item_papers.all()],
        "resolutions": [_resolution(row) for row in item.resolutions.all()],
        "directives": [_directive(row) for row in item.directives.all()],
    }


def _paper(row):
    return {
        "title": row.paper.title_th,
        "secrecy": row.paper.secrecy,
        "register_number": row.paper.register_number,
        "version": row.version.number if row.version else None,
        "sha256": row.version.file.sha256 if row.version else "",
        "tabled": row.is_tabled,
    }


def _resolution(row):
    votes = [row.votes_for, row.votes_against, row.votes_abstained]
    return {
        "number": row.number,
        "point": row.point,
        "outcome": row.outcome,
        "outcome_label": str(row.get_outcome_display()),
        "text": row.text_th,
        "text_en": row.text_en,
        "observation": row.observation_th,
        "deferred_to": row.deferred_to.label if row.deferred_to else "",
        "deferred_next": row.deferred_next,
        "referred_to": row.referred_to.name_th if row.referred_to else "",
        "votes": None if votes == [None] * 3 else votes,
        "corrects": f"{row.corrects.meeting.label} ({row.corrects.number})" if row.corrects else "",
        "dissents": [{"name": each.name, "reason": each.reason_th} for each in row.dissents.all()],
        "actions": [_action(each) for each in row.actions.all()],
    }


def _directive(row):
    return {
        "number": row.number,
        "text": row.text_th,
        "given_by": row.given_by,
        "actions": [_action(each) for each in row.actions.all()],
    }


def _action(row):
    """The work as the meeting gave it: with its first due date, wherever that was moved to."""
    moved = list(row.due_changes.all())
    owner = row.owner_post.title_th or row.owner_post.role_label if row.owner_post else row.owner_agency.name_th
    return {
        "title": row.title_th,
        "owner": str(owner),
        "due_on": (moved[0].old_due if moved else row.due_on).isoformat(),
        "supporters": sorted(agency.name_th for agency in row.supporters.all()),
    }


def _withdrawn(meeting):
    rows = AgendaItem.objects.filter(section__meeting=meeting).exclude(withdrawn_reason="").order_by("pk")
    return [{"title": row.title_th, "reason": row.withdrawn_reason} for row in rows]


def _clock(time):
    return f"{time:%H:%M}" if time else ""
