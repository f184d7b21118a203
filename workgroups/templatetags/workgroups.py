"""Tags by which pages of other apps show the groups."""

from django import template
from django.utils import timezone

from workgroups.models import Workgroup
from workgroups.queries import find_groups

register = template.Library()


@register.inclusion_tag("workgroups/province_groups.html")
def province_groups(province):
    """The working groups of `province` with chair, number of seats and link, or a sentence where there is none. Two to
    five queries."""
    return {"province": province, "nodes": find_groups(timezone.localdate(), province=province.slug)}


@register.inclusion_tag("workgroups/latest_groups.html")
def latest_groups(count=3):
    """The area-level groups, at most `count`, as a list for the home page."""
    nodes = find_groups(timezone.localdate(), kind=Workgroup.Kind.PROVINCIAL)
    return {"nodes": sorted(nodes, key=lambda node: node.group.is_demo)[:count]}


@register.inclusion_tag("workgroups/seat_holder.html")
def seat_holder(seat):
    """Who sits on `seat` of a roster: the names, or that none is in the documents, or since when it stands vacant."""
    return {"seat": seat}
