"""Search text: what a person typed and what is stored are folded the same way, on any database."""

import re
import unicodedata

from foundation.thai.numerals import to_arabic
from foundation.thai.spelling import tidy

_DOT_OF_ABBREVIATION = re.compile(r"(?<=[ก-์])\.")
_SPACE_BEFORE_REPEAT = re.compile(" (?=[ๆฯ])")
_FINE_DUST = re.compile(r"pm[ .]?2[. ]?5(?![0-9])")


def search_text(*parts: str) -> str:
    """Fold `parts` into one lower-case string to search in with `contains`; fold the query with the same function.

    The spellings of ำ are one, Thai digits become Arabic ones, ก.พ.ร. reads กพร, PM 2.5 and PM25 read pm2.5.
    """
    text = unicodedata.normalize("NFKC", " ".join(part for part in parts if part))
    text = tidy(to_arabic(text).casefold())
    text = _SPACE_BEFORE_REPEAT.sub("", _DOT_OF_ABBREVIATION.sub("", text))
    return _FINE_DUST.sub("pm2.5", text)
