"""The agenda: what stands on it and in which order. Once it is fixed, items come late or are withdrawn, never moved."""

from django.db import transaction
from django.utils.translation import gettext as _

from agendas.models import AgendaItem, AgendaSection, Meeting, SectionKind, Visibility
from agendas.services.moves import locked, need
from agendas.services.refusals import Conflict
from foundation.audit.services import record, snapshot

S = Meeting.Status
# Late items are put on the list until the minutes go round; words are put right as long
LATE = (S.AGENDA_FROZEN, S.HELD, S.MINUTES_DRAFT)
TEXTS = ["title_th", "title_en", "asks_th", "brief_th", "presenter"]
SHOWN = ["visibility", "closed_ground_th"]
LINKS = ["carried_from", "adopts", "lists_actions"]


@transaction.atomic
def add_item(section, *, by, title_th, **facts):
    """Put a matter at the end of `section`. After the agenda was fixed it is a late one, numbered on from the last."""
    section, meeting = _locked_section(section)
    need(meeting.has_open_agenda or meeting.status in LATE, _("เพิ่มเรื่องไม่ได้แล้ว รายงานการประชุมเวียนหรือการประชุมสิ้นสุดแล้ว"))
    item = AgendaItem(section=section, order=_next_order(section.items), title_th=title_th, **_known(facts, LINKS))
    if not meeting.has_open_agenda:
        item.is_late, item.number_label = True, _late_label(section)
    item.full_clean()
    item.save()
    record("agendas.arrange", item, by=by, after=snapshot(item))
    return item


@transaction.atomic
def change_item(item, *, by, version, **facts):
    """Change the words of an item that was opened at `version`. Raises Conflict, with the item as it is stored now,
    if somebody saved it since. Who may read it can be changed at any time, its words until the minutes go round."""
    item, meeting = _locked_item(item)
    facts = _known(facts)
    if item.version != version:
        raise Conflict(_("มีผู้แก้เรื่องนี้หลังจากที่คุณเปิด ตรวจข้อความทั้งสองฝ่ายแล้วบันทึกอีกครั้ง"), item)
    worded = any(getattr(item, name) != value for name, value in facts.items() if name in TEXTS)
    need(not worded or meeting.has_open_agenda or meeting.status in LATE, _("แก้ข้อความของระเบียบวาระนี้ไม่ได้แล้ว"))
    before = snapshot(item)
    for name, value in facts.items():
        setattr(item, name, value)
    item.version += 1
    item.full_clean()
    item.save()
    record("agendas.arrange", item, by=by, before=before, after=snapshot(item))
    return item


@transaction.atomic
def move_item(item, *, by, section, place):
    """Put an item at the `place`, from 1, among the standing items of `section`; a place beyond the end is the end."""
    item, meeting = _locked_item(item)
    _need_open_agenda(meeting)
    need(section.meeting_id == meeting.pk, _("ย้ายได้เฉพาะในการประชุมเดียวกัน"))
    need(not item.is_withdrawn, _("เรื่องที่ถอนแล้วย้ายไม่ได้"))
    before = snapshot(item)
    others = list(section.items.filter(withdrawn_reason="").exclude(pk=item.pk).order_by("order", "pk"))
    others.insert(max(0, place - 1), item)
    item.section = section
    item.save(update_fields=["section"])
    _renumber(others, AgendaItem)
    record("agendas.arrange", item, by=by, before=before, after=snapshot(item))
    return item


@transaction.atomic
def withdraw_item(item, *, by, reason=""):
    """Take an item off the agenda. From a draft that nobody was sent it is deleted (None is returned), unless a
    proposal or a referral points at it; otherwise it stays on the list with the reason."""
    item, meeting = _locked_item(item)
    need(meeting.has_open_agenda or meeting.status == S.AGENDA_FROZEN, _("ประชุมแล้ว ถอนเรื่องด้วยมติ “ถอนเรื่อง” แทน"))
    need(not item.is_withdrawn, _("เรื่องนี้ถอนแล้ว"))
    before = snapshot(item)
    if meeting.status == S.DRAFT and not (item.proposals.exists() or item.referrals.exists()):
        key = item.pk
        item.item_papers.all().delete()
        item.delete()
        item.pk = key
        record("agendas.arrange", item, by=by, before=before)
        return None
    need(reason.strip(), _("ใส่เหตุที่ถอนเรื่อง"))
    item.withdrawn_reason = reason.strip()
    item.version += 1
    item.full_clean()
    item.save()
    record("agendas.arrange", item, by=by, before=before, after=snapshot(item))
    return item


