"""Meetings by their address."""

from django.db.models import Q

from agendas.models import Meeting


def at_address(host, slug):
    """The meetings (one at most) at /agendas/<host>/<slug>/; `host` is the slug of a group or an agency."""
    return Meeting.objects.filter(Q(host_group__slug=host) | Q(host_agency__slug=host), slug=slug).with_host()
