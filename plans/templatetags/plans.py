"""What other apps' pages show of plans: activities that serve a decision, work in a place, the desk's entries."""

from django import template

from foundation.thai.dates import DASH, in_english
from foundation.thai.dates.names import ENGLISH_MONTHS, SHORT_MONTHS
from plans.models import Obstacle
from plans.permissions import writable_groups
from plans.queries.associations import activities_of, province_work

register = template.Library()


@register.inclusion_tag("plans/serving.html", takes_context=True)
def resolution_activities(context, resolution):
    """The activities that come from `resolution`, on its trace."""
    return {"rows": activities_of(context["request"].user, resolution=resolution), "of": "resolution"}


@register.inclusion_tag("plans/serving.html", takes_context=True)
def action_activities(context, action):
    """The activities that come from `action`, on its page."""
    return {"rows": activities_of(context["request"].user, action=action), "of": "action"}


@register.inclusion_tag("plans/group_plans.html")
def group_plans(group):
    """Where the plan, the road and the obstacles of a province's group are; asks the database nothing."""
    return {"group": group}


@register.inclusion_tag("plans/place_work.html", takes_context=True)
def place_plans(context, province, district=None):
    """What is being done in a province, or in one district of it, what blocks it and what is known to have happened."""
    return province_work(context["request"].user, province, district) | {"province": province, "district": district}


@register.inclusion_tag("plans/desk.html", takes_context=True)
def plans_desk(context):
    """The desk's card for those who write plans or prepare the agenda of a body that obstacles are sent to."""
    user = context["request"].user
    waiting = Obstacle.objects.waiting_for(user).count() if user.is_authenticated else 0
    return {"shown": waiting > 0 or writable_groups(user).exists(), "waiting": waiting}


@register.inclusion_tag("plans/standing_chip.html")
def standing_chip(standing):
    """How far an activity is: word and shape; late in red with the days."""
    return {"standing": standing}


@register.filter
def short_month(day):
    """The month of a day alone, as short as it goes: ม.ค., in English Jan."""
    return ENGLISH_MONTHS[day.month - 1][:3] if in_english() else SHORT_MONTHS[day.month - 1]


@register.filter
def figure(value):
    """A number with its thousands apart and no idle zeros: 1,284.5; – where there is none."""
    if value is None:
        return DASH
    text = f"{value:,.2f}"
    return text.removesuffix(".00") if text.endswith(".00") else text
