"""The sentences of a resolution, put together from ticks as minutes put them."""

from agendas.models import Resolution

O = Resolution.Outcome  # noqa: E741 - read as the outcomes
WORDS = {
    O.NOTED: "รับทราบ",
    O.APPROVED: "มีมติเห็นชอบ",
    O.APPROVED_IN_PRINCIPLE: "มีมติเห็นชอบในหลักการ",
    O.APPROVED_WITH_CHANGES: "มีมติเห็นชอบโดยมีข้อสังเกต",
    O.AUTHORISED: "มีมติอนุมัติ",
    O.ADOPTED: "มีมติรับรอง",
    O.REJECTED: "มีมติไม่เห็นชอบ",
    O.DEFERRED: "มีมติให้เลื่อนการพิจารณา",
    O.REFERRED: "มีมติให้ส่งเรื่อง",
    O.WITHDRAWN: "รับทราบการถอนเรื่อง",
}


def sentence(outcome, *, matter="", owners=(), task="", due="", to="", observation="", adopted_with_changes=None):
    """ "ที่ประชุมรับทราบ และมอบหมายให้…ดำเนินการ…": all parts are texts; `due` is a date in words, `to` where the
    matter was sent or put off to. Raises ValueError for work without somebody to do it."""
    assigned = _assigned(owners, task, due)
    if outcome == O.ASSIGNED:
        if not assigned:
            raise ValueError("work is given to somebody")
        return f"ที่ประชุม{assigned}"
    words = f"ที่ประชุม{WORDS[Resolution.Outcome(outcome)]}{matter}"
    if outcome == O.ADOPTED and adopted_with_changes is not None:
        words += "โดยมีการแก้ไข" if adopted_with_changes else "โดยไม่มีการแก้ไข"
    if outcome == O.DEFERRED and to:
        words += f"ไปในการประชุม{to}"
    if outcome == O.REFERRED and to:
        words += f"ให้{to}พิจารณา"
    if observation:
        words += f" ดังนี้ {observation}" if outcome == O.APPROVED_WITH_CHANGES else f" โดยมีข้อสังเกตว่า {observation}"
    return f"{words} และ{assigned}" if assigned else words


def _assigned(owners, task, due):
    owners = [owner for owner in owners if owner]
    if not owners:
        return ""
    names = owners[0] if len(owners) == 1 else f"{' '.join(owners[:-1])} และ{owners[-1]}"
    return f"มอบหมายให้{names}" + (f" {task}" if task else "ดำเนินการ") + (f" ภายใน{due}" if due else "")
