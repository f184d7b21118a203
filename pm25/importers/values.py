"""Read a number as sources write it: missing marks, sentinels, Thai digits, refused forms. Nothing is guessed.

Limits are µg/m³ for particles, ppb for O3, NO2 and SO2, ppm for CO; a value outside is kept and marked, never clipped.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.exceptions import ValidationError

from pm25.fields import to_thousandths
from pm25.flags import ERROR_MASK, Flag
from pm25.importers.parsed import LONGEST_RAW

MISSING = {"", "-", "--", "n/a", "na", "null", "none"}
PARTICLES = {"pm25", "pm10"}
GASES = {"o3", "co", "no2", "so2"}
SENTINELS = {Decimal(number) for number in ("-999", "-9999", "9999")}
SENTINELS_OF_AIR = SENTINELS | {Decimal("-1"), Decimal("-99")}
SENTINELS_OF_PARTICLES = SENTINELS_OF_AIR | {Decimal("999.9"), Decimal("1999.9")}
LIMITS = {
    "pm25": (Decimal(-15), Decimal(1000)),
    "pm10": (Decimal(-15), Decimal(1500)),
    "o3": (Decimal(-10), Decimal(1000)),
    "co": (Decimal(-1), Decimal(100)),
    "no2": (Decimal(-10), Decimal(2000)),
    "so2": (Decimal(-10), Decimal(5000)),
    "temp": (Decimal(-20), Decimal(60)),
    "rh": (Decimal(0), Decimal(105)),
    "ws": (Decimal(0), Decimal(100)),
    "wd": (Decimal(0), Decimal(360)),
}
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?|[+-]?\.\d+")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙−", "0123456789-")
_BLANKS = re.compile(r"[\s\u00a0\u200b-\u200d\u2060\ufeff]+")


class Refused(Exception):
    """A value that is neither missing nor a number; `reason` is a key of `parsed.REASONS`."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class NotFinite:
    """NaN or an infinity in JSON, kept as the text that came."""

    text: str

    def __str__(self):
        return self.text


@dataclass(frozen=True)
class Sent:
    """One value: thousandths of the unit, flags, `raw` where the text is needed beside them, the text itself."""

    thousandths: int
    flags: int
    raw: str | None
    text: str


def read_value(sent, parameter: str) -> Sent | None:
    """What `sent` (text, or a JSON number as Decimal) says, or None where it is a missing mark. Raises Refused."""
    text = str(sent) if sent is not None else ""
    number = _number(sent, text)
    return None if number is None else _canonical(number, parameter, text)


def converted(value: Sent, factor, parameter: str) -> Sent:
    """`value` times `factor`, judged by the limits of the unit that it is then in; a sentinel stays as it was sent."""
    if value.flags & Flag.SENTINEL:
        return value
    number = _canonical(_number(value.text, value.text) * factor, parameter, value.text)
    return replace(number, flags=number.flags | int(Flag.UNIT_CONVERTED), raw=value.text[:LONGEST_RAW])


def _number(sent, text):
    if isinstance(sent, NotFinite):
        raise Refused("not_finite")
    if isinstance(sent, Decimal):
        return sent
    if sent is not None and not isinstance(sent, str):
        raise Refused("not_a_number")
    plain = _BLANKS.sub(" ", text).strip().translate(_THAI_DIGITS)
    if plain.lower() in MISSING:
        return None
    if not _NUMBER.fullmatch(plain):
        raise Refused(_reason(plain))
    return Decimal(plain)


def _reason(plain):
    if plain.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
        return "not_finite"
    if plain[0] in "<>≤≥":
        return "qualifier"
    if "," in plain and re.fullmatch(r"[+-]?[\d.,]+", plain):
        return "comma"
    return "not_a_number"


def _canonical(number, parameter, text):
    try:
        thousandths = to_thousandths(number)
    except ValidationError as error:
        raise Refused("out_of_range") from error
    flags = _flags(number, parameter)
    reproducible = number == Decimal(thousandths).scaleb(-3) and text.isascii()
    keeps_text = not reproducible or int(flags) & ERROR_MASK
    return Sent(thousandths, int(flags), text[:LONGEST_RAW] if keeps_text else None, text)


def _flags(number, parameter):
    if number in _sentinels(parameter):
        return Flag.SENTINEL
    lowest, highest = LIMITS.get(parameter, (None, None))
    if lowest is None:
        return Flag(0)
    if number > highest:
        return Flag.ABOVE_MAX
    if number < lowest:
        return Flag.BELOW_MIN
    is_air = parameter in PARTICLES | GASES
    return Flag.NEGATIVE_NOISE if is_air and number < 0 else Flag(0)


def _sentinels(parameter):
    if parameter in PARTICLES:
        return SENTINELS_OF_PARTICLES
    return SENTINELS_OF_AIR if parameter in GASES else SENTINELS
