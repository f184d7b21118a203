"""งานค้าง: what waits for one person, in all their groups, by the date on which it is due."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from agendas.models import Action, Attendance, Correction, Meeting, Proposal, Referral
from agendas.permissions import is_own_report
from agendas.queries.seats import started
from workgroups.models import Grant, Workgroup
from workgroups.permissions import is_secretariat


@dataclass(frozen=True)
class Due:
    """One thing to do: `words` says it, `about` where it belongs, `due_on` None where no day is set."""

    kind: str
    words: str
    about: str
    address: str
    due_on: datetime.date | None
    is_late: bool


def due_list(user, today) -> list[Due]:
    """All that waits for `user`, what is due first on top, what has no day last; the same number of queries for any
    number of meetings and actions."""
    groups = _groups(user)
    writes = groups["secretary"] | groups["officer"]
    found = [
        *_own_seats(user, today),
        *_replies(writes, today),
        *_papers(groups["secretary"], today),
        *_corrections(groups["secretary"] | groups["officer"] | groups["member"], user, today),
        *_minutes(groups["secretary"], today),
        *_asked(groups["secretary"], today),
        *_referrals(groups["secretary"], today),
        *_actions(user, groups, today),
    ]
    return sorted(found, key=lambda due: (due.due_on is None, due.due_on or today, due.kind, due.words))


def _groups(user):
    """The keys of the groups in which the user is secretary, officer, member; the secretariat is secretary of all."""
    if is_secretariat(user):
        return {"secretary": set(Workgroup.objects.values_list("pk", flat=True)), "officer": set(), "member": set()}
    rows = Grant.objects.current().filter(user=user, group__isnull=False).values_list("role", "group")
    return {
        role: {group for held, group in rows if held == role}
        for role in (Grant.Role.SECRETARY, Grant.Role.OFFICER, Grant.Role.MEMBER)
    }


def _due(kind, words, meeting, name, due_on, today, args=None):
    address = reverse(f"agendas:{name}", args=args or [meeting.host.slug, meeting.slug])
    return Due(kind, words, _about(meeting), address, due_on, due_on is not None and due_on < today)


def _about(meeting):
    """The meeting with its host's short name, in the language of the page."""
    host = meeting.host
    names = [getattr(host, f"{name}_en", "") for name in ("short", "name")] if get_language() == "en" else []
    names += [getattr(host, "short_th", ""), host.name_th]
    return f"{meeting.label} · {next(filter(None, names))}"


def _meetings(groups, **filters):
    return Meeting.objects.filter(host_group__in=groups, **filters).with_host()


def _own_seats(user, today):
    """Invitations that came to the user's own address and wait for an answer."""
    rows = Attendance.objects.filter(
        email=user.email, reply="", meeting__status__in=Meeting.COMING, meeting__date__gte=today
    )
    for row in rows.select_related("meeting__host_group", "meeting__host_agency"):
        meeting = row.meeting
        yield _due("reply", _("ตอบรับการประชุม"), meeting, "my_seat", meeting.reply_by or meeting.date, today)


def _replies(groups, today):
    silent = Count("attendances", filter=Q(attendances__reply="", attendances__is_member=True))
    rows = _meetings(groups, status__in=Meeting.COMING, date__gte=today).annotate(silent=silent).filter(silent__gt=0)
    for meeting in rows:
        words = ngettext("ยังไม่ตอบรับ %(count)s ตำแหน่ง", "ยังไม่ตอบรับ %(count)s ตำแหน่ง", meeting.silent) % {
            "count": meeting.silent
        }
        yield _due("replies", words, meeting, "replies", meeting.reply_by or meeting.date, today)


