"""Indicators as official papers: the year's board, a province's self-assessment, a one-page brief. Published results
only, in Thai, with the day they are of and the address they came from."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from foundation.documents.setting import Document, Heading, Paragraph, Space, Table, Title
from foundation.thai.dates import DASH, thai_date
from kpis.models import Round
from kpis.numbers import measured, shown
from kpis.queries.board import COLUMNS, Board, Result

AUTHOR = "ระบบภาครัฐระบบเปิดและการมีส่วนร่วมอย่างมีความหมาย"
CAVEATS = (
    "คะแนนไม่ได้แยกผลของฝน ลม และหมอกควันข้ามแดน และใช้เทียบกับเป้าของพื้นที่นั้นเอง ไม่ใช่จัดอันดับ"
    " เรื่องที่เกิดพร้อมกันยังสรุปไม่ได้ว่าเรื่องหนึ่งเป็นเหตุของอีกเรื่อง"
)


@dataclass(frozen=True)
class Line:
    """One target of a place in one round, with its published Result or none."""

    target: object
    result: Result | None


def board_paper(board: Board, *, as_of, query) -> Document:
    """Scores of all places, at most seven indicators a table."""
    with translation.override("th"):
        blocks = [_head(f"คะแนนตัวชี้วัด {_year(board.cycle)}", board.round, as_of)]
        for columns, groups in board.tables:
            heads = ("พื้นที่", *(column.indicator.heading_th for column in columns), "เฉลี่ย")
            rows = tuple(
                (row.place.name_th, *(_cell(cell) for cell in cells), "–" if row.mean is None else str(row.mean))
                for _region, rows in groups
                for row, cells in rows
            )
            sides = ("left", *("center" for _ in columns), "center")
            blocks.append(Table(rows, widths=(2.2, *(1.3 for _ in columns), 1.1), head=heads, align=sides))
        blocks += _reasons(board)
        blocks += _end(board.cycle, as_of, query)
    return _document(f"คะแนนตัวชี้วัด {_year(board.cycle)}", f"kpis/{board.cycle.slug}/board", as_of, blocks, wide=True)


def self_assessment_paper(place, cycle, round_: Round, lines, *, as_of, query) -> Document:
    """แบบรายงานการประเมินตนเอง: each indicator with its levels, result, score and why."""
    with translation.override("th"):
        codes = list(dict.fromkeys(row.level.code for line in lines for row in line.target.levels.all()))[:COLUMNS]
        heads = ("ที่", "ตัวชี้วัด (หน่วย)", "ข้อมูลพื้นฐาน", *(f"ระดับ {code}" for code in codes), "ผล", "คะแนน", "คำอธิบาย")
        rows = tuple(_assessed(number, line, codes) for number, line in enumerate(lines, 1))
        widths = (0.5, 3, 1.3, *(1 for _ in codes), 1.2, 1, 3.6)
        sides = ("center", "left", *("center" for _ in range(len(codes) + 3)), "left")
        title = f"รายงานการประเมินตนเอง {place.name_th} {_year(cycle)}"
        blocks = [_head(title, round_, as_of), Table(rows, widths=widths, head=heads, align=sides)]
        blocks += _end(cycle, as_of, query)
    return _document(title, f"kpis/{cycle.slug}/{place.slug}/self-assessment", as_of, blocks, wide=True)


def brief_paper(place, cycle, round_: Round, lines, *, as_of, query) -> Document:
    """One page of a place for a meeting: what was reached, what waits, what cannot be assessed."""
    with translation.override("th"):
        title = f"สรุปตัวชี้วัด {place.name_th} {_year(cycle)}"
        scored = [line for line in lines if line.result and line.result.score.points is not None]
        rows = tuple(
            (
                line.target.indicator.heading_th,
                _amount(line.target, line.target.baseline_value),
                _amount(line.target, line.result and line.result.value),
                shown(line.result.score.points, 2) if line in scored else DASH,
            )
            for line in lines
        )
        blocks = [
            _head(title, round_, as_of),
            Paragraph(f"มีคะแนนแล้ว {len(scored)} จาก {len(lines)} ตัวชี้วัด"),
            Table(
                rows,
                widths=(4, 1.6, 1.6, 1.2),
                head=("ตัวชี้วัด", "ข้อมูลพื้นฐาน", "ผล", "คะแนน"),
                align=("left", "center", "center", "center"),
            ),
            *_unscored(lines),
            *_end(cycle, as_of, query),
        ]
    return _document(title, f"kpis/{cycle.slug}/{place.slug}/brief", as_of, blocks)


def _document(title, number, as_of, blocks, *, wide=False):
    return Document(
        title=title, number=number, date=as_of, author=AUTHOR, blocks=tuple(blocks), landscape=wide, thai_numerals=True
    )


def _year(cycle):
    return f"ปีงบประมาณ พ.ศ. {cycle.year_be}"


def _head(title, round_, as_of):
    lines = [title, *([round_.get_kind_display()] if round_ else []), f"ข้อมูล ณ วันที่ {thai_date(as_of)}"]
    return Title(tuple(lines))


def _end(cycle, as_of, query):
    demo = [Paragraph("ข้อมูลในเอกสารนี้สมมติขึ้นเพื่อสาธิตระบบ ไม่ใช่ข้อเท็จจริง", lead="ข้อมูลสาธิต", indent=False)]
    return [
        Space(0.5),
        *(demo if cycle.is_demo else []),
        Paragraph(CAVEATS, lead="คะแนนไม่ได้บอกอะไร", indent=False),
        Paragraph(f"{settings.SITE_URL}{query}", lead="ที่มาของตาราง", indent=False, align="left"),
    ]


def _reasons(board):
    if not board.reasons:
        return []
    told = [
        Paragraph(f"{place.name_th} {column.indicator.heading_th}: {reason}", indent=False)
        for place, column, reason, _from in board.reasons
    ]
    return [Heading("ช่องที่ยังประเมินไม่ได้ ไม่นับเป็น 0"), *told]


def _unscored(lines):
    told = [
        Paragraph(f"{line.target.indicator.heading_th}: {_why(line)}", indent=False)
        for line in lines
        if line.result is None or line.result.score.points is None
    ]
    return [Heading("ที่ยังไม่มีคะแนน"), *told] if told else []


def _why(line):
    if line.result:
        return line.result.score.reason_th
    return line.target.not_assessable_th or "รอผลที่เผยแพร่"


def _cell(cell):
    return {"scored": lambda: cell.shown, "waiting": lambda: "รอ"}.get(cell.state, lambda: DASH)()


def _assessed(number, line, codes):
    target, result = line.target, line.result
    levels = {row.level.code: _level(target, row) for row in target.levels.all()}
    points = shown(result.score.points, 2) if result and result.score.points is not None else DASH
    return (
        str(number),
        f"{target.indicator.name_th} ({target.version.unit_th})",
        _amount(target, target.baseline_value, unit=""),
        *(levels.get(code, DASH) for code in codes),
        _amount(target, result and result.value, unit=""),
        points,
        result.score.explanation_th if result else _why(line),
    )


def _level(target, row):
    low = _amount(target, row.threshold, unit="")
    return low if row.upper is None else f"{low}–{_amount(target, row.upper, unit='')}"


def _amount(target, value, unit=None):
    version = target.version
    return measured(value, version.decimals, version.unit_th if unit is None else unit)


def board_address(cycle, round_):
    """Where the board that a paper shows can be looked at."""
    return f"{reverse('kpis:index')}?year={cycle.slug}" + (f"&round={round_.kind}" if round_ else "")
