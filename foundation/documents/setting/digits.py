"""Thai digits where an official paper has them: not in words of Latin letters, addresses, or names like PM 2.5."""

import re

from foundation.thai.numerals import to_thai

# A word with a Latin letter in it, and the number that follows it as part of a name: PM 2.5, CSV, https://…, A4
_LATIN = re.compile(r"[A-Za-z0-9.\-_/:@%+#?=&]*[A-Za-z][A-Za-z0-9.\-_/:@%+#?=&]*(?:[ \u00a0]\d+(?:\.\d+)?)?")


def official_digits(text: str) -> str:
    """`text` with its digits as official papers write them."""
    parts, last = [], 0
    for match in _LATIN.finditer(text):
        parts += [to_thai(text[last : match.start()]), match.group()]
        last = match.end()
    return "".join([*parts, to_thai(text[last:])])
