"""A score in words that a person can check with the table of levels and a pencil."""

from django.utils.translation import gettext as _

from kpis.numbers import measured, shown
from kpis.scoring import Case, Direction, Scored


def explain(scored: Scored, *, unit: str, decimals: int) -> str:
    """One sentence in the language of the page; `unit` and `decimals` are those of the indicator."""
    if scored.case == Case.NOTHING:
        return _("ไม่คิดคะแนน เพราะ%(reason)s") % {"reason": scored.reason or _("ยังไม่มีค่าที่รายงาน")}
    said = {
        "value": measured(scored.value, _places(scored.value, decimals), unit),
        "points": shown(scored.points, scored.rule.digits),
        "lower": _level(scored, scored.lower, unit, decimals),
        "upper": _level(scored, scored.upper, unit, decimals),
        "baseline": measured(scored.rule.baseline, _places(scored.rule.baseline, decimals), unit),
        "cap": shown(scored.rule.cap),
    }
    sentence = _sentences()[scored.case] % said
    return sentence + _(" (ไม่เกินเพดาน %(cap)s คะแนน)") % said if scored.is_capped else sentence


def _sentences():
    return {
        Case.SHORT: _("ค่าจริง %(value)s ยังไม่ถึงระดับ %(upper)s จึงได้ %(points)s"),
        Case.FROM_BASELINE: _("ค่าจริง %(value)s อยู่ระหว่างข้อมูลพื้นฐาน (%(baseline)s) กับระดับ %(upper)s จึงได้ %(points)s"),
        Case.AT: _("ค่าจริง %(value)s เท่ากับระดับ %(lower)s พอดี จึงได้ %(points)s"),
        Case.BETWEEN: _("ค่าจริง %(value)s อยู่ระหว่างระดับ %(lower)s กับ %(upper)s จึงได้ %(points)s"),
        Case.STEP: _("ค่าจริง %(value)s ถึงระดับ %(lower)s แต่ยังไม่ถึงระดับ %(upper)s จึงได้ %(points)s"),
        Case.BEYOND: _("ค่าจริง %(value)s ถึงระดับสูงสุด %(lower)s แล้ว จึงได้ %(points)s"),
    }


def _level(scored, level, unit, decimals):
    """75 (40 วัน), of a range the side that counted."""
    if level is None:
        return ""
    threshold = level.upper if scored.side == Direction.DOWN else level.threshold
    return f"{level.code} ({measured(threshold, _places(threshold, decimals), unit)})"


def _places(value, decimals):
    """The indicator's decimals, or more where the number has more: a sentence must not hide what it counts with."""
    if value is None:
        return decimals
    return max(decimals, -value.normalize().as_tuple().exponent)
