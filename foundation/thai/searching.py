"""Search text: what a person typed and what is stored are folded the same way, on any database."""

import re
import unicodedata

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
_SPACES = re.compile(r"\s+")


def search_text(*parts: str) -> str:
    """Fold `parts` into one lower-case string to search in with `contains`.

    NFKC joins the two spellings of ำ, Thai digits become Arabic ones, invisible signs go, and PM 2.5 reads PM2.5.
    """
    text = " ".join(part for part in parts if part)
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).replace("\u0e4d\u0e32", "\u0e33")
    text = _SPACES.sub(" ", text.translate(_DIGITS).casefold()).strip()
    return text.replace("pm 2.5", "pm2.5")
