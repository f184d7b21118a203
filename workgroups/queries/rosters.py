"""Who sat where on a day, as far as the documents tell."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Prefetch

from workgroups.models import Agency, Membership, Person, Post, Tier, VacancyDeclaration

HELD, UNNAMED, VACANT = "held", "unnamed", "vacant"


@dataclass(frozen=True)
class Holder:
    """A person on a seat; `start` None is an unknown first day, `end` None a term that is still open."""

    person: Person
    kind: str
    kind_label: str
    start: datetime.date | None
    end: datetime.date | None
    source: str


@dataclass(frozen=True)
class Seat:
    """A seat on the day of the roster. `state` is held, unnamed (no name in the documents) or vacant (declared so).

    `agency` carries the name of that day: an Agency, or the AgencyName valid then. `number` is the place in the roster.
    """

    number: int
    post: Post
    state: str
    holders: list[Holder] = field(default_factory=list)
    vacancy: VacancyDeclaration | None = None
    agency: Agency | None = None

    @property
    def agency_goes_without_saying(self):
        """Whether the seat's title already says the agency's name of that day."""
        return self.agency is None or self.agency.name_th in self.post.title_th

    @property
    def tier_label(self):
        tier = self.post.tier or (self.post.agency.tier if self.post.agency else "")
        return Tier(tier).label if tier else ""


def roster(group, on) -> list[Seat]:
    """The seats of `group` on the day `on`, in order, with who held them then: at most six queries for any number."""
    posts = list(_posts(on).filter(group=group).order_by("order", "pk"))
    for post in posts:
        post.group = group
    return _seats(posts, on)


def chairs(groups, on) -> dict[int, Seat]:
    """The chair's seat on the day `on` for each of `groups`, by the group's key; the first where there are several."""
    by_key = {group.pk: group for group in groups}
    posts = list(_posts(on).filter(group__in=by_key, role=Post.Role.CHAIR).order_by("-order", "-pk"))
    for post in posts:
        post.group = by_key[post.group_id]
    return {seat.post.group_id: seat for seat in _seats(posts, on)}


def standing(group, on):
    """How far a roster of the day `on` may be trusted: `recorded` on the day of the document, `since` after it (nobody
    has checked), `before` it (the document tells no first days), or an empty text where there is no document."""
    if group.as_of is None:
        return ""
    if on == group.as_of:
        return "recorded"
    return "since" if on > group.as_of else "before"


def _posts(on):
    terms = Membership.objects.as_of(on).select_related("person").order_by("start", "pk")
    return (
        Post.objects.as_of(on)
        .select_related("agency", "appointed_by")
        .prefetch_related(
            Prefetch("memberships", terms, to_attr="terms"),
            Prefetch("vacancies", VacancyDeclaration.objects.as_of(on), to_attr="declared"),
            "agency__names",
        )
    )


def _seats(posts, on):
    successors = _successors(on) if any(post.agency and post.agency.successor_id for post in posts) else {}
    return [_seat(number, post, on, successors) for number, post in enumerate(posts, 1)]


def _seat(number, post, on, successors):
    agency = post.agency
    while agency is not None and agency.pk in successors:
        agency = successors[agency.pk]
    agency = agency and agency.named_on(on)
    holders = [_holder(term) for term in sorted(post.terms, key=_rank)]
    if post.declared:
        return Seat(number, post, VACANT, holders, post.declared[0], agency)
    return Seat(number, post, HELD if holders else UNNAMED, holders, None, agency)


def _rank(term):
    """Who holds the seat before who acts for the holder, alternates last."""
    return Membership.Kind.values.index(term.kind)


def _holder(term):
    return Holder(term.person, term.kind, term.get_kind_display(), term.start, term.end, term.source)


def _successors(on):
    """By the key of an agency that had been succeeded on the day `on`, the agency that took over."""
    rows = Agency.objects.filter(succeeded_on__lte=on).select_related("successor").prefetch_related("successor__names")
    return {row.pk: row.successor for row in rows}
