"""ระเบียบวาระการประชุม."""

from django.utils.translation import override

from agendas.models import Action, AgendaItem, Meeting
from agendas.papers import words
from agendas.papers.readers import Reader
from agendas.queries.agenda import labelled, sections_of
from agendas.queries.arising import actions_arising
from foundation.documents.setting import Document, Heading, Paragraph, Rule, Table, Title
from foundation.thai.dates import thai_date


def agenda_paper(meeting, *, reader, thai_numerals=True) -> Document:
    """The agenda in the order and with the numbers of the meeting; a section's only item has no number of its own."""
    with override("th"):
        return Document(
            title=f"ระเบียบวาระการประชุม{words.host_name(meeting)} {meeting.label}",
            number=f"{meeting.host.slug}/{meeting.slug}/agenda",
            date=meeting.date,
            author=words.host_name(meeting),
            blocks=(*_head(meeting), *_body(meeting, reader)),
            is_draft=meeting.status in (Meeting.Status.DRAFT, Meeting.Status.POSTPONED),
            thai_numerals=thai_numerals,
            words=words.names(meeting),
        )


def _head(meeting):
    when = " ".join(words.lines(words.day(meeting.date), words.hours(meeting.starts, meeting.ends)))
    yield Title(
        words.lines(
            "ระเบียบวาระการประชุม",
            words.host_name(meeting),
            meeting.label,
            f"เรื่อง {meeting.title_th}" if meeting.title_th else "",
            when,
            words.place(meeting),
        )
    )
    yield Rule()


def _body(meeting, reader):
    items = AgendaItem.objects.prefetch_related("item_papers__paper", "item_papers__version")
    for section in labelled(sections_of(meeting, items)):
        yield Heading(f"ระเบียบวาระที่ {section.label} {section.title_th}")
        for item in section.listed:
            yield from _item(item, section.numbered, reader)
            if item.lists_actions:
                yield from _arising(meeting, reader)


def _item(item, numbered, reader):
    number = f"{item.label} " if numbered else ""
    if not reader.sees_title(item.visibility):
        yield Paragraph(f"{number}เรื่องที่ไม่เปิดเผย ({item.closed_ground_th})")
        return
    late = " (วาระเพิ่มเติม)" if item.is_late else ""
    asks = f" ({item.asks_th})" if item.asks_th else ""
    yield Paragraph(f"{number}{item.title_th}{asks}{late}")
    if item.presenter:
        yield Paragraph(item.presenter, lead="ผู้เสนอ")
    if reader.opens(item.visibility):
        papers = [_paper(row) for row in item.item_papers.all()]
        if papers:
            yield Paragraph(" ".join(papers), lead="เอกสารประกอบ")


def _paper(row):
    if row.paper.register_number:
        return f"{row.paper.title_th} ({row.paper.get_secrecy_display()} เลขทะเบียน {row.paper.register_number})"
    return f"{row.paper.title_th} (ฉบับที่ {row.version.number})" if row.version else row.paper.title_th


def _arising(meeting, reader):
    rows = actions_arising(meeting, None if reader == Reader.INNER else Action.objects.public())
    if not rows:
        yield Paragraph("ไม่มีงานค้างจากการประชุมครั้งก่อน")
        return
    yield Table(
        tuple(
            (
                str(place),
                row.action.title_th,
                str(row.action.owner),
                thai_date(row.action.due_on, "short"),
                _state(row),
            )
            for place, row in enumerate(rows, 1)
        ),
        widths=(0.7, 3.6, 2.6, 1.7, 3.4),
        head=("ที่", "เรื่อง", "ผู้รับผิดชอบ", "กำหนด", "ผลการดำเนินงาน"),
        align=("center", "left", "left", "left", "left"),
        caption="ผลการดำเนินงานตามมติและข้อสั่งการ",
    )


def _state(row):
    late = f" เกินกำหนด {row.days_late} วัน" if row.days_late else ""
    return f"{row.status_label}{late}" + (f": {row.update.text_th}" if row.update else "")
