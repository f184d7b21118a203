"""What a person finds of plans by their words."""

from django.db.models import Q

from foundation.thai.searching import search_text
from plans.models import Activity, GoodPractice, Obstacle, Plan


def search(user, text, most) -> dict:
    """The newest plans, activities, obstacles and good practices that hold all words of `text`, at most `most` each."""
    words = search_text(text).split()
    if not words:
        return {"plans": [], "activities": [], "obstacles": [], "practices": []}
    plans = Plan.objects.visible_to(user).filter(_holding(words, "title_th", "title_en", "summary_th")).with_group()
    activities = Activity.objects.visible_to(user).select_related("plan__group")
    activities = activities.filter(_holding(words, "title_th", "title_en", "output_th", "lead__search_text"))
    obstacles = Obstacle.objects.public().filter(_holding(words, "title_th", "proposal_th", "agency__search_text"))
    practices = GoodPractice.objects.visible_to(user).filter(_holding(words, "search_text", "summary_th"))
    return {
        "plans": list(plans[:most]),
        "activities": list(activities.order_by("-plan__fiscal_year", "number")[:most]),
        "obstacles": list(obstacles.order_by("-raised_on", "-pk")[:most]),
        "practices": list(practices[:most]),
    }


def _holding(words, *fields):
    """Every word in one of `fields`."""
    condition = Q()
    for word in words:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        condition &= anywhere
    return condition
