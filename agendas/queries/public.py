"""Page-shaped reads of meetings and resolutions for everybody, scoped to what the reader may see."""

import calendar
import datetime
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q

from agendas.models import Action, AgendaItem, Meeting, MeetingMove, PublicSummary, Resolution
from agendas.queries.agenda import labelled, sections_of
from foundation.thai.numerals import to_arabic, to_thai

PAGE = 30
LATEST = 6
LONGEST = 100


@dataclass(frozen=True)
class Progress:
    """What came of a resolution's actions: numbers of each kind, which make `total`."""

    done: int = 0
    waiting: int = 0
    late: int = 0
    rest: int = 0
    closed: int = 0
    days_late: int = 0

    @property
    def total(self):
        return self.done + self.waiting + self.late + self.rest + self.closed

    @property
    def parts(self):
        """Of the meter: (class, beginning and width in per cent), in the fixed order done, waiting, late, rest."""
        kinds = [
            ("m-ok", self.done),
            ("m-wait", self.waiting),
            ("m-bad", self.late),
            ("m-none", self.rest + self.closed),
        ]
        parts, begins = [], 0.0
        for kind, count in kinds:
            if count:
                width = 100 * count / self.total
                parts.append((kind, f"{begins:.2f}%", f"{width:.2f}%"))
                begins += width
        return parts


def progress(actions, today):
    """The Progress of `actions`, each counted once: verified, reported, late, or still to do."""
    counts = {"done": 0, "waiting": 0, "late": 0, "rest": 0, "closed": 0}
    for action in actions:
        counts[_kind(action, today)] += 1
    return Progress(**counts, days_late=max((action.days_late(today) for action in actions), default=0))


def _kind(action, today):
    Status = Action.Status
    if action.status == Status.VERIFIED:
        return "done"
    if action.status == Status.CANCELLED:
        return "closed"
    if action.status == Status.REPORTED_DONE:
        return "waiting"
    return "late" if action.days_late(today) else "rest"


def meetings(user):
    """The meetings that `user` may see, with their hosts and `decided`, the number of their public resolutions."""
    public = Q(
        resolutions__status__in=[Resolution.Status.CONFIRMED, Resolution.Status.FINAL],
        resolutions__item__visibility="public",
    )
    return Meeting.objects.visible_to(user).with_host().annotate(decided=Count("resolutions", filter=public))


def resolutions(user):
    """The decided resolutions that `user` may see, with meeting, host, item, summary and `work`: their actions."""
    rows = Resolution.objects.visible_to(user).decided()
    work = Action.objects.visible_to(user).select_related("owner_post", "owner_agency").order_by("due_on", "pk")
    return (
        rows.select_related("item__section", "meeting__host_group__province", "meeting__host_agency", "public_summary")
        .defer("meeting__host_group__province__outline", "meeting__host_group__province__zoomed")
        .prefetch_related(Prefetch("actions", work, to_attr="work"))
    )


def with_progress(rows, today):
    """The same resolutions as a list, each with `progress`."""
    rows = list(rows)
    for row in rows:
        row.progress = progress(row.work, today)
    return rows


def front(user, today, month):
    """What `/agendas/` shows without a search: the next meeting, a month, what is coming and what was."""
    rows = list(meetings(user).filter(date__gte=today, status__in=Meeting.COMING).order_by("date", "starts", "pk")[:20])
    past = meetings(user).filter(status__in=[*Meeting.TAKEN_PLACE, *GONE]).order_by("-date", "-pk")
    return {
        "next": rows[0] if rows else None,
        "coming": rows[1:],
        "past": list(past[:LATEST]),
        "latest": with_progress(resolutions(user).order_by("-meeting__date", "-pk")[:LATEST], today),
        "month": month_of(user, month),
    }


GONE = (Meeting.Status.POSTPONED, Meeting.Status.CANCELLED)


@dataclass(frozen=True)
class Month:
    """A month as weeks from Sunday: days of other months are None; each day has its `meetings`."""

    first: datetime.date
    weeks: list = field(default_factory=list)

    @property
    def before(self):
        return (self.first - datetime.timedelta(days=1)).replace(day=1)

    @property
    def after(self):
        return (self.first + datetime.timedelta(days=32)).replace(day=1)

    @property
    def meetings(self):
        return [meeting for week in self.weeks for day in week if day for meeting in day["meetings"]]


