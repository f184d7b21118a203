"""One spelling for what looks the same: Thai text arrives with its signs in different orders and with invisible ones.

น้ำ alone is typed in four ways that no reader can tell apart. Passwords are never touched by this.
"""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPLIT_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")  # ํ (tone) า is the tone and ำ
_TONE_BEFORE_VOWEL = re.compile("([\u0e48-\u0e4b])([\u0e31\u0e34-\u0e39])")
_DOUBLED_MARK = re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+")


def tidy(text: str) -> str:
    """`text` on one line in its one spelling: signs in order, none doubled or invisible, single spaces.

    For names and titles before they are stored; the words stay as they are.
    """
    return " ".join(spelt(text).split())


def spelt(text: str) -> str:
    """`text` in its one spelling, its spaces and lines as they are: for long texts when they are shown or printed."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).replace("เเ", "แ")
    text = _TONE_BEFORE_VOWEL.sub(r"\2\1", _SPLIT_AM.sub("\\1\u0e33", text))
    return _DOUBLED_MARK.sub(r"\1", text)
