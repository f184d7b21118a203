"""Reads across apps for the portal's own pages."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.thai.searching import search_text
from places import queries as places
from pm25.queries import visible_stations
from workgroups.models import Post, Workgroup
from workgroups.queries import find_groups

MOST = 20


def found(text):
    """What `text` finds, by kind: a list of `{label, rows}` without empty kinds; a row has a name and an address."""
    words = search_text(text).split()
    kinds = [
        {"label": _("จังหวัดและอำเภอ"), "rows": places.search(text)[:MOST]},
        {"label": _("คณะทำงาน"), "rows": [node.group for node in find_groups(timezone.localdate(), text=text)][:MOST]},
        {"label": _("สถานีตรวจวัดคุณภาพอากาศ"), "rows": _matching(visible_stations(), words)},
    ]
    return [kind for kind in kinds if kind["rows"]]


def _matching(rows, words):
    condition = Q()
    for word in words:
        condition &= Q(search_text__contains=word)
    return list(rows.filter(condition)[:MOST]) if words else []


def province_groups(province, on):
    """The groups of `province` with `seats` (their number on the day `on`), `chair_th` and `chair_en`. One query."""
    held = Post.objects.as_of(on)
    chair = held.filter(group=OuterRef("pk"), role=Post.Role.CHAIR).order_by("order", "pk")
    groups = Workgroup.objects.public().filter(province=province)
    return list(
        groups.annotate(
            seats=Count("posts", filter=Q(posts__in=held)),
            chair_th=Subquery(chair.values("title_th")[:1]),
            chair_en=Subquery(chair.values("title_en")[:1]),
        ).order_by("status", "is_demo", "sort_key")
    )
