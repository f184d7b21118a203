"""What a province says of itself: its road, its situation, who works with it."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from plans.models import NetworkPartner, RecordedEvent, RoadMap
from plans.permissions import can_decide, can_write, writable_groups
from plans.queries.pages import situations_of
from plans.queries.roadmaps import roads
from plans.views.asked import asked_choice
from workgroups.models import Workgroup


@require_safe
def roadmaps(request):
    found = roads(RoadMap.objects.all())
    groups = [(group, list(rows)) for group, rows in groupby(found, key=lambda road: road.road_map.group)]
    has_demo = any(road.road_map.is_demo or road.road_map.group.is_demo for road in found)
    return render(request, "plans/roadmaps.html", {"groups": groups, "has_demo": has_demo})


@require_safe
def roadmap(request, slug):
    found = roads(RoadMap.objects.filter(group__slug=slug, group__province__isnull=False))
    group = found[0].road_map.group if found else provincial_group(slug)
    context = {
        "group": group,
        "roads": found,
        "has_demo": group.is_demo or any(road.road_map.is_demo for road in found),
        "events": RecordedEvent.objects.filter(province=group.province),
        "writes": can_write(request.user, group),
    }
    return render(request, "plans/roadmap.html", context)


@require_safe
def situation(request, slug):
    """`?agenda=agenda-pm25&number=2`: a version of the text; without them the newest that may be seen."""
    group = provincial_group(slug)
    found = situations_of(request.user, group)
    asked = asked_choice(request, "agenda", [agenda.key for agenda in found])
    agenda = next((row for row in found if row.key == asked), next(iter(found), None))
    versions = found.get(agenda, [])
    number = asked_choice(request, "number", [str(row.number) for row in versions])
    chosen = next((row for row in versions if str(row.number) == number), None)
    newest_public = next((row for row in versions if row.published_on), None)
    context = {
        "group": group,
        "agendas": list(found),
        "agenda": agenda,
        "versions": versions,
        "shown": chosen or newest_public or next(iter(versions), None),
        "newest": newest_public,
        "writes": can_write(request.user, group),
        "decides": can_decide(request.user, group),
    }
    return render(request, "plans/situation.html", context)


@require_safe
def partners(request):
    """`?province=lampang&kind=civil`: what is not known is taken as all."""
    rows = list(
        NetworkPartner.objects.active()
        .select_related("group__province")
        .defer("group__province__outline", "group__province__zoomed", "group__province__shape_path")
        .prefetch_related("districts")
        .order_by("group__sort_key", "kind", "sort_key")
    )
    provinces = {row.group.province.slug: row.group.province for row in rows if row.group.province}
    province = asked_choice(request, "province", provinces)
    kind = asked_choice(request, "kind", NetworkPartner.Kind.values)
    shown = [
        row
        for row in rows
        if (not kind or row.kind == kind)
        and (not province or (row.group.province and row.group.province.slug == province))
    ]
    context = {
        "groups": [(group, list(found)) for group, found in groupby(shown, key=lambda row: row.group)],
        "count": len(shown),
        "provinces": sorted(provinces.values(), key=lambda row: row.sort_key),
        "province": province,
        "kinds": NetworkPartner.Kind,
        "kind": kind,
        "has_demo": any(row.is_demo or row.group.is_demo for row in shown),
        "own": set(writable_groups(request.user)) if request.user.is_authenticated else set(),
    }
    return render(request, "plans/partners.html", context)


def provincial_group(slug):
    """The group of a province; other groups have no road and no situation of their own."""
    groups = Workgroup.objects.public().select_related("province").defer("province__outline", "province__zoomed")
    group = get_object_or_404(groups, slug=slug)
    if group.province_id is None:
        raise Http404
    return group
