"""Where a line may break: between Thai words, never inside one, and never between what belongs together."""

import re
from functools import cache, lru_cache

from pythainlp.corpus.common import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie

ZWSP, NBSP = "\u200b", "\u00a0"
# Names of our own field that the dictionary does not know
OWN_WORDS = ("ฝุ่นละออง", "คณะทำงาน", "คณะอนุกรรมการ", "มติที่ประชุม", "ระเบียบวาระที่", "ผู้ว่าราชการ", "จุดความร้อน")
_CLOSING = re.compile(r"[)\]”’\"ๆฯ!?,.;:%…]+")
_OPENING = ("(", "[", "“", "‘", '"')
_DAY = r"[0-9๐-๙]{1,2}"
_YEAR = r"[0-9๐-๙]{4}"
_MONTH = "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
_TOGETHER = [
    (re.compile(rf"({_DAY}) ({_MONTH})(?: ({_YEAR}))?"), lambda m: NBSP.join(part for part in m.groups() if part)),
    (re.compile(rf"(พ\.ศ\.|ค\.ศ\.) ?({_YEAR})"), rf"\1{NBSP}\2"),
    (re.compile(r"(ครั้งที่|ครั้งพิเศษที่|ระเบียบวาระที่|ข้อที่|วาระที่|ฉบับที่|ชั้น|PM) ([0-9๐-๙])"), rf"\1{NBSP}\2"),
    (re.compile(r"([0-9๐-๙.]) (น\.|คน|วัน|ตำแหน่ง|ข้อ|เรื่อง|µg/m³|ไร่)"), rf"\1{NBSP}\2"),
    (re.compile(r" (ๆ|ฯลฯ)"), rf"{NBSP}\1"),
]
# A consonant with the vowels and tones around it: where a run that is no word may be cut
_CLUSTER = re.compile(r"[เ-ไ]?[^\u0e30-\u0e3a\u0e40-\u0e4e][\u0e30-\u0e3a\u0e45-\u0e4e]*|.", re.DOTALL)
# Without a break of their own, longer ones would run out of the line
_LONGEST = 40


@cache
def _dictionary():
    """One for the whole process, about 60 MB: names of single documents are found by a pattern instead."""
    return Trie({*thai_words(), *OWN_WORDS})


@lru_cache(maxsize=64)
def _names(words):
    kept = sorted({word for word in words if 1 < len(word) <= _LONGEST}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, kept))) if kept else None


def breakable(text: str, words: tuple[str, ...] = ()) -> str:
    """`text` with a zero-width space wherever a line may break; spaces stay what they are. `words` are not broken."""
    for pattern, joined in _TOGETHER:
        text = pattern.sub(joined, text)
    pieces = []
    for word in _tokens(text, _names(words)):
        if pieces and (_CLOSING.fullmatch(word) or word.startswith(NBSP) or pieces[-1].endswith((*_OPENING, NBSP))):
            pieces[-1] += word
        else:
            pieces.append(word)
    joined = ZWSP.join(_cut(piece) for piece in pieces)
    return re.sub(rf"{ZWSP}*([ \n]){ZWSP}*", r"\1", joined)


def _tokens(text, names):
    last = 0
    for match in names.finditer(text) if names else ():
        yield from _parted(text[last : match.start()])
        yield match.group()
        last = match.end()
    yield from _parted(text[last:])


def _parted(text):
    return word_tokenize(text, engine="newmm", custom_dict=_dictionary(), keep_whitespace=True) if text else []


def _cut(piece):
    if len(piece) <= _LONGEST or " " in piece:
        return piece
    runs = [""]
    for cluster in _CLUSTER.findall(piece):
        if len(runs[-1]) + len(cluster) > _LONGEST and runs[-1]:
            runs.append("")
        runs[-1] += cluster
    return ZWSP.join(runs)
