"""Reads across apps for the portal's own pages."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.queries import public as meetings
from foundation.audit.kept import kept
from foundation.thai.searching import search_text
from places import queries as places
from plans.queries import search as plans
from pm25.queries import visible_stations
from workgroups.models import Post, Workgroup
from workgroups.queries import find_groups

MOST = 20
LONG = 200


@dataclass(frozen=True)
class Hit:
    """A row that is found by its text, in both languages."""

    name_th: str
    name_en: str
    address: str
    province_id = None

    def get_absolute_url(self):
        return self.address


def found(text, user):
    """What `text` finds, by kind: a list of `{label, rows}` without empty kinds; a row has a name and an address."""
    words = search_text(text).split()
    kinds = [
        {"label": _("จังหวัดและอำเภอ"), "rows": places.search(text)[:MOST]},
        {"label": _("คณะทำงาน"), "rows": [node.group for node in find_groups(timezone.localdate(), text=text)][:MOST]},
        *_of_meetings(text, user),
        *_of_plans(text, user),
        {"label": _("สถานีตรวจวัดคุณภาพอากาศ"), "rows": _matching(visible_stations(), words)},
    ]
    return [kind for kind in kinds if kind["rows"]]


def _of_meetings(text, user):
    """Resolutions, agenda items and meetings; a row has what it is called and where it is."""
    hits = meetings.search(user, text, timezone.localdate())
    points, items, held = (hits[name][:MOST] for name in ("resolutions", "items", "meetings"))
    return [
        {
            "label": _("มติที่ประชุม"),
            "rows": [Hit(row.text_th[:LONG], row.text_en[:LONG], row.get_absolute_url()) for row in points],
        },
        {
            "label": _("เรื่องในระเบียบวาระ"),
            "rows": [Hit(row.title_th, row.title_en, row.section.meeting.get_absolute_url()) for row in items],
        },
        {
            "label": _("การประชุม"),
            "rows": [Hit(f"{row.host.name_th} {row.label}", "", row.get_absolute_url()) for row in held],
        },
    ]


def _of_plans(text, user):
    """Plans, activities, obstacles and good practices."""
    hits = plans.search(user, text, MOST)
    titled = [("plans", _("แผนปฏิบัติการ")), ("activities", _("กิจกรรม")), ("obstacles", _("ข้อจำกัดที่ต้องการปลดล็อก"))]
    kinds = [
        {
            "label": label,
            "rows": [Hit(row.title_th, getattr(row, "title_en", ""), row.get_absolute_url()) for row in hits[name]],
        }
        for name, label in titled
    ]
    practices = [Hit(row.name_th, row.name_en, reverse("plans:practices")) for row in hits["practices"]]
    return [*kinds, {"label": _("แนวปฏิบัติที่ดี"), "rows": practices}]


def _matching(rows, words):
    condition = Q()
    for word in words:
        condition &= Q(search_text__contains=word)
    return list(rows.filter(condition)[:MOST]) if words else []


@kept
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
