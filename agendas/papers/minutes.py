"""รายงานการประชุม: form 11 at the end of ระเบียบสำนักนายกรัฐมนตรี ว่าด้วยงานสารบรรณ พ.ศ. 2526, its order and its words."""

from agendas.papers import words
from agendas.papers.readers import Reader, as_open_now
from agendas.queries.minutes import body_hash
from foundation.documents.setting import Document, Heading, Paragraph, Rule, Signature, Table, Title

WIDTHS = (0.6, 3.2, 4.6)
SIDES = ("right", "left", "left")


def minutes_paper(meeting, body, *, version="", reader, is_draft, thai_numerals=True) -> Document:
    """The minutes of `body` (see agendas.queries.minutes), whether written just now or kept on adoption.

    They carry the hash of the whole body, also where `reader` gets a part of it: the one that the portal keeps.
    """
    body_sha256, body = body_hash(body), as_open_now(body, meeting)
    facts = body["meeting"]
    return Document(
        title=f"รายงานการประชุม{facts['host']} {facts['label']}",
        number=f"{meeting.host.slug}/{meeting.slug}/minutes" + (f" ฉบับที่ {version}" if version else ""),
        date=meeting.date,
        author=facts["host"],
        blocks=(*_head(meeting, body), *_people(body, reader), *_body(body, reader), *_end(body)),
        facts_sha256=body_sha256,
        is_draft=is_draft,
        thai_numerals=thai_numerals,
        words=words.names(meeting),
    )


def _head(meeting, body):
    facts = body["meeting"]
    yield Title(
        words.lines(
            f"รายงานการประชุม{facts['host']}",
            facts["label"],
            f"เรื่อง {facts['title_th']}" if facts["title_th"] else "",
            f"เมื่อ{words.day(meeting.date)}",
            words.place(meeting),
        )
    )
    yield Rule()


def _people(body, reader):
    public = reader == Reader.PUBLIC
    yield Heading("ผู้มาประชุม")
    yield from _list([_present(row) for row in body["present"]])
    if body["absent"]:
        yield Heading("ผู้ไม่มาประชุม")
        yield from _list([(row["name"] or row["post"], _absent(row)) for row in body["absent"]])
    if body["guests"]:
        yield Heading("ผู้เข้าร่วมประชุม")
        yield from _list([_guest(row, public) for row in body["guests"]])
    if not body["quorum"]["met"] and body["quorum"]["reason"]:
        quorum = body["quorum"]
        yield Paragraph(
            f"มีผู้มาประชุม {quorum['present']} คน จากองค์ประชุม {quorum['needed']} คน"
            f" ที่ประชุมพิจารณาต่อเนื่องจาก{quorum['reason']}",
            lead="ไม่ครบองค์ประชุม",
            indent=False,
        )
    if not public and body["electronic"]:
        yield from _electronic(body["electronic"])


def _list(rows):
    if not rows:
        yield Paragraph("ไม่มี", align="left")
        return
    numbered = tuple((f"{place}.", *row) for place, row in enumerate(rows, 1))
    yield Table(numbered, widths=WIDTHS, align=SIDES, ruled=False)


def _present(row):
    if row["substitute"]:
        name, post = row["substitute"], f"{row['substitute_post']} (แทน) {_post(row)}".strip()
    else:
        name, post = row["name"] or _post(row), _post(row) if row["name"] else ""
    return name, f"{post}{_channel(row)}".strip()


def _guest(row, public):
    name = (
        row["name"]
        if row["name_is_public"] or not public
        else f"ผู้แทน{row['agency']}"
        if row["agency"]
        else "ผู้เข้าร่วมประชุม"
    )
    return name, f"{_post(row)}{_channel(row)}".strip()


def _absent(row):
    post = _post(row) if row["name"] else row["agency"]
    return f"{post} ({row['reason'] or 'ไม่แจ้งเหตุ'})".strip()


def _post(row):
    return " ".join(words.lines(row["post"], row["agency"]))


