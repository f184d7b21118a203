"""Split a typed date into its parts: day, month, year, era and weekday, in any of the ways people write them."""

import re
import unicodedata
from dataclasses import dataclass

from foundation.thai.dates.names import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    MONTHS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)
from foundation.thai.numerals import to_arabic

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


@dataclass(frozen=True)
class Parts:
    """What was typed: `year` as digits, `era` "BE", "CE" or "", `weekday` 0 (Monday) to 6 or None."""

    day: int
    month: int
    year: str
    era: str
    weekday: int | None


def folded(text):
    """Digits Arabic, letters small, every dash a hyphen, single spaces, no invisible signs."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", to_arabic(text)))
    return " ".join(_DASHES.sub("-", plain).casefold().split())


def read_parts(text: str) -> Parts | None:
    """The parts of `text`, or None where it has not the shape of a date."""
    plain = folded(text)
    for pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found:
            return _parts(found.groupdict())
    return None


def _parts(found):
    name = found["month"]
    return Parts(
        day=int(found["day"]),
        month=int(name) if name.isdigit() else _MONTH_NUMBERS[_bare(name)],
        year=found["year"],
        era=_era(found.get("era") or found.get("era_after")),
        weekday=_WEEKDAY_NUMBERS[_bare(found["weekday"])] if found.get("weekday") else None,
    )


def _era(word):
    if not word:
        return ""
    return "BE" if _bare(word) in {"พศ", "พุทธศักราช", "be"} else "CE"


def _bare(word):
    return word.replace(".", "").replace(" ", "")


def _numbered(*lists):
    return {_bare(name.casefold()): number for names in lists for number, name in enumerate(names)}


def _any_of(names):
    """A pattern of `names`, the longest first; dots of an abbreviation may be left out or followed by a space."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name.casefold()).replace(r"\.", r"\.? ?").removesuffix(" ?") for name in longest_first)


_ENGLISH_SHORT_MONTHS = [*(name[:3] for name in ENGLISH_MONTHS), "Sept"]
_ENGLISH_SHORT_DAYS = [name[:3] for name in ENGLISH_WEEKDAYS]
_MONTH_NUMBERS = {
    name: number + 1 for name, number in _numbered(MONTHS, SHORT_MONTHS, ENGLISH_MONTHS, _ENGLISH_SHORT_MONTHS).items()
} | {"sept": 9}
_WEEKDAY_NUMBERS = _numbered(WEEKDAYS, SHORT_WEEKDAYS, ENGLISH_WEEKDAYS, _ENGLISH_SHORT_DAYS) | {"พฤหัส": 3}

_THAI_MONTH = _any_of([*MONTHS, *SHORT_MONTHS])
_ENGLISH_MONTH = rf"(?:{_any_of([*ENGLISH_MONTHS, *_ENGLISH_SHORT_MONTHS])})\.?"
_THAI_DAY_NAME = rf"(?:วัน)?(?P<weekday>{_any_of([*WEEKDAYS, 'พฤหัส', *SHORT_WEEKDAYS])}) ?(?:ที่)?,? ?"
_ENGLISH_DAY_NAME = rf"(?P<weekday>{_any_of([*ENGLISH_WEEKDAYS, *_ENGLISH_SHORT_DAYS])})\.?,? ?"
_THAI_START = rf"(?:{_THAI_DAY_NAME}|(?:เมื่อ)?วันที่ ?)?"
_ENGLISH_START = rf"(?:{_ENGLISH_DAY_NAME})?"
_DAY = "(?P<day>[0-9]{1,2})"
_ERA = r"(?:พ\.? ?ศ\.?|พุทธศักราช|ค\.? ?ศ\.?|คริสต์ศักราช|คริสตศักราช|b\.?e\.?|a\.?d\.?|c\.?e\.?)"
_YEAR = rf"(?P<era>{_ERA})? ?['’]?(?P<year>[0-9]{{1,4}})(?: ?(?P<era_after>{_ERA}))?"

_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"{_THAI_START}{_DAY} ?(?:เดือน)? ?(?P<month>{_THAI_MONTH}),? ?{_YEAR}",
        rf"{_ENGLISH_START}{_DAY}(?:st|nd|rd|th)? ?(?P<month>{_ENGLISH_MONTH}),? ?{_YEAR}",
        rf"{_ENGLISH_START}(?P<month>{_ENGLISH_MONTH}) ?{_DAY}(?:st|nd|rd|th)?(?:, ?| ){_YEAR}",
        r"(?P<year>[0-9]{4}) ?(?P<sign>[-/.]) ?(?P<month>[0-9]{1,2}) ?(?P=sign) ?(?P<day>[0-9]{1,2})",
        rf"{_THAI_START}{_DAY} ?(?P<sign>[-/.]) ?(?P<month>[0-9]{{1,2}}) ?(?P=sign) ?{_YEAR}",
    )
]