def _papers(groups, today):
    bare = Count("sections__items", filter=Q(sections__items__withdrawn_reason="", sections__items__item_papers=None))
    rows = _meetings(groups, status=Meeting.Status.CALLED, date__gte=today, papers_by__isnull=False)
    for meeting in rows.annotate(bare=bare).filter(bare__gt=0):
        words = ngettext("วาระที่ยังไม่มีเอกสาร %(count)s เรื่อง", "วาระที่ยังไม่มีเอกสาร %(count)s เรื่อง", meeting.bare) % {
            "count": meeting.bare
        }
        yield _due("papers", words, meeting, "prepare", meeting.papers_by, today)


def _corrections(groups, user, today):
    """Drafts that one may still ask to correct."""
    rows = _meetings(groups, status=Meeting.Status.MINUTES_CIRCULATED, corrections_by__gte=today)
    for meeting in rows:
        yield _due("corrections", _("ตรวจร่างรายงานการประชุม"), meeting, "draft_minutes", meeting.corrections_by, today)


def _minutes(groups, today):
    """Minutes to write, to send round and to adopt; what is asked for is answered first."""
    writing = [Meeting.Status.HELD, Meeting.Status.MINUTES_DRAFT]
    waiting = Count("corrections", filter=Q(corrections__status=Correction.Status.RECEIVED))
    rows = _meetings(groups, kind__in=Meeting.NUMBERED, status__in=[*writing, Meeting.Status.MINUTES_CIRCULATED])
    for meeting in rows.filter(minutes_missing_th="").annotate(waiting=waiting):
        if meeting.status in writing:
            yield _due("minutes", _("จัดทำและเวียนรายงานการประชุม"), meeting, "record", meeting.date, today)
        elif meeting.waiting:
            words = ngettext("คำขอแก้ไขร่างรายงาน %(count)s ข้อ", "คำขอแก้ไขร่างรายงาน %(count)s ข้อ", meeting.waiting) % {
                "count": meeting.waiting
            }
            yield _due("minutes", words, meeting, "record", meeting.corrections_by, today)


def _asked(groups, today):
    waiting = Count("proposals", filter=Q(proposals__status=Proposal.Status.RECEIVED))
    rows = _meetings(groups, status__in=Meeting.COMING).annotate(waiting=waiting).filter(waiting__gt=0)
    for meeting in rows:
        words = ngettext("เรื่องที่เสนอเข้าวาระ %(count)s เรื่อง", "เรื่องที่เสนอเข้าวาระ %(count)s เรื่อง", meeting.waiting) % {
            "count": meeting.waiting
        }
        yield _due("proposals", words, meeting, "prepare", meeting.papers_by or meeting.date, today)


def _referrals(groups, today):
    rows = Referral.objects.filter(to_group__in=groups, status=Referral.Status.WAITING)
    for row in rows.select_related("resolution__meeting__host_group", "resolution__meeting__host_agency"):
        address = reverse("agendas:referral", args=[row.pk])
        yield Due("referrals", _("เรื่องที่ส่งมา รอรับ"), _about(row.resolution.meeting), address, row.sent_on, False)


def _actions(user, groups, today):
    """Work to do for officers and secretaries, to verify for secretaries other than its reporter, one's own by seat."""
    writes = groups["secretary"] | groups["officer"]
    seats = Attendance.objects.filter(email=user.email, is_member=True, post__isnull=False)
    own = Q(owner_post__in=seats.values("post"))
    rows = started().running().filter(Q(group__in=writes) | own)
    rows = rows.filter(pk__in=Action.objects.visible_to(user).order_by().values("pk"))
    for action in rows.select_related("group", "owner_post__group", "owner_agency").prefetch_related(
        "updates__attendance"
    ):
        if action.status == Action.Status.REPORTED_DONE:
            if action.group_id not in groups["secretary"] or is_own_report(user, action):
                continue
            words = _("ตรวจสอบ: %(title)s") % {"title": action.title_th}
        else:
            words = _("ดำเนินการ: %(title)s") % {"title": action.title_th}
        late = action.due_on < today
        owner = action.owner_post.title_th or action.owner_post.role_label if action.owner_post else str(action.owner)
        yield Due("actions", words, str(owner), action.get_absolute_url(), action.due_on, late)
