"""สำเนามติ: one point of a meeting's decisions, word for word, to go with a letter or a file."""

from django.utils.translation import override

from agendas.papers import words
from foundation.documents.setting import Document, Facts, Paragraph, Rule, Signature, Title
from foundation.thai.dates import thai_date


def excerpt_paper(resolution, *, public, thai_numerals=True) -> Document:
    """The resolution of an item that the reader may read; `meeting` and `item` of it are loaded."""
    meeting, item = resolution.meeting, resolution.item
    with override("th"):
        return Document(
            title=f"สำเนามติ {words.host_name(meeting)} {meeting.label} มติที่ {resolution.number}",
            number=f"{meeting.host.slug}/{meeting.slug}/resolutions/{resolution.number}",
            date=meeting.date,
            author=words.host_name(meeting),
            blocks=(*_head(meeting), *_text(resolution, item, public)),
            is_draft=not resolution.is_decided,
            thai_numerals=thai_numerals,
            words=words.names(meeting),
        )


def _head(meeting):
    yield Title(
        words.lines("สำเนามติ", f"การประชุม{words.host_name(meeting)}", meeting.label, f"เมื่อ{words.day(meeting.date)}")
    )
    yield Rule()


def _text(resolution, item, public):
    number = f"{item.number_label} " if item.number_label else ""
    yield Facts(
        (
            ("ระเบียบวาระที่", f"{number}{item.title_th}"),
            ("มติที่", str(resolution.number)),
            ("ผล", str(resolution.get_outcome_display())),
            ("สถานะ", _state(resolution)),
        )
    )
    for line in resolution.text_th.splitlines():
        if line.strip():
            yield Paragraph(line.strip(), lead="มติที่ประชุม" if line is resolution.text_th.splitlines()[0] else "")
    if resolution.observation_th and resolution.observation_th not in resolution.text_th:
        yield Paragraph(resolution.observation_th, lead="ข้อสังเกต")
    for dissent in resolution.dissents.all():
        yield Paragraph(f"{dissent.name}: {dissent.reason_th}", lead="ความเห็นแย้ง")
    for action in resolution.actions.all():
        yield Paragraph(
            f"{action.title_th} ผู้รับผิดชอบ {action.owner} ภายใน {thai_date(action.due_on)}", lead="งานที่มอบหมาย"
        )
    if not public:
        yield Signature((f"({words.DOTS})", words.DOTS), before="รับรองสำเนาถูกต้อง")


def _state(resolution):
    if resolution.is_final and resolution.meeting.adopted_on:
        return f"รับรองรายงานการประชุมแล้ว เมื่อ {thai_date(resolution.meeting.adopted_on)}"
    return str(resolution.get_status_display())
