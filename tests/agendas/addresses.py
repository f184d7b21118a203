"""The addresses of meetings in the table of tests/test_addresses.py: name: (arguments, the answer to each role)."""

from tests.agendas.factories import (
    ItemFactory,
    MeetingFactory,
    ProposalFactory,
    ReferralFactory,
    ResolutionFactory,
    SectionFactory,
)

NOBODY = [404] * 4
# What secretaries do: in this table the secretariat, officers of the group and of others find nothing
TASK, POST_ONLY = [302, 404, 404, 200], [302, 405, 405, 405]
PUBLIC, MEMBERS = [200] * 4, [302, 200, 404, 200]
DRAFT, CALLED = ["lampang", "draft-table"], ["lampang", "9-2570"]

TABLE = {
    "agendas:paper": ([*DRAFT, 1], NOBODY),
    "agendas:preparing": ([], TASK),
    "agendas:meeting_new": ([], TASK),
    "agendas:referrals": ([], TASK),
    "agendas:referral": (["referral"], TASK),
    "agendas:rules": (["lampang"], TASK),
    "agendas:emblem": (["lampang"], [302, 404, 404, 404]),
    "agendas:prepare": (DRAFT, TASK),
    "agendas:meeting_change": (DRAFT, TASK),
    "agendas:letter_change": (DRAFT, TASK),
    "agendas:meeting_call": (DRAFT, TASK),
    "agendas:carry_over": (DRAFT, POST_ONLY),
    "agendas:meeting_step": ([*DRAFT, "discard"], TASK),
    "agendas:item_new": (DRAFT, TASK),
    "agendas:item_change": ([*DRAFT, "item"], TASK),
    "agendas:item_move": ([*DRAFT, "item"], POST_ONLY),
    "agendas:item_withdraw": ([*DRAFT, "item"], TASK),
    "agendas:section_new": (DRAFT, TASK),
    "agendas:section_change": ([*DRAFT, "section"], TASK),
    "agendas:section_move": ([*DRAFT, "section"], POST_ONLY),
    "agendas:section_remove": ([*DRAFT, "section"], POST_ONLY),
    "agendas:proposal": ([*DRAFT, "proposal"], TASK),
    "agendas:paper_new": (DRAFT, TASK),
    "agendas:paper_versions": ([*DRAFT, "meeting_paper"], TASK),
    "agendas:paper_pin": ([*DRAFT, "meeting_paper"], POST_ONLY),
    "agendas:index": ([], PUBLIC),
    "agendas:resolutions": ([], PUBLIC),
    "agendas:host": (["lampang"], PUBLIC),
    "agendas:meeting": (CALLED, PUBLIC),
    "agendas:resolution": ([*CALLED, "point"], PUBLIC),
    "calendar": ([], PUBLIC),
    "host_calendar": (["lampang"], PUBLIC),
    "meetings_feed": ([], PUBLIC),
    "resolutions_feed": ([], PUBLIC),
    "agendas:agenda_pdf": (CALLED, PUBLIC),
    "agendas:agenda_docx": (CALLED, PUBLIC),
    "agendas:invitation_pdf": (CALLED, MEMBERS),
    "agendas:invitation_docx": (CALLED, MEMBERS),
    "agendas:minutes_pdf": (CALLED, NOBODY),
    "agendas:minutes_docx": (CALLED, NOBODY),
    "agendas:attendance_sheet_pdf": (CALLED, TASK),
    "agendas:attendance_sheet_docx": (CALLED, TASK),
    "agendas:excerpt_pdf": ([*CALLED, "point"], PUBLIC),
    "agendas:excerpt_docx": ([*CALLED, "point"], PUBLIC),
}


def meeting_rows(group):
    """What the table's words stand for: a draft of `group` with one of each."""
    meeting = MeetingFactory(host_group=group, slug="draft-table")
    section = SectionFactory(meeting=meeting)
    paper = meeting.papers.create(title_th="แผน", secrecy="secret", register_number="ล 1/2569")
    called = MeetingFactory(host_group=group, called=True, number=9, year_be=2570, slug="9-2570")
    point = ResolutionFactory(item__section__meeting=called)
    return {
        "point": point.number,
        "section": section.pk,
        "item": ItemFactory(section=section).pk,
        "meeting_paper": paper.pk,
        "proposal": ProposalFactory(meeting=meeting).pk,
        "referral": ReferralFactory(to_group=group).pk,
    }
