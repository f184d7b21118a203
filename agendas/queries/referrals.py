"""Matters that one group sent to another: what came in, what went out, and what waits for an agenda."""

from django.db.models import Q

from agendas.models import Meeting, Referral

RELATED = ["to_group__province", "item__section__meeting__host_group", "resolution__item__section"]
RELATED += ["resolution__meeting__host_group"]


def intake(groups):
    """What was sent to `groups`, what waits first, with all that a list shows."""
    rows = Referral.objects.filter(to_group__in=groups).select_related(*RELATED)
    order = Referral.Status.values
    return sorted(rows, key=lambda row: (order.index(row.status), -(row.sent_on.toordinal() if row.sent_on else 0)))


def sent_by(groups):
    """What `groups` sent to others, newest first, with its answer where there is one."""
    rows = Referral.objects.filter(resolution__meeting__host_group__in=groups)
    return list(rows.select_related(*RELATED).order_by("-sent_on", "-pk"))


def without_agenda(group):
    """What `group` took up and has on no agenda: not put on one yet, or the item was withdrawn, or the meeting
    cancelled."""
    dead = (
        Q(item__isnull=True)
        | ~Q(item__withdrawn_reason="")
        | Q(item__section__meeting__status=Meeting.Status.CANCELLED)
    )
    rows = Referral.objects.filter(dead, to_group=group, status=Referral.Status.TAKEN_UP)
    return list(rows.select_related(*RELATED).order_by("sent_on", "pk"))