def month_of(user, first):
    """The Month that begins on the day `first`."""
    days = calendar.Calendar(firstweekday=calendar.SUNDAY).monthdatescalendar(first.year, first.month)
    rows = meetings(user).filter(date__year=first.year, date__month=first.month).order_by("date", "starts", "pk")
    on = {}
    for meeting in rows:
        on.setdefault(meeting.date, []).append(meeting)
    weeks = [
        [{"date": day, "meetings": on.get(day, [])} if day.month == first.month else None for day in week]
        for week in days
    ]
    return Month(first, weeks)


def search(user, text, today):
    """What `text` finds among meetings, items and resolutions: every word somewhere in one of them."""
    items = AgendaItem.objects.visible_to(user).standing().exclude(section__meeting__status=Meeting.Status.DRAFT)
    items = items.filter(holding(text, "title_th", "title_en")).select_related(
        "section__meeting__host_group", "section__meeting__host_agency"
    )
    found = resolutions(user).filter(holding(text, "text_th", "text_en", "public_summary__text_th"))
    titled = meetings(user).exclude(status=Meeting.Status.DRAFT).filter(holding(text, *MEETING_TEXTS))
    return {
        "meetings": list(titled.order_by("-date", "-pk")[:PAGE]),
        "items": list(items.order_by("-section__meeting__date", "pk")[:PAGE]),
        "resolutions": with_progress(found.order_by("-meeting__date", "-pk")[:PAGE], today),
    }


MEETING_TEXTS = ("title_th", "title_en", "venue_th", "summary_th", "host_group__name_th", "host_group__short_th")


def holding(text, *fields):
    """The rule that every word of `text` stands in one of `fields`, its digits Thai or Arabic."""
    rule = Q()
    for word in text.split()[:8]:
        forms = {word, to_thai(word), to_arabic(word)}
        rule &= Q(*((f"{name}__icontains", form) for name in fields for form in forms), _connector=Q.OR)
    return rule


def moved_from(host, slug):
    """The meeting that once had the address /agendas/<host>/<slug>/ and has another now; None where there is none."""
    rows = MeetingMove.objects.filter(Q(meeting__host_group__slug=host) | Q(meeting__host_agency__slug=host))
    move = rows.filter(old_slug=slug).select_related("meeting__host_group", "meeting__host_agency").last()
    return move.meeting if move is not None and move.meeting.status != Meeting.Status.DRAFT else None


def agenda_of(meeting, user, today):
    """The sections of a meeting; each item has `shown`, `opened`, its papers and the resolutions the reader may see."""
    known = Resolution.objects.visible_to(user).decided().filter(meeting=meeting)
    work = Action.objects.visible_to(user).order_by("due_on", "pk")
    points = known.select_related("public_summary").prefetch_related(Prefetch("actions", work, to_attr="work"))
    items = AgendaItem.objects.prefetch_related(
        Prefetch("resolutions", points.order_by("number"), to_attr="decisions"),
        "item_papers__paper",
        "item_papers__version__file",
    ).select_related("adopts")
    sections = labelled(sections_of(meeting, items))
    opened = set(_own(AgendaItem.objects.open_to(user), meeting))
    shown = set(_own(AgendaItem.objects.visible_to(user), meeting))
    for section in sections:
        for item in section.listed:
            item.shown, item.opened = item.pk in shown, item.pk in opened
            for point in item.decisions:
                point.meeting, point.item = meeting, item
                point.progress = progress(point.work, today)
    return sections


def _own(items, meeting):
    return items.filter(section__meeting=meeting).values_list("pk", flat=True)


def people_of(meeting):
    """Who came, as far as the public is told: members by name or seat, guests by name where they agreed."""
    rows = list(meeting.attendances.all())
    members = [row for row in rows if row.is_member]
    guests = [row for row in rows if not row.is_member and row.came]
    return {
        "came": [row for row in members if row.came],
        "away": [row for row in members if not row.came],
        "guests": guests,
        "seats": len(members),
    }


def directives_of(meeting, user, today):
    """The public orders of the chair in `meeting`, each with `work`: its actions, with `late`, their days late."""
    work = Action.objects.visible_to(user).order_by("due_on", "pk")
    rows = meeting.directives.select_related("item").prefetch_related(Prefetch("actions", work, to_attr="work"))
    rows = [row for row in rows if row.is_public]
    for action in (action for row in rows for action in row.work):
        action.late = action.days_late(today)
    return rows


def of_districts(user, today, **where):
    """The latest decided resolutions whose summary names a district of `where` (`province=` or `pk=` of districts)."""
    summaries = PublicSummary.objects.filter(**{f"districts__{name}": value for name, value in where.items()})
    rows = resolutions(user).filter(pk__in=summaries.values("resolution")).order_by("-meeting__date", "-pk")
    return with_progress(rows[:LATEST], today)
