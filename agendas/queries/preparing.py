"""What those who prepare meetings look at: their meetings, what waits, and what is missing before the invitation."""

from dataclasses import dataclass

from django.db.models import Count, Max, Prefetch, Q
from django.utils.translation import gettext as _

from agendas.models import AgendaItem, ItemPaper, Meeting, MeetingRules, Proposal, Referral
from agendas.queries.agenda import deferred_to, labelled, sections_of, unadopted_before
from agendas.queries.arising import actions_arising, lists_actions
from agendas.queries.referrals import without_agenda
from foundation.thai.dates.names import BE_OFFSET
from workgroups.models import Grant, Workgroup
from workgroups.permissions import is_secretariat
from workgroups.queries import roster

S = Meeting.Status
DONE = (S.ADOPTED, S.CONCLUDED, S.CANCELLED)
PAGE = 30


@dataclass(frozen=True)
class Check:
    """One line of the list before the invitation. `blocks`: without it nobody can be invited."""

    words: str
    is_done: bool
    blocks: bool = False


def prepared_groups(user):
    """The groups whose meetings `user` prepares: one's own as secretary, all for the secretariat."""
    groups = Workgroup.objects.filter(status=Workgroup.Status.ACTIVE)
    if not is_secretariat(user):
        grants = Grant.objects.current().filter(user=user, role=Grant.Role.SECRETARY)
        groups = groups.filter(pk__in=grants.values("group"))
    return groups.order_by("kind", "sort_key")


def meetings_to_prepare(user, *, group=None):
    """The meetings that are not done, by their day, with the number of proposals that wait on each."""
    waiting = Count("proposals", filter=Q(proposals__status=Proposal.Status.RECEIVED))
    rows = Meeting.objects.prepared_by(user).exclude(status__in=DONE).with_host().annotate(waiting=waiting)
    if group is not None:
        rows = rows.filter(host_group=group)
    return list(rows.order_by("date", "starts", "pk"))


def meetings_done(user, *, group=None, page=1):
    """A page of the others, newest first, and whether there are older ones."""
    rows = Meeting.objects.prepared_by(user).filter(status__in=DONE).with_host()
    if group is not None:
        rows = rows.filter(host_group=group)
    rows = list(rows.order_by("-date", "-pk")[(page - 1) * PAGE : page * PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def referrals_waiting(groups):
    return Referral.objects.filter(to_group__in=groups, status=Referral.Status.WAITING).count()


def builder_sections(meeting):
    """The sections with numbers; on each `listed` with `pins` (papers), and `withdrawn`: four queries."""
    papers = ItemPaper.objects.select_related("paper", "version__file").order_by("order", "pk")
    pinned = Prefetch("item_papers", papers, to_attr="pins")
    related = AgendaItem.objects.select_related("adopts__host_group", "carried_from__section__meeting__host_group")
    sections = labelled(sections_of(meeting, related.prefetch_related(pinned)))
    gone = AgendaItem.objects.filter(section__meeting=meeting).exclude(withdrawn_reason="").order_by("order", "pk")
    by_section = {}
    for item in gone:
        by_section.setdefault(item.section_id, []).append(item)
    for place, section in enumerate(sections):
        section.withdrawn = by_section.get(section.pk, [])
        section.is_first, section.is_last = place == 0, place == len(sections) - 1
    return sections


def waiting_to_come(meeting):
    """How much the carrying over would bring: counts by what it is; empty where it brings nothing."""
    if meeting.host_group_id is None or not meeting.has_open_agenda:
        return {}
    counts = {"actions": 0 if lists_actions(meeting) else len(actions_arising(meeting))}
    if meeting.decides:
        counts["minutes"] = unadopted_before(meeting).count()
        counts["deferred"] = deferred_to(meeting).count()
        counts["referrals"] = len(without_agenda(meeting.host_group))
    return counts if any(counts.values()) else {}


def next_number(meeting):
    """(number, Buddhist year) that the meeting would have if it were called now; (None, None) where it has none."""
    if not meeting.decides:
        return None, None
    if meeting.number is not None:
        return meeting.number, meeting.year_be
    year = meeting.date.year + BE_OFFSET
    drawn = Meeting.objects.filter(host_group=meeting.host_group, kind=meeting.kind, year_be=year)
    return (drawn.aggregate(last=Max("number"))["last"] or 0) + 1, year


def is_short_notice(meeting, today):
    """Whether an invitation today is shorter before the day than the group's rule."""
    days = (meeting.date - today).days
    return meeting.kind != Meeting.Kind.SITUATION and days < MeetingRules.of(meeting.host_group).notice_days


def invited(meeting):
    """The seats that the group has on the day of the meeting, with who holds them then."""
    return roster(meeting.host_group, meeting.date) if meeting.host_group_id else []


def checks(meeting, sections, seats, today) -> list[Check]:
    """What is there and what is missing before the invitation, what blocks it first."""
    kind, mode = Meeting.Kind, Meeting.Mode
    found = [_check(meeting.date >= today, _("วันประชุมยังไม่ผ่านไป"), _("วันประชุมผ่านไปแล้ว แก้วันประชุมก่อน"), blocks=True)]
    if not meeting.decides:
        found.append(_check(meeting.title_th, _("มีเรื่องที่ประชุม"), _("ยังไม่มีเรื่องที่ประชุม"), blocks=True))
    if meeting.decides:
        listed = any(section.listed for section in sections)
        found.append(_check(listed, _("ระเบียบวาระมีอย่างน้อยหนึ่งเรื่อง"), _("ระเบียบวาระยังไม่มีเรื่อง")))
    found.append(_check(meeting.starts, _("มีเวลาเริ่มประชุม"), _("ยังไม่มีเวลาเริ่มประชุม")))
    if meeting.mode != mode.ELECTRONIC:
        found.append(_check(meeting.venue_th, _("มีสถานที่ประชุม"), _("ยังไม่มีสถานที่ประชุม")))
    if meeting.mode != mode.ONSITE:
        found.append(_check(meeting.join_url, _("มีลิงก์เข้าประชุม"), _("ยังไม่มีลิงก์เข้าประชุม")))
    if meeting.kind != kind.SITUATION:
        found.append(_check(meeting.reply_by, _("มีกำหนดตอบรับ"), _("ยังไม่มีกำหนดตอบรับ")))
    found.append(_check(meeting.presided_by, _("มีชื่อประธานในที่ประชุม"), _("ยังไม่มีชื่อประธานในที่ประชุม")))
    if meeting.host_group_id:
        found.append(_check(seats, _("มีรายชื่อผู้ได้รับเชิญ"), _("คณะทำงานนี้ยังไม่มีตำแหน่งให้เชิญ")))
        found.append(_mail_check(seats))
        left = bool(waiting_to_come(meeting))
        found.append(_check(not left, _("ไม่มีเรื่องค้างจากครั้งก่อนให้ยกมา"), _("มีเรื่องค้างจากครั้งก่อนที่ยังไม่ยกมา")))
    return found


def _check(value, there, missing, *, blocks=False):
    return Check(there if value else missing, bool(value), blocks)


def _mail_check(seats):
    without = sum(not any(holder.person.email for holder in seat.holders) for seat in seats)
    if not without:
        return Check(_("ทุกตำแหน่งมีอีเมลสำหรับเชิญ"), bool(seats))
    return Check(_("%(count)s ตำแหน่งไม่มีอีเมล ส่งลิงก์ตอบรับทางอื่น") % {"count": without}, False)
