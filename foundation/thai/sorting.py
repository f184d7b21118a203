"""Order Thai text as a dictionary does, on any database, by a key computed once and stored."""

import re
import unicodedata

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_MARKS = re.compile("[\u0e47-\u0e4e]")


def sort_key(text: str) -> str:
    """Return the key under which `text` sorts: tone marks dropped, a leading vowel behind its consonant.

    Ties are broken by the text itself, so that แพร่ and แพร have a stable order.
    """
    plain = unicodedata.normalize("NFC", text).strip().casefold()
    folded = _LEADING_VOWEL.sub(r"\2\1", _MARKS.sub("", plain))
    return f"{folded}\x01{plain}" if folded != plain else folded
