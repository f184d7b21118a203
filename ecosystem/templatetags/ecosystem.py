"""Tags of the ecosystem for pages of other apps."""

from django import template

from ecosystem.queries import desk_tasks

register = template.Library()


@register.inclusion_tag("ecosystem/desk.html", takes_context=True)
def ecosystem_desk(context):
    """{% ecosystem_desk %}: the card of self-assessments on the desk of who writes or reviews them."""
    return {"tasks": desk_tasks(context["user"]), "csrf_token": context.get("csrf_token")}
