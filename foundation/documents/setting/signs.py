"""Signs that a document can hold: what people paste is brought to one spelling, what no font draws is a box."""

import re
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from foundation.documents.setting.fonts import document_fonts
from foundation.thai.spelling import spelt

UNKNOWN = "□"
# Fonts that Typst carries itself, asked where Sarabun has no glyph, and the signs that they were found to draw
FALLBACK_FONTS = ("DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern Math")
FALLBACK_SIGNS = (
    "17f-18e 190-191 193-19f 1a2-1ae 1b1-1cc 1dd-1e5 1e8-1f9 200-217 21c-236 238-24f 2b0-2ba 2bd 2c0-2c5 2cd-2d9 2db"
    " 2de-2ff 374-377 37a-37f 384-38a 38c 38e-3a1 3a3-3ce 3d0-3e1 3f0-477 47c-47f 48c-4c4 4c7-4cc 4cf-4f9 510-511"
    " 51a-51d 531-556 559-55f 561-587 589-58a 2010-2012 2015-2017 201b 201f 2021 2023-2025 2027 2030-2031 2034-2038"
    " 203b-2043 2045-205e 2070-2071 2074-208e 2090-209c 20a0 20a2-20a3 20a5 20a8-20aa 20ad-20b0 20b3-20b4 20b8 20bf"
    " 2100-2112 2114-2121 2123-2151 2153-2184 2189 2190 2192 2194-2211 2213-2214 2216-23ff 2422-2423 2460-262f"
    " 2638-268b 2690-269c 26a0-26a7 26aa-26b2 2701-2704 2706-2709 270c-2727 2729-274b 274d 274f-2752 2756 2758-275e"
    " 2761-277f 2794 2798-27af 27b1-27be 27c0-27ff 2900-2b73 2b76-2b95 2b97-2bff fb00-fb04"
)
_LINE = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")


def printable(text: str) -> str:
    """`text` without controls and invisible signs, its lines parted by "\\n", every space a plain or a fixed one."""
    return "".join(map(_plain, spelt(_LINE.sub("\n", text))))


def drawn(text: str) -> str:
    """`text` with a box for every sign that no font of a PDF draws, such as a picture sign or a Chinese one."""
    known = _known()
    return "".join(sign if sign in known else _stand_in(sign) for sign in text)


def _plain(sign):
    if sign in "\n\u00a0":
        return sign
    if sign == "\t" or unicodedata.category(sign) == "Zs":
        return " "
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn", "Co") else sign


def _stand_in(sign):
    return "" if unicodedata.category(sign).startswith("M") else UNKNOWN


@cache
def _known():
    signs = {"\n", *map(chr, _fallback())}
    for path in document_fonts().values():
        signs |= set(map(chr, TTFont(path).getBestCmap()))
    return frozenset(signs)


def _fallback():
    for span in FALLBACK_SIGNS.split():
        first, _, last = span.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
