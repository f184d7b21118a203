"""Order and search of Thai text."""

import csv
import re
import unicodedata

import pytest
from django.conf import settings as portal
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import collate
from pythainlp.util import normalize as respelt

from foundation.thai.searching import search_text
from foundation.thai.sorting import LENGTH, sort_key
from foundation.thai.spelling import tidy

MARKS = re.compile("[็-์]")
SYLLABLES = st.from_regex(r"[เแโใไ]?[ก-ฮ][ัิีึืุู]?[่้๊๋]?[าะ]?", fullmatch=True)
WORDS = st.lists(SYLLABLES, min_size=1, max_size=5).map("".join)


def test_the_77_provinces_sort_as_pythainlp_sorts_them():
    with (portal.BASE_DIR / "places/reference/provinces.csv").open(encoding="utf-8-sig") as file:
        names = [row["name_th"] for row in csv.DictReader(file)]

    assert len(names) == 77
    assert sorted(names, key=sort_key) == collate(names)


def test_provinces_sort_as_in_the_dictionary():
    names = ["ลำปาง", "ลำพูน", "เลย", "เชียงใหม่", "เพชรบุรี", "แพร่", "ไทรโยค", "กระบี่", "สิงห์บุรี", "สระบุรี", "อุดรธานี", "ตาก"]

    assert sorted(names, key=sort_key) == [
        "กระบี่",
        "เชียงใหม่",
        "ตาก",
        "ไทรโยค",
        "เพชรบุรี",
        "แพร่",
        "ลำปาง",
        "ลำพูน",
        "เลย",
        "สระบุรี",
        "สิงห์บุรี",
        "อุดรธานี",
    ]


@given(st.lists(WORDS.map(lambda word: "".join(MARKS.split(word))), unique=True, max_size=8))
def test_words_without_tone_marks_sort_as_pythainlp_sorts_them(words):
    assert sorted(words, key=sort_key) == collate(words)


@given(st.lists(WORDS, unique=True, max_size=8))
def test_tone_marks_never_outweigh_a_letter(words):
    bare = ["".join(MARKS.split(word)) for word in sorted(words, key=sort_key)]

    assert bare == sorted(bare, key=sort_key)


def test_tone_marks_only_break_ties():
    assert sorted(["ก้า", "ก่าน", "ก่า", "กา"], key=sort_key) == ["กา", "ก่า", "ก้า", "ก่าน"]


def test_numbers_sort_by_value():
    names = ["คณะที่ 10", "คณะที่ ๒", "คณะที่ 1", "คณะที่ 007"]

    assert sorted(names, key=sort_key) == ["คณะที่ 1", "คณะที่ ๒", "คณะที่ 007", "คณะที่ 10"]


def test_capital_letters_sort_with_small_ones():
    assert sorted(["beta", "Alpha", "alpine"], key=sort_key) == ["Alpha", "alpine", "beta"]


@given(st.text(max_size=600))
def test_a_key_is_short_and_of_plain_signs(text):
    key = sort_key(text)

    assert len(key) <= LENGTH
    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(st.lists(st.integers(0, 10**20), unique=True, max_size=10))
def test_any_numbers_sort_by_value(numbers):
    assert sorted(numbers, key=lambda number: sort_key(f"ข้อ {number}")) == sorted(numbers)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("ล\u0e4d\u0e32ปาง", "ลำปาง"),
        ("เเพร่", "แพร่"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ที่่", "ที่"),
        ("ฝุ่น\u200bละออง\ufeff", "ฝุ่นละออง"),
        ("  แม่\u00a0 เมาะ\n", "แม่ เมาะ"),
        ("cafe\u0301", "café"),
    ],
)
def test_tidy_gives_the_one_spelling(typed, meant):
    assert tidy(typed) == meant


@given(st.text(max_size=60))
def test_tidy_text_is_tidy(text):
    once = tidy(text)

    assert tidy(once) == once
    assert unicodedata.normalize("NFC", once) == once


@given(WORDS)
def test_tidy_leaves_ordinary_words_alone(word):
    if respelt(word) == word:
        assert tidy(word) == word


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("PM 2.5", "pm2.5"),
        ("PM2.5", "pm2.5"),
        ("pm25", "pm2.5"),
        ("PM₂.₅", "pm2.5"),
        ("สำนักงาน ก.พ.ร.", "สำนักงาน กพร"),
        ("มติ ๑/๒๕๖๓", "มติ 1/2563"),
        ("ต่าง ๆ", "ต่างๆ"),
        ("ลำปาง", "ล\u0e33ปาง"),
        ("Sing Buri", "sing buri"),
        ("PM255", "pm255"),
    ],
)
def test_search_text_folds_what_people_type(typed, folded):
    assert search_text(typed) == folded


def test_search_text_joins_what_is_there():
    assert search_text("ลำปาง", "", None, "Lampang") == "ลำปาง lampang"


@given(st.text(max_size=60))
def test_search_text_is_folded_once_and_for_all(text):
    once = search_text(text)

    assert search_text(once) == once


@given(WORDS, WORDS, WORDS)
def test_a_word_is_found_in_what_holds_it(before, word, after):
    assert search_text(word) in search_text(f"{before} {word} {after}")
