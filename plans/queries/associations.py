"""What pages of other apps show of plans: the activities that serve a resolution, an action, a place."""

from django.db.models import Q
from django.utils import timezone

from foundation.thai.fiscal import fiscal_year
from plans.kept import kept
from plans.models import Activity, Obstacle, RecordedEvent
from plans.standing import standing_of


def activities_of(user, **condition):
    """[(activity, standing)] of the activities that `user` may see and that meet `condition`; two queries."""
    today = timezone.localdate()
    rows = Activity.objects.visible_to(user).filter(**condition).with_plan().order_by("starts", "pk").distinct()
    return [(row, standing_of(row, row.milestones.all(), today)) for row in rows]


def province_work(user, province, district=None):
    """The activities of this fiscal year, open obstacles and recorded events of a province or of one district in it;
    what everybody sees is kept for a minute."""
    if user.is_authenticated:
        return _province_work(user, province, district)
    place = f"{province.pk}-{district.pk if district else ''}-{timezone.localdate()}"
    return kept(f"place {place}", lambda: _province_work(user, province, district))


def _province_work(user, province, district):
    today = timezone.localdate()
    rows = Activity.objects.visible_to(user).standing().filter(plan__group__province=province)
    rows = rows.filter(plan__fiscal_year=fiscal_year(today))
    if district is not None:
        rows = rows.filter(Q(districts=district) | Q(districts__isnull=True)).distinct()
    shown = [(row, standing_of(row, row.milestones.all(), today)) for row in rows.with_plan()]
    shown.sort(key=lambda pair: (-pair[1].days_late, pair[0].starts, pair[0].pk))
    if district is not None:
        return {"activities": shown, "obstacles": [], "events": []}
    obstacles = list(Obstacle.objects.public().open().filter(group__province=province).with_groups())
    for obstacle in obstacles:
        obstacle.days = obstacle.age(today)
    events = list(RecordedEvent.objects.filter(province=province))
    return {"activities": shown, "obstacles": obstacles, "events": events}


def newest_activity(group):
    """The newest public activity of the group with its standing, and how many there are; demonstration ones only where
    there is no other. None where there is none."""
    return kept(f"newest {group.pk}-{timezone.localdate()}", lambda: (_newest_activity(group),))[0]


def _newest_activity(group):
    rows = Activity.objects.public().standing().filter(plan__group=group)
    real = list(rows.real().with_plan().order_by("-plan__fiscal_year", "-starts", "-pk"))
    shown = real or list(rows.with_plan().order_by("-plan__fiscal_year", "-starts", "-pk"))
    if not shown:
        return None
    return shown[0], standing_of(shown[0], shown[0].milestones.all(), timezone.localdate()), len(shown)