def _channel(row):
    return " (ผ่านสื่ออิเล็กทรอนิกส์)" if row["channel"] == "electronic" else ""


def _electronic(kept):
    labels = {
        "identification": "วิธีแสดงตนของผู้ร่วมประชุม",
        "recording_reference": "ที่เก็บบันทึกเสียงหรือภาพ",
        "traffic_log": "ที่เก็บข้อมูลจราจรทางคอมพิวเตอร์",
        "faults": "เหตุขัดข้องระหว่างประชุม",
        "votes": "การออกเสียงลงคะแนน",
    }
    for name, label in labels.items():
        if kept[name]:
            yield Paragraph(kept[name], lead=label, indent=False)


def _body(body, reader):
    if body["meeting"]["opened_at"]:
        yield Paragraph(words.clock(body["meeting"]["opened_at"]), lead="เริ่มประชุมเวลา", indent=False)
    for section in body["sections"]:
        yield Heading(f"ระเบียบวาระที่ {section['number']} {section['title']}")
        if not section["items"]:
            yield Paragraph("ไม่มี", align="left")
        for item in section["items"]:
            yield from _item(item, reader)
    for directive in body["directives"]:
        yield from _directive(directive)
    if body["meeting"]["closed_at"]:
        yield Paragraph(words.clock(body["meeting"]["closed_at"]), lead="เลิกประชุมเวลา", indent=False)


def _item(item, reader):
    number = f"{item['number']} " if item["numbered"] else ""
    if not reader.sees_title(item["visibility"]):
        yield Paragraph(f"{number}เรื่องที่ไม่เปิดเผย ({item['closed_ground']})")
        return
    late = " (วาระเพิ่มเติม)" if item["late"] else ""
    yield Paragraph(f"{number}{item['title']}{late}", bold=True, align="left")
    if not reader.opens(item["visibility"]):
        yield Paragraph(f"ไม่เปิดเผยรายละเอียด ({item['closed_ground']})")
        return
    for text in item["minutes"].split("\n"):
        if text.strip():
            yield Paragraph(text.strip())
    several = len(item["resolutions"]) > 1
    for point in item["resolutions"]:
        yield from _resolution(point, several)
    for directive in item["directives"]:
        yield from _directive(directive)


def _resolution(point, several):
    yield Paragraph(point["text"], lead=f"มติที่ประชุม {point['point']}" if several else "มติที่ประชุม")
    if point["observation"] and point["observation"] not in point["text"]:
        yield Paragraph(point["observation"], lead="ข้อสังเกต")
    if point["votes"]:
        yield Paragraph(
            "เห็นด้วย {} เสียง ไม่เห็นด้วย {} เสียง งดออกเสียง {} เสียง".format(*(n or 0 for n in point["votes"])),
            lead="คะแนนเสียง",
        )
    for dissent in point["dissents"]:
        yield Paragraph(f"{dissent['name']}: {dissent['reason']}", lead="ความเห็นแย้ง")
    yield from _work(point["actions"])


def _directive(row):
    yield Paragraph(f"{row['text']} ({row['given_by']})", lead="ข้อสั่งการ")
    yield from _work(row["actions"])


def _work(actions):
    for action in actions:
        support = f" หน่วยงานสนับสนุน {' '.join(action['supporters'])}" if action["supporters"] else ""
        yield Paragraph(
            f"{action['title']} ผู้รับผิดชอบ {action['owner']}{support} ภายใน {words.date_of(action['due_on'])}",
            lead="งานที่มอบหมาย",
        )


def _end(body):
    facts = body["meeting"]
    yield Signature(
        words.lines(f"({facts['recorded_by'] or words.DOTS})", facts["recorded_by_post"], "ผู้จดรายงานการประชุม")
    )
    if facts["checked_by"]:
        yield Signature(words.lines(f"({facts['checked_by']})", facts["checked_by_post"], "ผู้ตรวจรายงานการประชุม"))
