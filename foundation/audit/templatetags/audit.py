"""The head of the audit chain for the foot of every page."""

from django import template
from django.db import DatabaseError

from foundation.audit import queries

register = template.Library()


@register.inclusion_tag("audit/_head.html")
def audit_head():
    """{% audit_head %}: number, short hash and time of the last entry, with the link to how it is checked."""
    try:
        return {"head": queries.head()}
    except DatabaseError:  # the error page has this foot too
        return {"head": None}
