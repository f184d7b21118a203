"""Reads across apps for the portal's own pages."""

from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.thai.searching import search_text
from places import queries as places
from pm25.models import Station
from workgroups.models import Workgroup

MOST = 20


def found(text):
    """What `text` finds, by kind: a list of `{label, rows}`, empty kinds left out; each row has a name and an address."""
    words = search_text(text).split()
    kinds = [
        {"label": _("จังหวัดและอำเภอ"), "rows": places.search(text)[:MOST]},
        {"label": _("คณะทำงาน"), "rows": _matching(Workgroup.objects.public(), words)},
        {"label": _("สถานีตรวจวัดคุณภาพอากาศ"), "rows": _matching(Station.objects.public(), words)},
    ]
    return [kind for kind in kinds if kind["rows"]]


def _matching(rows, words):
    condition = Q()
    for word in words:
        condition &= Q(search_text__contains=word)
    return list(rows.filter(condition)[:MOST]) if words else []
