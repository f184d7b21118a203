"""The addresses of members in the table of tests/test_addresses.py: name: (arguments, the answer to each role)."""

import datetime

from agendas.models import MinutesVersion
from tests.agendas.factories import ActionFactory, MeetingFactory, ResolutionFactory

NOBODY, SIGNED_IN, OWN = [404] * 4, [302, 200, 200, 200], [302, 200, 404, 200]
# What secretaries do with an action of a group in which the others report
SECRETARIES = [302, 403, 404, 200]
MEETING, CIRCULATED = ["lampang", "78-2569"], ["lampang", "77-2569"]

TABLE = {
    "agendas:reply": (["no-such-token"], NOBODY),
    "agendas:reply_paper": (["no-such-token", 1], NOBODY),
    "agendas:reply_pack": (["no-such-token"], NOBODY),
    "agendas:reply_propose": (["no-such-token"], NOBODY),
    "agendas:reply_minutes": (["no-such-token"], NOBODY),
    "agendas:reply_action": (["no-such-token", 1], NOBODY),
    "agendas:due": ([], SIGNED_IN),
    "agendas:handover": (["post"], [302, 404, 404, 200]),
    "agendas:action": (["action"], [200] * 4),
    "agendas:action_report": (["action"], OWN),
    "agendas:action_verify": (["reported"], SECRETARIES),
    "agendas:action_send_back": (["reported"], SECRETARIES),
    "agendas:action_due": (["action"], SECRETARIES),
    "agendas:action_close": (["action"], SECRETARIES),
    "agendas:action_evidence": (["action", 1], [302, 404, 404, 404]),
    "agendas:replies": (MEETING, OWN),
    "agendas:seat_reply": ([*MEETING, "invited_seat"], OWN),
    "agendas:seat_address": ([*MEETING, "invited_seat"], OWN),
    "agendas:seat_link": ([*MEETING, "invited_seat"], [302, 405, 405, 405]),
    "agendas:my_seat": (MEETING, [302, 404, 404, 404]),
    "agendas:paper_pack": (MEETING, [302, 404, 404, 404]),
    "agendas:propose": (MEETING, OWN),
    "agendas:draft_minutes": (CIRCULATED, OWN),
}


def make(group):
    """What the table's words stand for: a called and a circulated meeting of `group`, a seat, two actions."""
    facts = {"host_group": group, "year_be": 2569, "date": datetime.date(2026, 12, 30)}
    called = MeetingFactory(slug="78-2569", number=78, status="called", **facts)
    circulated = MeetingFactory(slug="77-2569", number=77, status="minutes_circulated", **facts)
    MinutesVersion.objects.create(meeting=circulated, number=1, stage="circulated", body={"sections": []})
    post = group.posts.first()
    seat = called.attendances.create(post=post, name="นางสมศรี ใจดี", email="somsri@agency.example")
    resolution = ResolutionFactory(item__section__meeting=circulated)
    action, reported = (ActionFactory(resolution=resolution, status=status) for status in ("open", "reported_done"))
    return {"post": post.pk, "invited_seat": seat.pk, "action": action.pk, "reported": reported.pk}
