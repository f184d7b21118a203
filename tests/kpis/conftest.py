import datetime

import pytest

from agendas.models import AgendaItem, AgendaSection, Meeting, Resolution
from tests.workgroups.factories import WorkgroupFactory


@pytest.fixture
def item(db):
    """An item of a meeting that was held in Lampang."""
    meeting = Meeting.objects.create(
        host_group=WorkgroupFactory(),
        kind=Meeting.Kind.SPECIAL,
        number=1,
        year_be=2569,
        source="รายงานทดสอบ",
        slug="special-1-2569",
        date=datetime.date(2026, 3, 2),
        status=Meeting.Status.HELD,
        title_th="ติดตามตัวชี้วัด",
    )
    section = AgendaSection.objects.create(meeting=meeting, order=1, kind="for_consideration", title_th="เพื่อพิจารณา")
    return AgendaItem.objects.create(section=section, order=1, title_th="ผลตัวชี้วัดร่วม")


@pytest.fixture
def resolution(item):
    return Resolution.objects.create(
        item=item,
        meeting=item.section.meeting,
        number=1,
        outcome="approved",
        text_th="เห็นชอบ",
        status="confirmed",
        confirmed_on=datetime.date(2026, 3, 2),
    )
