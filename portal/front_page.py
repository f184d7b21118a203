"""What the first page shows, gathered once: the air of the country, the chain of one group, who works, what to take."""

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from foundation.audit.kept import kept
from pm25.models import ImportRun, Source
from pm25.national import national_air
from portal.chain import chain
from workgroups.models import Challenge, Workgroup

PILOTS = 4


def front_page():
    """The context of the first page. The pilot provinces are those with an area-level group: data, not code."""
    air = national_air()
    groups = _area_groups()
    pilots = air.of(*(group.province.slug for group in groups))[:PILOTS]
    shown = next((group for group in groups if not group.is_demo), None)
    return {
        "today": timezone.localdate(),
        "air": air,
        "pilots": pilots,
        "map_items": air.map_items(*(now.province.slug for now in pilots)),
        "chain": chain(shown, shown.seats, air.of(shown.province.slug)[0]) if shown else None,
        "chain_province": shown.province if shown else None,
        "groups": groups,
        "challenges": _newest_challenges(),
        "feeds": _feeds(),
        "downloads": [group for group in groups if not group.is_demo],
    }


@kept
def _area_groups():
    """The active groups of provinces with their number of seats, facts before demonstration."""
    groups = Workgroup.objects.active().filter(kind=Workgroup.Kind.PROVINCIAL, province__isnull=False)
    groups = groups.select_related("province").defer("province__outline").annotate(seats=Count("posts"))
    return list(groups.order_by("is_demo", "sort_key"))


@kept
def _newest_challenges():
    return list(Challenge.objects.order_by("-year_be", "order")[:5])


def _feeds():
    """The sources that are fetched on a schedule, each with `last_done`, the end of its last good import."""
    newest = ImportRun.objects.done().filter(source=OuterRef("pk")).order_by("-pk").values("finished_at")
    return Source.objects.scheduled().annotate(last_done=Subquery(newest[:1])).order_by("slug")
