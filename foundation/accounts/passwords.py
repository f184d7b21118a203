"""Which passwords are refused: too short, or among the first that anybody would try, in Thai as in English.

Passwords are compared and stored exactly as typed (OWASP ASVS 5, 6.2.8); only the check against common words folds
them.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator as DjangoCommon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.accounts.keyboards import PLACES, typed_in_latin, typed_in_thai

PEOPLE_LENGTH = 12
STAFF_LENGTH = 15
LONGEST = 128
THAI_LIST = Path(__file__).with_name("thai_passwords.txt")
_ROUND_A_WORD = r"(?:[\d_]|[^\w\u0E00-\u0E7F]){0,8}"  # Thai vowel signs are no \w in Python
TRIMMED = re.compile(f"^{_ROUND_A_WORD}(.*?){_ROUND_A_WORD}$", re.DOTALL)
WALK_SHARE = 0.75


class LengthValidator:
    """At least 12 signs, 15 for staff and superusers; at most 128. Any signs, no rules on their kinds."""

    def validate(self, password, user=None):
        shortest = _shortest_for(user)
        if len(password) < shortest:
            message = _("ใช้รหัสผ่านอย่างน้อย %(shortest)d ตัวอักษร ประโยคสั้น ๆ ที่คุณจำได้ใช้ได้ดี")
            raise ValidationError(message, code="password_too_short", params={"shortest": shortest})
        if len(password) > LONGEST:
            message = _("ใช้รหัสผ่านไม่เกิน %(longest)d ตัวอักษร")
            raise ValidationError(message, code="password_too_long", params={"longest": LONGEST})

    def get_help_text(self):
        text = _("รหัสผ่านยาวอย่างน้อย %(people)d ตัวอักษร (ฝ่ายเลขานุการ %(staff)d) ประโยคสั้น ๆ ที่คุณจำได้ใช้ได้ดี")
        return text % {"people": PEOPLE_LENGTH, "staff": STAFF_LENGTH}


class CommonPasswordValidator:
    """Refuses common passwords, Thai or English, also typed on the other layout, repeated or run along the keys."""

    def validate(self, password, user=None):
        if is_common(password):
            message = _("รหัสผ่านนี้เดาง่าย เลือกคำอย่างน้อยสามคำที่ไม่เกี่ยวกันมาเรียงต่อกัน")
            raise ValidationError(message, code="password_too_common")

    def get_help_text(self):
        return _("อย่าใช้คำหรือแถวแป้นพิมพ์ที่ใครก็เดาได้ ทั้งภาษาไทยและภาษาอังกฤษ")


def is_common(password):
    """Whether `password` is a common word, typed on either layout, with up to eight digits or signs around it."""
    typed = password.casefold()
    for text in {typed, typed_in_latin(password).casefold(), typed_in_thai(password)}:
        word = _fold(text)
        if not word or word in _common_words() or _fold(TRIMMED.match(text)[1]) in _common_words() or _repeats(word):
            return True
    return _walks(typed)


def _shortest_for(user):
    return STAFF_LENGTH if getattr(user, "needs_second_factor", False) else PEOPLE_LENGTH


def _fold(text):
    """One form for what looks the same: small letters, one SARA AM whatever its order, no spaces or hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub("\u0e4d([\u0e48-\u0e4b])", "\\1\u0e4d", folded)
    return re.sub(r"[\s\-_.]+", "", folded)


def _repeats(word):
    """Whether `word` is a short piece, or a common word, again and again: กกกกกกกกกกกก, passwordpassword."""
    for size in range(1, len(word) // 2 + 1):
        piece = word[:size]
        if (piece * (len(word) // size + 1))[: len(word)] == word and (size <= 4 or piece in _common_words()):
            return True
    return False


def _walks(text):
    """Whether most steps go to the same or a neighbouring key or along the alphabet: qwertyuiop12, ฟหกดเ้่า, abcde."""
    if len(text) < 4:
        return True
    near = sum(1 for one, two in pairwise(text) if _near(one, two))
    return near >= WALK_SHARE * (len(text) - 1)


def _near(one, two):
    if abs(ord(one) - ord(two)) <= 1:
        return True
    if one not in PLACES or two not in PLACES:
        return False
    (row, column), (row_two, column_two) = PLACES[one], PLACES[two]
    return abs(row - row_two) <= 1 and abs(column - column_two) <= 1


@lru_cache(maxsize=1)
def _common_words():
    """Django's 20,000 and our Thai list, folded; words of fewer than four signs would refuse too much."""
    lines = THAI_LIST.read_text(encoding="utf-8").splitlines()
    thai = [line for line in lines if not line.startswith("#")]
    words = {_fold(word) for word in [*DjangoCommon().passwords, *thai]}
    return frozenset(word for word in words if len(word) >= 4)
