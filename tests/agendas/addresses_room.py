"""The addresses of the room in the table of tests/test_addresses.py: name: (arguments, the answer to each role)."""

import datetime

from django.utils import timezone

from agendas.doors import write_door
from agendas.models import Attendance, Correction, Directive, Dissent
from tests.agendas.factories import ItemFactory, MeetingFactory, ResolutionFactory, SectionFactory

# What secretaries do: in this table the secretariat, officers of the group and of others find nothing
TASK, POST_ONLY = [302, 404, 404, 200], [302, 405, 405, 405]
COMING, HELD = ["lampang", "7-2569"], ["lampang", "8-2569"]

TABLE = {
    "agendas:register": (["door"], [200] * 4),
    "agendas:past_new": ([], TASK),
    "agendas:room": (COMING, TASK),
    "agendas:room_state": (COMING, TASK),
    "agendas:room_code": (COMING, TASK),
    "agendas:room_code_picture": (COMING, TASK),
    "agendas:electronic": (COMING, TASK),
    "agendas:hold": (COMING, TASK),
    "agendas:seat": ([*COMING, "seat"], TASK),
    "agendas:seat_mark": ([*COMING, "seat"], POST_ONLY),
    "agendas:seats_rest": (COMING, POST_ONLY),
    "agendas:guest_new": (COMING, POST_ONLY),
    "agendas:guest_remove": ([*COMING, "seat"], POST_ONLY),
    "agendas:registration": ([*COMING, "seat"], POST_ONLY),
    "agendas:roster_refresh": (COMING, POST_ONLY),
    "agendas:record": (HELD, TASK),
    "agendas:record_closing": (HELD, TASK),
    "agendas:record_text": ([*HELD, "held_item"], POST_ONLY),
    "agendas:minutes_begin": (HELD, POST_ONLY),
    "agendas:minutes_missing": (HELD, POST_ONLY),
    "agendas:meeting_conclude": (HELD, [302, 404, 404, 302]),
    "agendas:resolution_new": ([*HELD, "held_item"], TASK),
    "agendas:resolution_sentence": ([*HELD, "held_item"], POST_ONLY),
    "agendas:resolution_change": ([*HELD, 1], TASK),
    "agendas:resolution_drop": ([*HELD, 1], POST_ONLY),
    "agendas:dissent_new": ([*HELD, 1], TASK),
    "agendas:dissent_drop": ([*HELD, "dissent"], POST_ONLY),
    "agendas:summary": ([*HELD, 1], TASK),
    "agendas:decisions_confirm": (HELD, TASK),
    "agendas:directive_new": (HELD, TASK),
    "agendas:directive_change": ([*HELD, 1], TASK),
    "agendas:directive_drop": ([*HELD, 1], POST_ONLY),
    "agendas:minutes_circulate": (HELD, TASK),
    "agendas:minutes_reopen": (HELD, TASK),
    "agendas:correction_answer": ([*HELD, "correction"], POST_ONLY),
    "agendas:minutes_adopt": (HELD, TASK),
    "agendas:past_scan": (HELD, TASK),
    "agendas:past_scan_file": ([*HELD, 9], [302, 404, 404, 404]),
}


def room_rows(group):
    """What the table's words stand for: a meeting of `group` to come and one that was held, with one of each."""
    ahead = timezone.localdate() + datetime.timedelta(days=30)
    facts = {"host_group": group, "year_be": 2569, "called_on": datetime.date(2026, 11, 20)}
    coming = MeetingFactory(status="agenda_frozen", number=7, slug="7-2569", date=ahead, **facts)
    held = MeetingFactory(
        status="held", number=8, slug="8-2569", date=datetime.date(2026, 11, 20), is_past_entry=True, **facts
    )
    item = ItemFactory(section=SectionFactory(meeting=held))
    point = ResolutionFactory(item=item, number=1, point=1, status="draft")
    Directive.objects.create(meeting=held, number=1, text_th="เร่งรัด", given_by="ประธาน")
    return {
        "door": write_door(coming),
        "seat": Attendance.objects.create(meeting=coming, name="นางทดสอบ").pk,
        "held_item": item.pk,
        "dissent": Dissent.objects.create(resolution=point, name="นางเห็นต่าง", reason_th="งบไม่พอ").pk,
        "correction": Correction.objects.create(meeting=held, asked_by="นายขอ", text_th="แก้คำ").pk,
    }
