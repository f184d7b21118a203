import re

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError

from foundation.accounts.keyboards import typed_in_latin, typed_in_thai
from foundation.accounts.models import User
from foundation.accounts.passwords import THAI_LIST, is_common

COMMON = [
    "ยฟหหไนพก",  # password on the Thai layout
    "isylzjko",  # รหัสผ่าน on the English layout
    "รหัสผ่าน",
    "รหัสผ่าน2569!",
    "ประเทศไทย",
    "ประเทศไทย2569",
    "สวัสดีครับ12345",
    "รักแม่ รักพ่อ 99",
    "สำนักงาน ก.พ.ร.",
    "สำนักงานจังหวัดลำปาง1",
    "ภาครัฐระบบเปิด2569",
    "lampang25692569",
    "Sawasdeekrub2026",
    "Password12345!",
    "ogmp-demo-2569",
    "กกกกกกกกกกกก",
    "1212121212121212",
    "passwordpassword",
    "รหัสผ่านรหัสผ่าน",
    "qwertyuiop1234",
    "1qaz2wsx3edc4rfv",
    "ฟหกดเ้่าสวงผปแอิ",
    "ๆไำพะัีรนยบล",
    "abcdefghijklmnop",
    "กขฃคฅฆงจฉชซฌ",
    "๑๒๓๔๕๖๗๘๙๐๑๒",
    "น้ำเปล่า2567",  # SARA AM as one sign
    "นํ้าเปล่า2567",  # and as two, the mark between them
]
GOOD = [
    "ช้างกินกล้วยริมคลองบ่ายสาม",
    "ฝนตกหลังคาสังกะสีเสียงดัง",
    "ม้าน้ำ-ร่มแดง-บันได",
    "ลูกหมาแมวปลาทองสามตัว",
    "correct horse battery staple",
    "three blue umbrellas here",
    "k7!pQz-29vLm4xW",
    "xT9#bLq2@wMz8$v",
]


@pytest.mark.parametrize("password", COMMON)
def test_common_passwords_are_refused(password):
    assert is_common(password)


@pytest.mark.parametrize("password", GOOD)
def test_uncommon_passwords_are_taken(password):
    validate_password(password, User(email="a@b.example", name="สมศรี ใจดี"))


def test_the_thai_list_is_long_enough():
    lines = [line for line in THAI_LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]

    assert len(lines) == len(set(lines)) >= 500


def test_both_layouts_of_the_whole_english_list_are_refused():
    """20,000 English passwords typed with the keyboard set to Thai."""
    missed = [
        word for word in CommonPasswordValidator().passwords if len(word) >= 6 and not is_common(typed_in_thai(word))
    ]

    assert missed == []


def test_both_layouts_of_the_thai_list_are_refused():
    lines = THAI_LIST.read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if re.fullmatch("[ก-๛]{6,}", line)]

    assert [word for word in words if not is_common(typed_in_latin(word))] == []


def test_the_layouts_undo_each_other():
    text = "The quick brown fox, 123! {jumps}"

    assert typed_in_latin(typed_in_thai(text)) == text


@pytest.mark.parametrize(
    ("person", "length", "accepted"),
    [
        (User(), 11, False),
        (User(), 12, True),
        (User(is_staff=True), 14, False),
        (User(is_staff=True), 15, True),
        (User(is_superuser=True), 14, False),
        (User(), 128, True),
        (User(), 129, False),
        (None, 11, False),
        (None, 12, True),
    ],
)
def test_the_length_depends_on_the_person(person, length, accepted):
    password = ("ช้างกินกล้วยริมคลอง บ่ายสามโมง ฝนตกหนักมาก " * 4)[:length]

    if accepted:
        validate_password(password, person)
    else:
        with pytest.raises(ValidationError) as problem:
            validate_password(password, person)
        assert "รหัสผ่าน" in problem.value.messages[0]


def test_a_password_like_the_own_name_is_refused():
    with pytest.raises(ValidationError):
        validate_password("สมศรี-ใจดีมากมาย", User(email="somsri@b.example", name="สมศรี-ใจดีมากมาย"))


def test_a_password_is_kept_exactly_as_typed():
    person = User()
    person.set_password("  เว้นวรรคหน้า น้ำ  ")

    assert person.check_password("  เว้นวรรคหน้า น้ำ  ")
    assert not person.check_password("เว้นวรรคหน้า น้ำ")
