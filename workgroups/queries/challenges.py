"""The policy challenges by year."""

from itertools import groupby

from django.db.models import Q

from foundation.thai.searching import search_text
from workgroups.models import Challenge


def challenge_years(text=""):
    """The challenges as [(common year, [challenge, …])], newest year first, with agencies and levels; three queries.

    With `text`, those in whose names, goals or agencies all its words stand.
    """
    rows = Challenge.objects.prefetch_related("participants__agency", "levels").order_by("-year_be", "order")
    for word in search_text(text).split():
        by_agency = Challenge.objects.filter(participants__agency__search_text__contains=word)
        rows = rows.filter(Q(search_text__contains=word) | Q(pk__in=by_agency))
    return [(year, list(group)) for year, group in groupby(rows, key=lambda row: row.year)]
