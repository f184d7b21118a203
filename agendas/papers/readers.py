"""Who a document of a meeting is made for: how much of the items it shows."""

from enum import IntEnum

from agendas.models import AgendaItem, Visibility
from agendas.models.items import CLOSED_READERS
from agendas.permissions import is_member
from workgroups.permissions import holds, is_secretariat


class Reader(IntEnum):
    """Everybody; who has a part in the group; who may read closed items too."""

    PUBLIC = 0
    GROUP = 1
    INNER = 2

    def opens(self, visibility):
        """Whether this reader may have the text of an item."""
        return self >= _NEEDED[Visibility(visibility)]

    def sees_title(self, visibility):
        """Whether this reader may know what the matter is; of the others only the legal ground is said."""
        return visibility != Visibility.CLOSED or self == Reader.INNER


_NEEDED = {
    Visibility.PUBLIC: Reader.PUBLIC,
    Visibility.MEMBERS: Reader.GROUP,
    Visibility.CLOSED: Reader.INNER,
}


def reader_of(user, meeting) -> Reader:
    """The widest rendering that `user` may have, by the same rules as the pages (`permissions.can_open`)."""
    if is_secretariat(user):
        return Reader.INNER
    if not is_member(user, meeting):
        return Reader.PUBLIC
    return Reader.INNER if holds(user, *CLOSED_READERS, group=meeting.host_group) else Reader.GROUP


def as_open_now(body, meeting):
    """The facts of minutes with the visibility that each item has today: what was closed later stays closed."""
    now = {
        item["id"]: item
        for item in AgendaItem.objects.filter(section__meeting=meeting).values("id", "visibility", "closed_ground_th")
    }
    sections = [
        section | {"items": [_open_now(item, now.get(item["id"])) for item in section["items"]]}
        for section in body["sections"]
    ]
    return body | {"sections": sections}


def _open_now(item, row):
    if row is None:
        return item
    return item | {"visibility": row["visibility"], "closed_ground": row["closed_ground_th"]}
