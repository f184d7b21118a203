"""The head of the audit chain for the foot of every page."""

from django import template
from django.db import DatabaseError

from foundation.audit import queries

register = template.Library()


@register.filter
def short_hash(value):
    """The first 12 signs of a hash in groups of four: 7f3a·c21e·90bd."""
    return "·".join(value[start : start + 4] for start in (0, 4, 8))


@register.inclusion_tag("audit/_head.html")
def audit_head():
    """{% audit_head %}: number and short hash of the last entry, with the link to how it is checked."""
    try:
        return {"head": queries.head()}
    except DatabaseError:  # the error page has this foot too
        return {"head": None}
