"""The chain drawn: one tag, its sizes are templates."""

from django import template

register = template.Library()


@register.inclusion_tag("portal/chain_wide.html")
def chain_wide(steps):
    """The chain as seven cards on a line, vertical on a phone; `steps` from portal.chain."""
    return {"steps": steps}
