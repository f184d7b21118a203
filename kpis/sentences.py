"""Findings in words: what a page says first."""

from django.utils.translation import gettext as _

from kpis.charts import change


def board_finding(board):
    """The headline of a year: in how many places the first indicator with results got better."""
    for column in board.columns:
        changes = [_change(row.cells[column.number - 1]) for row in board.rows]
        known = [better for better in changes if better is not None]
        if known:
            words = {"n": sum(known), "all": len(known), "what": _heading(column.indicator)}
            return _("%(n)s จาก %(all)s พื้นที่ %(what)s ดีขึ้นจากปีฐาน") % words
    counts = board.counts
    if counts["scored"]:
        return _("%(n)s จาก %(all)s ช่อง มีคะแนนแล้ว") % {"n": counts["scored"], "all": counts["all"]}
    if board.columns:
        return _("ยังไม่มีผลที่เผยแพร่ในรอบนี้")
    if board.named:
        return _("ปีนี้มีตัวชี้วัดร่วม แต่ยังไม่พบค่าเป้าหมายในเอกสาร")
    return _("ยังไม่มีตัวชี้วัดของปีนี้")


def _change(cell):
    """Whether a scored cell with a baseline is better than it; None where that cannot be said."""
    if cell.state != "scored":
        return None
    found = change(cell.target, cell.target.baseline_value, cell.score.value)
    return None if found is None else bool(found[1])


def _heading(indicator):
    return indicator.heading_en if indicator.name != indicator.name_th else indicator.heading_th
