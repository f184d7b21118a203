"""The groups: as a tree, as what a search finds, and one with all that its page shows."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q

from foundation.thai.searching import search_text
from places.models import Province
from workgroups.models import AppointmentOrder, Challenge, Membership, Post, Workgroup
from workgroups.queries.rosters import Seat, chairs

KIND_ORDER = {kind: place for place, kind in enumerate(Workgroup.Kind.values)}


@dataclass
class Node:
    """A group in a list: its chair's seat, the number of its seats today, and in a tree the groups under it."""

    group: Workgroup
    seat_count: int
    chair: Seat | None = None
    children: list["Node"] = field(default_factory=list)


def group_tree(on) -> list[Node]:
    """All groups as trees, with chairs and seats of the day `on`: the commission first, sub-committees by number."""
    nodes = {node.group.pk: node for node in _nodes(Workgroup.objects.public(), on)}
    roots = []
    for node in nodes.values():
        parent = nodes.get(node.group.parent_id)
        (parent.children if parent else roots).append(node)
    return roots


def find_groups(on, *, text="", kind="", province=""):
    """The groups of a kind and a province (its slug) whose names, chair, members or place hold all words of `text`."""
    groups = Workgroup.objects.public()
    if kind:
        groups = groups.filter(kind=kind)
    if province:
        groups = groups.filter(province__slug=province)
    for word in search_text(text).split():
        groups = groups.filter(_holding(word, on))
    return _nodes(groups, on)


def counts():
    """How many sub-committees, working groups and policy challenges there are, without demonstration ones."""
    kinds = Counter(Workgroup.objects.real().order_by().values_list("kind", flat=True))
    committees = [Workgroup.Kind.COMMISSION, Workgroup.Kind.SUBCOMMITTEE]
    return {
        "subcommittees": kinds[Workgroup.Kind.SUBCOMMITTEE],
        "groups": sum(count for kind, count in kinds.items() if kind not in committees),
        "challenges": Challenge.objects.count(),
    }


def filter_choices():
    """The kinds and the provinces that have groups, as (value, object or label) for the filters."""
    kinds = set(Workgroup.objects.public().order_by().values_list("kind", flat=True).distinct())
    provinces = Province.objects.light().filter(workgroups__isnull=False).distinct().order_by("sort_key")
    return [choice for choice in Workgroup.Kind.choices if choice[0] in kinds], list(provinces)


def group_page(slug, user):
    """The group of `slug` with what its page shows beside the roster. Raises Workgroup.DoesNotExist."""
    groups = Workgroup.objects.public().select_related("parent", "province", "secretariat", "origin_group")
    orders = AppointmentOrder.objects.visible_to(user).select_related("amends", "file")
    return groups.prefetch_related(
        Prefetch("children", Workgroup.objects.public().select_related("province").order_by("number", "sort_key")),
        Prefetch("orders", orders, to_attr="visible_orders"),
        "aliases",
        "duties",
    ).get(slug=slug)


def _nodes(groups, on):
    begun = Q(posts__start__isnull=True) | Q(posts__start__lte=on)
    seats = begun & (Q(posts__end__isnull=True) | Q(posts__end__gte=on)) & Q(posts__isnull=False)
    groups = list(groups.select_related("parent", "province").annotate(seat_count=Count("posts", filter=seats)))
    groups.sort(key=lambda group: (KIND_ORDER[group.kind], group.number or 0, group.sort_key))
    heads = chairs(groups, on)
    return [Node(group, group.seat_count, heads.get(group.pk)) for group in groups]


def _holding(word, on):
    """One word in a name or another name of the group, its province, a seat's title or the name of who sits there."""
    people = Membership.objects.as_of(on).filter(person__search_text__contains=word).values("post__group")
    return (
        Q(search_text__contains=word)
        | Q(pk__in=Workgroup.objects.filter(aliases__search_text__contains=word))
        | Q(province__search_text__contains=word)
        | Q(pk__in=Post.objects.filter(role=Post.Role.CHAIR, title_th__contains=word).values("group"))
        | Q(pk__in=people)
    )
