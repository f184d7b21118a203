"""A group whose seats are held by people with addresses, and its meetings, through the services."""

import datetime
import io

from PIL import Image

from agendas.services.meetings import call_meeting, create_meeting
from tests.accounts.factories import UserFactory
from tests.workgroups.factories import AgencyFactory, MembershipFactory, PersonFactory, PostFactory, WorkgroupFactory
from workgroups.models import Grant

TODAY = datetime.date(2026, 12, 1)
DAY = datetime.date(2026, 12, 16)


def group_of(*emails, **fields):
    """A group with one held seat for each address; an empty one is a person without e-mail."""
    group = WorkgroupFactory(**fields)
    for number, email in enumerate(emails, 1):
        post = PostFactory(group=group, order=number, agency=AgencyFactory())
        MembershipFactory(post=post, person=PersonFactory(name_th=f"สมศรี {number}", email=email))
    return group


def called(group=None, *, by=None, **facts):
    """A meeting of `group` called on `TODAY` for `DAY` at nine."""
    group = group or group_of("somsri@agency.example")
    facts = {"date": DAY, "starts": datetime.time(9), "ends": datetime.time(12), "venue_th": "ห้องประชุม 1"} | facts
    meeting = create_meeting(by=by, host_group=group, **facts)
    return call_meeting(meeting, by=by, today=TODAY)


def holder(role, group=None, **fields):
    """Somebody who holds `role` in `group`, or a central role."""
    user = UserFactory(**fields)
    Grant.objects.create(user=user, role=role, group=group, starts=datetime.date(2021, 1, 1))
    return user


def png():
    """The bytes of a small picture."""
    file = io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(file, "PNG")
    return file.getvalue()
