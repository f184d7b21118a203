"""What the next holder of a seat must know: who held it, what is open, what comes, what was decided last."""

import datetime
from dataclasses import dataclass

from agendas.models import Attendance, Meeting
from agendas.queries.seats import started


@dataclass(frozen=True)
class Handover:
    """Lists of rows; `terms` are all who held the seat, newest first."""

    post: object
    terms: list
    actions: list
    ended: list
    coming: list
    last: list


def handover_of(post, today) -> Handover:
    """The pack of `post` as it stands on the day `today`."""
    mine = started().filter(group=post.group_id, owner_post=post.pk)
    related = ["owner_post", "owner_agency", "resolution__meeting__host_group", "directive__meeting__host_group"]
    running = mine.running().select_related(*related).prefetch_related("updates", "due_changes")
    ended = mine.exclude(pk__in=mine.running().values("pk")).select_related(*related)
    rows = Attendance.objects.filter(post=post).select_related("meeting__host_group")
    held = Meeting.objects.filter(host_group=post.group_id, status__in=Meeting.TAKEN_PLACE).with_host()
    terms = post.memberships.select_related("person")
    return Handover(
        post,
        sorted(terms, key=lambda term: (term.end is None, term.start or datetime.date.min), reverse=True),
        list(running),
        list(ended.order_by("-done_on", "-pk")[:10]),
        list(rows.filter(meeting__status__in=Meeting.COMING, meeting__date__gte=today).order_by("meeting__date")),
        list(held.order_by("-date")[:3]),
    )
