"""หนังสือเชิญประชุม with its reply form, an external letter of the office that calls."""

from django.utils.translation import override

from agendas.models import InvitationLetter, MeetingRules
from agendas.papers import words
from foundation.documents.setting import Document, Facts, Letterhead, PageBreak, Paragraph, Signature, Space, Title
from foundation.documents.setting.pictures import plain_picture
from foundation.thai.dates import thai_date

Capacity = InvitationLetter.Capacity


def invitation_paper(meeting, *, thai_numerals=True) -> Document:
    """The letter as the secretary wrote it; what is not written yet follows from the meeting or stays dotted."""
    letter = InvitationLetter.objects.filter(meeting=meeting).first() or InvitationLetter(meeting=meeting)
    with override("th"):
        return Document(
            title=f"หนังสือเชิญประชุม{words.host_name(meeting)} {meeting.label}",
            number=f"{meeting.host.slug}/{meeting.slug}/invitation",
            date=letter.dated or meeting.called_on or meeting.date,
            author=letter.office_th or words.host_name(meeting),
            blocks=(*_letter(meeting, letter), PageBreak(), *_reply_form(meeting)),
            is_draft=not letter.number,
            thai_numerals=thai_numerals,
            words=words.lines(letter.signatory, *words.names(meeting)),
        )


def _letter(meeting, letter):
    yield Letterhead(
        letter.number or words.DOTS,
        words.lines(letter.office_th or words.host_name(meeting), *letter.address_th.splitlines()),
        thai_date(letter.dated) if letter.dated else words.DOTS,
        _emblem(meeting),
    )
    yield Facts(tuple(_facts(meeting, letter)))
    yield Space(0.5)
    for text in _text(meeting, letter):
        yield Paragraph(text)
    yield Signature(tuple(_signed(letter)), before="ขอแสดงความนับถือ")
    for line in letter.contact_th.splitlines():
        yield Paragraph(line, indent=False, align="left")


def _facts(meeting, letter):
    urgent = " (ด่วน)" if meeting.is_urgent else ""
    yield "เรื่อง", f"ขอเชิญประชุม{words.host_name(meeting)} {meeting.label}{urgent}"
    yield "เรียน", letter.to_th or words.DOTS
    enclosures = [line for line in letter.enclosures_th.splitlines() if line.strip()]
    for place, line in enumerate(enclosures or ["ระเบียบวาระการประชุม", "แบบตอบรับการเข้าร่วมประชุม"], 1):
        yield ("สิ่งที่ส่งมาด้วย" if place == 1 else ""), f"{place}. {line.strip()}"


def _text(meeting, letter):
    if letter.body_th.strip():
        yield from (line for line in letter.body_th.splitlines() if line.strip())
        return
    about = f" เรื่อง {meeting.title_th}" if meeting.title_th else ""
    when = " ".join(
        words.lines(words.day(meeting.date), words.hours(meeting.starts, meeting.ends), words.place(meeting))
    )
    yield f"ด้วย{words.host_name(meeting)} กำหนดจัดการประชุม {meeting.label}{about} ใน{when}"
    reply = f" และโปรดตอบรับภายในวันที่ {thai_date(meeting.reply_by)}" if meeting.reply_by else ""
    yield f"จึงเรียนมาเพื่อโปรดเข้าร่วมประชุมตามวัน เวลา และสถานที่ดังกล่าว{reply}"


def _signed(letter):
    yield f"({letter.signatory or words.DOTS})"
    yield letter.signatory_post or words.DOTS
    if letter.capacity != Capacity.OWN:
        yield f"{letter.get_capacity_display()} {letter.for_post}"


def _emblem(meeting):
    stored = MeetingRules.of(meeting.host_group).emblem
    return plain_picture(stored.path.read_bytes()) if stored is not None and stored.path.is_file() else b""


def _reply_form(meeting):
    when = " ".join(words.lines(words.day(meeting.date), words.hours(meeting.starts, meeting.ends)))
    yield Title(
        words.lines("แบบตอบรับการเข้าร่วมประชุม", f"{words.host_name(meeting)} {meeting.label}", when, words.place(meeting))
    )
    yield Space(0.5)
    yield Paragraph(f"ชื่อ {words.DOTS * 2}", indent=False, align="left")
    yield Paragraph(f"ตำแหน่ง {words.DOTS * 2}", indent=False, align="left")
    yield Paragraph(f"หน่วยงาน {words.DOTS * 2}", indent=False, align="left")
    yield Space(0.5)
    for choice in (
        "เข้าร่วมประชุมด้วยตนเอง",
        f"มอบหมายผู้แทน ชื่อ {words.DOTS} ตำแหน่ง {words.DOTS}",
        f"ไม่เข้าร่วมประชุม เนื่องจาก {words.DOTS}",
    ):
        yield Paragraph(f"(   ) {choice}", align="left")
    yield Signature((f"({words.DOTS})", f"วันที่ {words.DOTS}"), before="")
    if meeting.reply_by:
        yield Paragraph(f"โปรดส่งคืนภายในวันที่ {thai_date(meeting.reply_by)}", indent=False, align="left")
