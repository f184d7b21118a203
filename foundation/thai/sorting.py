"""Order Thai text as a dictionary does, on any database, by a key computed once and stored.

The key holds only 0-9 and a-z, so that every collation of every database sorts it the same way.
"""

import re

from foundation.thai.numerals import to_arabic
from foundation.thai.spelling import tidy

LENGTH = 1000  # signs of a key; PostgreSQL refuses index rows over 2,704 bytes

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_MARKS = re.compile("[็-๎]")
_NUMBER = re.compile("[0-9]+")
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
_END = "00"


def sort_key(text: str) -> str:
    """The key under which `text` sorts: a leading vowel behind its consonant, tone marks only to break ties.

    Capital and small letters, and Thai and Arabic digits, sort as one; numbers sort by value, so that คณะที่ 2 stands
    before คณะที่ 10. Source: order of the พจนานุกรม ฉบับราชบัณฑิตยสถาน, as in Unicode's Thai collation.
    """
    plain = to_arabic(tidy(text).casefold())
    folded = _LEADING_VOWEL.sub(r"\2\1", _MARKS.sub("", plain))
    key = _encoded(folded)
    return (key if folded == plain else f"{key}{_END}{_encoded(plain)}")[:LENGTH]


def _encoded(text):
    signs, done = [], 0
    for number in _NUMBER.finditer(text):
        signs.extend(_code(sign) for sign in text[done : number.start()])
        signs.append(_number_code(number[0].lstrip("0") or "0"))
        done = number.end()
    signs.extend(_code(sign) for sign in text[done:])
    return "".join(signs)


def _number_code(digits):
    """A number by its length, then its digits, in the place of the digits among the other signs."""
    return _code("0") + _pair(min(len(digits), 1000)) + digits


def _code(sign):
    """Two letters or digits for an ASCII or Thai sign, six for any other, in the order of the code points."""
    point = ord(sign)
    if point < 0x80:
        return _pair(point + 1)
    if 0x0E00 <= point < 0x0E80:
        return _pair(200 + point - 0x0E00)
    high, low = divmod(point, 1296)
    return _pair(150 if point < 0x0E00 else 400) + _pair(high) + _pair(low)


def _pair(number):
    return _SIGNS[number // 36] + _SIGNS[number % 36]
