"""What adapters share: reading an answer as JSON, text fields, ids, marks; problems that any source may show."""

import json
import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from pm25.importers.problems import ImportProblem
from pm25.importers.values import NotFinite

LONGEST_ID = 100
LARGEST_JSON = 20  # MB: a year of one station is about 2, and objects take ten times the room of their text
PARAMETER = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,19}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


def read_json(content: bytes) -> dict:
    """The answer as a dict; numbers as Decimal, NaN and infinities as NotFinite. Raises ImportProblem."""
    answer = read_any_json(content)
    if not isinstance(answer, dict):
        raise schema_problem()
    return answer


def read_any_json(content: bytes, *, hook=None):
    """As `read_json`, of any type; `hook` sees each object's (name, value) pairs and gives what stands for it."""
    text = decode(content, largest=LARGEST_JSON)
    try:
        return json.loads(
            text, parse_float=_number, parse_int=_number, parse_constant=NotFinite, object_pairs_hook=hook or once
        )
    except (ValueError, RecursionError) as error:
        raise ImportProblem(
            "not_json",
            "คำตอบไม่ใช่ JSON ที่สมบูรณ์ อาจขาดกลางทาง ลองใหม่อีกครั้ง",
            "The answer is not complete JSON; it may have been cut off. Try again.",
        ) from error


def once(pairs) -> dict:
    """An object's (name, value) pairs as a dict. Raises ImportProblem where a name stands twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ImportProblem(
            "name_twice",
            "คำตอบมีชื่อข้อมูลเดียวกันสองครั้งในที่เดียว จึงไม่รู้ว่าค่าใดถูก แจ้งผู้ดูแลระบบ",
            "The answer has one name twice in one object, so nobody knows which value holds. Tell the operator.",
        )
    return found


def _number(text):
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent that not even Decimal holds
        return NotFinite(text)


def decode(content: bytes, *, largest=None) -> str:
    """The text of an answer in UTF-8. Raises ImportProblem where it is empty, a web page, or above `largest` MB.

    Whoever reads the text as a whole, and not piece by piece, says how large it may be.
    """
    if largest is not None and len(content) > largest * 1024 * 1024:
        raise ImportProblem(
            "too_large",
            f"ไฟล์ใหญ่เกิน {largest} MB แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์",
            f"The file is larger than {largest} MB; split it and import one file after the other.",
        )
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise ImportProblem("not_utf8", "ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8", "The file is not encoded as UTF-8.") from error
    if not text:
        raise ImportProblem("empty", "แหล่งข้อมูลตอบว่างเปล่า", "The source answered with nothing.")
    if text.startswith("<"):
        raise ImportProblem(
            "html",
            "แหล่งข้อมูลตอบเป็นหน้าเว็บ ไม่ใช่ข้อมูล อาจปิดปรับปรุงอยู่",
            "The source answered with a web page instead of data.",
        )
    return text


def schema_problem():
    return ImportProblem(
        "schema",
        "รูปแบบข้อมูลไม่ใช่แบบที่รู้จัก แหล่งข้อมูลอาจเปลี่ยนรูปแบบ แจ้งผู้ดูแลระบบ",
        "The data have no known shape; the source may have changed it. Tell the operator.",
    )


def no_stations_problem():
    return ImportProblem("no_stations", "แหล่งข้อมูลตอบโดยไม่มีสถานีเลย", "The source answered without any station.")


def station_id(sent) -> str:
    """The source's id, trimmed and in lower case: "37T " and "37t" are one station. "" where there is none."""
    text = clean(sent).lower()
    return text if len(text) <= LONGEST_ID else ""


def clean(sent) -> str:
    """A text field without control signs and outer blanks; "" for what is no text or number."""
    if not isinstance(sent, str | Decimal):
        return ""
    return _CONTROLS.sub(" ", str(sent)).strip()


def marked(sent, flag):
    return replace(sent, flags=sent.flags | int(flag))


def plain_unit(unit: str) -> str:
    """A unit without what varies in writing it: µg/m³ as ug/m3."""
    return unit.lower().replace("μ", "u").replace("µ", "u").replace("³", "3").replace(" ", "")
