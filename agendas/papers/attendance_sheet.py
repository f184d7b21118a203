"""ใบลงลายมือชื่อผู้เข้าประชุม: to be signed in the room."""

from django.utils.translation import override

from agendas.papers import words
from foundation.documents.setting import Document, Rule, Table, Title

HEAD = ("ที่", "ชื่อ", "ตำแหน่ง", "ลายมือชื่อ", "หมายเหตุ")
WIDTHS = (0.7, 3.2, 3.8, 2.6, 1.7)
SIDES = ("center", "left", "left", "left", "left")
EMPTY_ROWS = 8


def attendance_sheet_paper(meeting, *, thai_numerals=True) -> Document:
    """A row for every seat, with its holder or the substitute who was announced, and empty rows for guests."""
    with override("th"):
        rows = list(meeting.attendances.select_related("post"))
        seats = [row for row in rows if row.is_member]
        guests = [row for row in rows if not row.is_member]
        return Document(
            title=f"ใบลงลายมือชื่อผู้เข้าประชุม {words.host_name(meeting)} {meeting.label}",
            number=f"{meeting.host.slug}/{meeting.slug}/attendance-sheet",
            date=meeting.date,
            author=words.host_name(meeting),
            blocks=tuple(_blocks(meeting, seats, guests)),
            thai_numerals=thai_numerals,
            words=words.names(meeting),
        )


def _blocks(meeting, seats, guests):
    when = " ".join(words.lines(words.day(meeting.date), words.hours(meeting.starts, meeting.ends)))
    name = f"การประชุม{words.host_name(meeting)} {meeting.label}"
    yield Title(words.lines("ใบลงลายมือชื่อผู้เข้าประชุม", name, when, words.place(meeting)))
    yield Rule()
    if seats:
        yield _table([_seat(row) for row in seats], "ผู้มาประชุม")
    yield _table([(row.name, _post(row), "") for row in guests] + [("", "", "")] * EMPTY_ROWS, "ผู้เข้าร่วมประชุม")


def _table(rows, caption):
    numbered = tuple((str(place), name, post, "", note) for place, (name, post, note) in enumerate(rows, 1))
    return Table(numbered, widths=WIDTHS, head=HEAD, align=SIDES, caption=caption)


def _seat(row):
    if row.substitute_name:
        return row.substitute_name, f"{row.substitute_post} (แทน) {row.post_title}".strip(), ""
    return row.name, _post(row), ""


def _post(row):
    return " ".join(words.lines(row.post_title, row.agency_name))
