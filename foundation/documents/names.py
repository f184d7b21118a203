"""Names of files as people gave them, made safe to show and to save."""

import re
import unicodedata

LONGEST = 150
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def clean_name(name):
    """The last part of `name` in NFC, without signs that are invisible, turn text around or mean something to a shell.

    What stays is at most 150 signs and its ending; a name of nothing becomes "file".
    """
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(" " if sign.isspace() else sign for sign in name if sign.isspace() or not _is_invisible(sign))
    name = re.sub(r'[<>:"|?*]', "-", name)
    name = re.sub(r" +", " ", name).strip().rstrip(" .")
    stem, ending = split_name(name)
    stem = stem.strip(" .")[:LONGEST].strip() or "file"
    return f"_{stem}{ending}" if RESERVED.match(stem) else f"{stem}{ending}"


def split_name(name):
    """`("รายงาน", ".pdf")`; an ending is at most ten letters and digits."""
    found = re.fullmatch(r"(.*?)(\.[A-Za-z0-9]{1,10})?", name, re.DOTALL)
    return found[1], found[2] or ""


def _is_invisible(sign):
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn")