@transaction.atomic
def add_section(meeting, *, by, kind, title_th, title_en=""):
    meeting = locked(meeting)
    _need_open_agenda(meeting)
    section = AgendaSection(meeting=meeting, order=_next_order(meeting.sections), kind=kind)
    section.title_th, section.title_en = title_th, title_en
    section.full_clean()
    section.save()
    record("agendas.arrange", section, by=by, after=snapshot(section))
    return section


@transaction.atomic
def change_section(section, *, by, **facts):
    """Change a section's kind or title, while its agenda is open."""
    section, meeting = _locked_section(section)
    _need_open_agenda(meeting)
    before = snapshot(section)
    for name in ("kind", "title_th", "title_en"):
        setattr(section, name, facts.get(name, getattr(section, name)))
    section.full_clean()
    section.save()
    record("agendas.arrange", section, by=by, before=before, after=snapshot(section))
    return section


@transaction.atomic
def remove_section(section, *, by):
    """Take an empty section off the agenda."""
    section, meeting = _locked_section(section)
    _need_open_agenda(meeting)
    need(not section.items.exists(), _("หัวข้อนี้ยังมีเรื่องอยู่ ย้ายหรือถอนเรื่องก่อน"))
    before, key = snapshot(section), section.pk
    section.delete()
    section.pk = key
    record("agendas.arrange", section, by=by, before=before)


@transaction.atomic
def move_section(section, *, by, place):
    """Put a section at the `place`, from 1."""
    section, meeting = _locked_section(section)
    _need_open_agenda(meeting)
    before = snapshot(section)
    others = list(meeting.sections.exclude(pk=section.pk).order_by("order", "pk"))
    others.insert(max(0, place - 1), section)
    _renumber(others, AgendaSection)
    record("agendas.arrange", section, by=by, before=before, after=snapshot(section))
    return section


def section_for(meeting, kind, *, by):
    """The first section of `kind` on the open agenda of `meeting`, made where there is none."""
    found = meeting.sections.filter(kind=kind).order_by("order", "pk").first()
    if found:
        return found
    title_th, title_en = SectionKind(kind).titles
    return add_section(meeting, by=by, kind=kind, title_th=title_th, title_en=title_en)


def _locked_section(section):
    meeting = Meeting.objects.select_for_update().get(pk=section.meeting_id)
    section = AgendaSection.objects.filter(pk=section.pk).first()
    need(section is not None, _("มีผู้ลบหัวข้อนี้ไปแล้ว เปิดหน้าใหม่"))
    section.meeting = meeting
    return section, meeting


def _locked_item(item):
    """The item and its meeting as they are now, the meeting held until the transaction ends."""
    held = Meeting.objects.filter(pk__in=AgendaItem.objects.filter(pk=item.pk).values("section__meeting"))
    meeting = held.select_for_update().first()
    item = AgendaItem.objects.select_related("section").filter(pk=item.pk).first()
    need(item is not None, _("มีผู้ลบเรื่องนี้ไปแล้ว เปิดหน้าใหม่"))
    item.section.meeting = meeting
    return item, meeting


def _known(facts, further=()):
    """`facts` if all of them are for the services of the agenda; a ground goes with an item that is not public only."""
    unknown = facts.keys() - {*TEXTS, *SHOWN, *further}
    if unknown:
        raise TypeError(f"not a fact of an agenda item: {sorted(unknown)}")
    if facts.get("visibility") == Visibility.PUBLIC:
        facts["closed_ground_th"] = ""
    return facts


def _need_open_agenda(meeting):
    need(meeting.has_open_agenda, _("ระเบียบวาระสมบูรณ์แล้ว จัดลำดับไม่ได้ กด “เปิดแก้ระเบียบวาระ” พร้อมเหตุผลก่อน"))


def _next_order(rows):
    return (rows.order_by("-order").values_list("order", flat=True).first() or 0) + 1


def _renumber(rows, model):
    for order, row in enumerate(rows, 1):
        row.order = order
    model.objects.bulk_update(rows, ["order"])


def _late_label(section):
    """The number after the last that was ever given in the section: withdrawn items keep theirs."""
    given = section.items.exclude(number_label="").values_list("number_label", flat=True)
    owns = [int(label.partition(".")[2] or 1) for label in given]
    return f"{section.number}.{max(owns) + 1}" if owns else str(section.number)
