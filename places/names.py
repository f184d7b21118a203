"""How place names are written and typed: spellings folded to one key, and the province that an address states."""

import re
import unicodedata

from foundation.thai.searching import search_text

_THAI = re.compile("[\u0e00-\u0e7f]")
_LATIN = re.compile("[A-Za-z]")
_SIGNS = re.compile(r"[\s.,\-'’ฯ()]+")
_PROVINCE_WORD = re.compile(r"^(?:จังหวัด|จ\.\s*|changwat\s+)|\s+province$", re.IGNORECASE)
_ADDRESS_WORD = re.compile(r"\s*(?P<word>จังหวัด|จ\.|อำเภอ|อ\.|ตำบล|ต\.|เขต|แขวง|ถนน|ถ\.)?\s*(?P<name>[^\s,]+)")
_ENGLISH_WORDS = {"mueang", "meuang", "muang", "amphoe", "district", "changwat", "province", "thailand"}
LONGEST_ENGLISH_NAME = 5  # words: Krung Thep Maha Nakhon, Phra Nakhon Si Ayutthaya


def without_stray_marks(text):
    """Drop Thai signs from a text that is English, such as the vowel in "ฺBan Klang"."""
    return _THAI.sub("", text) if len(_LATIN.findall(text)) > len(_THAI.findall(text)) else text


def name_key(text):
    """The key of a name: folded, without จังหวัด or Province, spaces, hyphens and stops. Buri Ram and Buriram are one."""
    text = _PROVINCE_WORD.sub("", without_stray_marks(unicodedata.normalize("NFKC", text)).strip())
    return _SIGNS.sub("", search_text(text))


def stated_names(area):
    """Yield the keys that may name the province in an address, the likeliest first.

    The last part after a comma comes first; of a part, the whole, then its Thai words from the end or its last English
    ones. What follows ตำบล, แขวง, ถนน, or อำเภอ but for อำเภอเมือง…, names something smaller and is left out.
    """
    for part in reversed([part.strip() for part in without_stray_marks(area).split(",") if part.strip()]):
        yield name_key(part)
        yield from _thai_names(part) if _THAI.search(part) else _english_names(part)


def _thai_names(part):
    for match in reversed(list(_ADDRESS_WORD.finditer(part))):
        word, name = match["word"], match["name"]
        if word in (None, "จังหวัด", "จ."):
            yield name_key(name)
        elif word in ("อำเภอ", "อ.") and name.startswith("เมือง"):
            yield name_key(name.removeprefix("เมือง"))


def _english_names(part):
    words = [word for word in re.findall(r"[A-Za-z'’-]+", part) if word.casefold() not in _ENGLISH_WORDS]
    for length in range(min(LONGEST_ENGLISH_NAME, len(words)), 0, -1):
        yield name_key(" ".join(words[-length:]))


# Words that people type around a place's name. The second list holds what may also be part of a name (อากาศอำนวย).
_AROUND = re.compile(r"ฝุ่นละออง|ค่าฝุ่น|ฝุ่น|pm\s?(?:2\.?5|10)|คุณภาพอากาศ|วันนี้|ตอนนี้|จังหวัด|อำเภอ|จ\.|อ\.|ที่(?=\s|$)")
_AROUND_TOO = re.compile(r"อากาศ|เขต|\b(?:air|quality|dust|today|now|province|district|amphoe|changwat|in)\b")


def search_phrases(text):
    """What `text` may look for, the fullest first: as typed, then without words such as ฝุ่น, จังหวัด, today."""
    phrase = search_text(text)
    phrases = [phrase]
    for around in (_AROUND, _AROUND_TOO):
        phrase = " ".join(around.sub(" ", phrase).split())
        phrases.append(phrase)
    return [phrase for phrase in dict.fromkeys(phrases) if phrase]
