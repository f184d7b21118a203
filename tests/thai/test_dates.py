"""Dates as people type them and as pages show them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.util import thai_strftime

from foundation.thai.dates import (
    DateProblem,
    age,
    date_words,
    datetime_words,
    english_date,
    parse_date,
    parse_datetime,
    span_words,
    thai_date,
    thai_datetime,
    thai_time,
    time_words,
)
from foundation.thai.dates.names import SHORT_MONTHS
from foundation.thai.dates.writing import ENGLISH_STYLES, THAI_STYLES
from foundation.thai.numerals import to_arabic, to_thai

MARCH_23 = datetime.date(2021, 3, 23)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31))
WHOLE_STYLES = sorted(set(THAI_STYLES) - {"day", "month", "short_month"})


@pytest.mark.parametrize(
    "text",
    [
        "๒๓ มีนาคม ๒๕๖๔",
        "23 มีนาคม 2564",
        "23 มี.ค. 2564",
        "23 มีค 2564",
        "23มี.ค.2564",
        "23 มี. ค. 2564",
        "๒๓ มี.ค. ๒๕๖๔",
        "23 เดือนมีนาคม พ.ศ. 2564",
        "23 มีนาคม พุทธศักราช 2564",
        "23 มีนาคม พศ2564",
        "23 มีนาคม ค.ศ. 2021",
        "23 มีนาคม 2021",
        "วันที่ 23 มีนาคม 2564",
        "เมื่อวันที่ 23 มีนาคม 2564",
        "วันอังคารที่ 23 มีนาคม 2564",
        "วันอังคารที่ ๒๓ มีนาคม พ.ศ. ๒๕๖๔",
        "อังคาร 23 มี.ค. 2564",
        "อ. 23 มี.ค. 2564",
        "23/3/2564",
        "23/03/2564",
        "23 / 3 / 2564",
        "๒๓/๓/๒๕๖๔",
        "23-3-2564",
        "23–3–2564",
        "23.3.2564",
        "23/3/2021",
        "2021-03-23",
        "2564-03-23",
        "2021/3/23",
        "23 March 2021",
        "23 Mar 2021",
        "23rd March, 2021",
        "March 23, 2021",
        "Tue 23 Mar 2021",
        "Tuesday, 23 March 2021",
        "23 March 2564 BE",
        "23 March 2021 CE",
        "  23\u00a0มีนาคม\u00a02564 ",
        "23\u200b มีนาคม 2564\ufeff",
        "２３/３/２５６４",
    ],
)
def test_parse_date_takes_what_people_write(text):
    assert parse_date(text) == MARCH_23


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "พรุ่งนี้",
            "unreadable",
            "อ่าน “พรุ่งนี้” เป็นวันที่ไม่ได้ กรอกวัน เดือน ปี เช่น 23 มีนาคม 2564 หรือ 23/3/2564",
        ),
        (
            "23 มี.ค. 64",
            "short_year",
            "ปี “64” มีไม่ครบสี่หลัก จึงไม่แน่ชัดว่าเป็นปีใด กรอกปี พ.ศ. ให้ครบสี่หลัก เช่น 2564",
        ),
        (
            "23/3/4",
            "short_year",
            "ปี “4” มีไม่ครบสี่หลัก จึงไม่แน่ชัดว่าเป็นปีใด กรอกปี พ.ศ. ให้ครบสี่หลัก เช่น 2504",
        ),
        ("31 ก.พ. 2564", "impossible", "ไม่มีวันที่ 31 กุมภาพันธ์ 2564 เดือนนี้มี 28 วัน ตรวจวันที่อีกครั้ง"),
        ("29 ก.พ. 2564", "impossible", "ไม่มีวันที่ 29 กุมภาพันธ์ 2564 เดือนนี้มี 28 วัน ตรวจวันที่อีกครั้ง"),
        ("31/4/2564", "impossible", "ไม่มีวันที่ 31 เมษายน 2564 เดือนนี้มี 30 วัน ตรวจวันที่อีกครั้ง"),
        ("0/4/2564", "impossible", "ไม่มีวันที่ 0 เมษายน 2564 เดือนนี้มี 30 วัน ตรวจวันที่อีกครั้ง"),
        ("3/13/2564", "impossible", "ไม่มีเดือนที่ 13 กรอกเป็นวัน/เดือน/ปี เช่น 23/3/2564"),
        (
            "23/3/2300",
            "ambiguous_year",
            "ปี 2300 ไม่แน่ชัดว่าเป็น พ.ศ. หรือ ค.ศ. ตรวจปีอีกครั้ง กรอกเป็น พ.ศ. เช่น 2564 หรือเขียน พ.ศ. หรือ ค.ศ. ไว้หน้าปี",
        ),
        ("23/3/1564", "out_of_range", "ปี 1564 อยู่นอกช่วงที่รับ ตรวจปีอีกครั้ง กรอกเป็น พ.ศ. สี่หลัก เช่น 2564"),
        ("23/3/256", "out_of_range", "ปี 256 อยู่นอกช่วงที่รับ ตรวจปีอีกครั้ง กรอกเป็น พ.ศ. สี่หลัก เช่น 2564"),
        (
            "23 มีนาคม ค.ศ. 2564",
            "out_of_range",
            "ค.ศ. 2564 อยู่นอกช่วงที่รับ ถ้าหมายถึง พ.ศ. 2564 ให้เขียน พ.ศ. หน้าปี หรือไม่ต้องเขียน ค.ศ.",
        ),
        (
            "23 มีนาคม พ.ศ. 2021",
            "out_of_range",
            "พ.ศ. 2021 อยู่นอกช่วงที่รับ ถ้าหมายถึง ค.ศ. 2021 ให้เขียน ค.ศ. หน้าปี หรือไม่ต้องเขียน พ.ศ.",
        ),
        (
            "วันจันทร์ที่ 23 มีนาคม 2564",
            "weekday",
            "23 มีนาคม 2564 ตรงกับวันอังคาร ไม่ใช่วันจันทร์ ตรวจวันที่หรือชื่อวันอีกครั้ง",
        ),
    ],
)
def test_parse_date_refuses_what_is_not_certain(text, code, message):
    with pytest.raises(DateProblem) as problem:
        parse_date(text)

    assert (problem.value.code, problem.value.messages) == (code, [message])


@pytest.mark.parametrize(
    "text", ["", " ", "20210323", "23 3 2564", "23/3-2564", "มีนาคม 2564", "23 มีนา 25640", "1/1/๒๕๖๔๑"]
)
def test_parse_date_refuses_what_is_no_date(text):
    with pytest.raises(DateProblem) as problem:
        parse_date(text)

    assert problem.value.code == "unreadable"


def test_parse_date_echoes_no_more_than_a_line():
    with pytest.raises(DateProblem) as problem:
        parse_date("ก" * 500)

    assert problem.value.messages[0].startswith("อ่าน “" + "ก" * 40 + "…”")


def test_a_leap_day_is_a_day():
    assert parse_date("29 ก.พ. 2563") == datetime.date(2020, 2, 29)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (
            {"earliest": datetime.date(2021, 4, 1)},
            "23 มีนาคม 2564 อยู่ก่อนวันแรกที่รับ กรอกวันที่ตั้งแต่ 1 เมษายน 2564 เป็นต้นไป",
        ),
        (
            {"latest": datetime.date(2021, 3, 22)},
            "23 มีนาคม 2564 อยู่หลังวันสุดท้ายที่รับ กรอกวันที่ไม่เกิน 22 มีนาคม 2564",
        ),
        (
            {"earliest": datetime.date(2020, 1, 1), "latest": datetime.date(2020, 12, 31)},
            "23 มีนาคม 2564 อยู่นอกช่วงที่รับ กรอกวันที่ตั้งแต่ 1 มกราคม 2563 ถึง 31 ธันวาคม 2563",
        ),
    ],
)
def test_parse_date_checks_the_range(limits, message):
    with pytest.raises(DateProblem) as problem:
        parse_date("23/3/2564", **limits)

    assert problem.value.messages == [message]


def test_the_limits_themselves_are_taken():
    assert parse_date("23/3/2564", earliest=MARCH_23, latest=MARCH_23) == MARCH_23


def test_a_wide_limit_takes_an_older_date_with_its_era():
    assert parse_date("6 เมษายน พ.ศ. 2325", earliest=datetime.date(1700, 1, 1)) == datetime.date(1782, 4, 6)


def outcome(text):
    """The date, or the words of the refusal."""
    try:
        return parse_date(text)
    except ValidationError as problem:
        return problem.messages


@given(st.text(max_size=40) | st.text("0123456789๐๕/-. พศคมี.ก\u200b", max_size=14))
def test_parse_date_answers_any_text(text):
    assert outcome(text)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999), st.sampled_from("/-."))
def test_numbers_are_a_day_that_exists_or_refused(day, month, year, sign):
    answer = outcome(f"{day}{sign}{month}{sign}{year}")

    if isinstance(answer, datetime.date):
        assert (answer.day, answer.month) == (day, month)
        assert answer.year == (year if year <= 2200 else year - 543)
        assert 1857 <= answer.year <= 2200
    else:
        assert len(answer) == 1


@given(DAYS, st.sampled_from(WHOLE_STYLES))
def test_a_thai_date_is_read_back(day, style):
    assert parse_date(thai_date(day, style)) == day


@given(DAYS, st.sampled_from(WHOLE_STYLES))
def test_an_english_date_is_read_back(day, style):
    assert parse_date(english_date(day, style)) == day


@given(DAYS)
def test_numbers_are_read_back_in_either_era(day):
    year = day.year + 543
    texts = [day.isoformat(), f"{day.day}/{day.month}/{day.year}", f"{day.day:02}-{day.month:02}-{year}"]
    words = [to_thai(f"{day.day}/{day.month}/{year}"), f"{day.day} {SHORT_MONTHS[day.month - 1]} พ.ศ. {year}"]

    assert [parse_date(text) for text in texts + words] == [day] * 5


@settings(deadline=None)
@given(DAYS)
def test_thai_date_agrees_with_pythainlp(day):
    moment = datetime.datetime.combine(day, datetime.time(9, 5))

    assert thai_date(day) == thai_strftime(moment, "%-d %B %Y")
    assert thai_date(day, "short") == thai_strftime(moment, "%-d %b %Y")
    assert thai_date(day, "full") == thai_strftime(moment, "%Aที่ %-d %B %Y")
    assert thai_date(day, "official") == thai_strftime(moment, "%Aที่ %-d %B %Y", thaidigit=True)


def test_every_style_has_its_words():
    assert {style: thai_date(MARCH_23, style) for style in THAI_STYLES} == {
        "long": "23 มีนาคม 2564",
        "short": "23 มี.ค. 2564",
        "weekday": "อังคาร 23 มี.ค. 2564",
        "full": "วันอังคารที่ 23 มีนาคม 2564",
        "official": "วันอังคารที่ ๒๓ มีนาคม ๒๕๖๔",
        "letter": "๒๓ มีนาคม ๒๕๖๔",
        "numeric": "23/3/2564",
        "day": "23 มี.ค.",
        "month": "มีนาคม 2564",
        "short_month": "มี.ค. 2564",
    }
    assert {style: english_date(MARCH_23, style) for style in ENGLISH_STYLES} == {
        "long": "23 March 2021",
        "short": "23 Mar 2021",
        "weekday": "Tue 23 Mar 2021",
        "full": "Tuesday 23 March 2021",
        "official": "Tuesday 23 March 2021",
        "letter": "23 March 2021",
        "numeric": "23/3/2021",
        "day": "23 Mar",
        "month": "March 2021",
        "short_month": "Mar 2021",
    }


MIDNIGHT_UTC = datetime.datetime(2026, 9, 30, 17, 0, tzinfo=datetime.UTC)


def test_a_moment_is_shown_in_local_time():
    assert thai_date(MIDNIGHT_UTC) == "1 ตุลาคม 2569"
    assert thai_time(MIDNIGHT_UTC) == "00.00 น."
    assert thai_datetime(MIDNIGHT_UTC) == "1 ตุลาคม 2569 เวลา 00.00 น."
    assert thai_datetime(MIDNIGHT_UTC, "short") == "1 ต.ค. 2569 00.00 น."
    assert thai_datetime(MIDNIGHT_UTC, "official") == "วันพฤหัสบดีที่ ๑ ตุลาคม ๒๕๖๙ เวลา ๐๐.๐๐ น."
    assert thai_time(datetime.time(9, 30)) == "09.30 น."


def test_words_follow_the_language_of_the_page():
    assert (date_words(MARCH_23), time_words(MIDNIGHT_UTC)) == ("23 มีนาคม 2564", "00.00 น.")
    with translation.override("en"):
        assert (date_words(MARCH_23), time_words(MIDNIGHT_UTC)) == ("23 March 2021", "00:00")
        assert datetime_words(MIDNIGHT_UTC, "short") == "1 Oct 2026, 00:00"
    with translation.override(None):
        assert date_words(MARCH_23) == "23 มีนาคม 2564"


@pytest.mark.parametrize(
    ("end", "style", "thai", "english"),
    [
        (MARCH_23, "long", "23 มีนาคม 2564", "23 March 2021"),
        (datetime.date(2021, 3, 25), "long", "23–25 มีนาคม 2564", "23–25 March 2021"),
        (datetime.date(2021, 4, 2), "short", "23 มี.ค. 2564 – 2 เม.ย. 2564", "23 Mar 2021 – 2 Apr 2021"),
        (None, "short", "ตั้งแต่ 23 มี.ค. 2564", "since 23 Mar 2021"),
    ],
)
def test_a_span_says_its_month_once(end, style, thai, english):
    assert span_words(MARCH_23, end, style) == thai
    with translation.override("en"):
        assert span_words(MARCH_23, end, style) == english


@pytest.mark.parametrize(
    ("seconds", "thai", "english"),
    [
        (0, "เมื่อสักครู่", "just now"),
        (59, "เมื่อสักครู่", "just now"),
        (60, "1 นาทีก่อน", "1 minute ago"),
        (3599, "59 นาทีก่อน", "59 minutes ago"),
        (3600, "1 ชั่วโมงก่อน", "1 hour ago"),
        (7 * 3600 + 900, "7 ชั่วโมงก่อน", "7 hours ago"),
        (86399, "23 ชั่วโมงก่อน", "23 hours ago"),
        (86400, "19 พฤศจิกายน 2569", "19 November 2026"),
        (-60, "20 พฤศจิกายน 2569 เวลา 12.01 น.", "20 November 2026, 12:01"),
    ],
)
def test_age_is_in_words_for_a_day(seconds, thai, english):
    now = datetime.datetime(2026, 11, 20, 5, 0, tzinfo=datetime.UTC)
    moment = now - datetime.timedelta(seconds=seconds)

    assert age(moment, now) == thai
    with translation.override("en"):
        assert age(moment, now) == english


def test_age_of_a_date_is_the_date():
    assert age(MARCH_23) == "23 มีนาคม 2564"


@pytest.mark.parametrize(
    "text",
    [
        "23 มีนาคม 2564 เวลา 09.30 น.",
        "23 มีนาคม 2564 ๙.๓๐ น.",
        "23/3/2564 9:30",
        "2021-03-23 09:30",
        "23 March 2021, 09:30",
        "วันอังคารที่ 23 มีนาคม 2564 เวลา 09.30 นาฬิกา",
    ],
)
def test_parse_datetime_takes_what_people_write(text):
    assert parse_datetime(text) == datetime.datetime(2021, 3, 23, 2, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("23 มีนาคม 2564", "อ่าน “23 มีนาคม 2564” เป็นวันและเวลาไม่ได้ กรอกวันที่ตามด้วยเวลา เช่น 23 มีนาคม 2564 09.30"),
        ("23 มีนาคม 2564 24.00", "ไม่มีเวลา 24.00 กรอกเวลาตั้งแต่ 00.00 ถึง 23.59"),
        ("31/2/2564 9:30", "ไม่มีวันที่ 31 กุมภาพันธ์ 2564 เดือนนี้มี 28 วัน ตรวจวันที่อีกครั้ง"),
        ("23.3.64", "อ่าน “23.3.64” เป็นวันและเวลาไม่ได้ กรอกวันที่ตามด้วยเวลา เช่น 23 มีนาคม 2564 09.30"),
    ],
)
def test_parse_datetime_refuses_what_is_not_certain(text, message):
    with pytest.raises(DateProblem) as problem:
        parse_datetime(text)

    assert problem.value.messages == [message]


@given(st.datetimes(datetime.datetime(1920, 4, 2), datetime.datetime(2200, 12, 31)))  # noqa: DTZ001
def test_a_moment_is_read_back(moment):
    aware = timezone.make_aware(moment.replace(second=0, microsecond=0))

    assert parse_datetime(thai_datetime(aware)) == aware
    assert parse_datetime(thai_datetime(aware, "short")) == aware


@given(st.integers(0, 10**12))
def test_digits_are_read_back(number):
    assert to_arabic(to_thai(number)) == str(number)
    assert int(to_thai(number)) == number


def test_digits_leave_other_signs_alone():
    assert to_thai("ครั้งที่ 1/2563 (PM2.5)") == "ครั้งที่ ๑/๒๕๖๓ (PM๒.๕)"
    assert to_arabic("ข้อ ๑๒ ก.พ.ร.") == "ข้อ 12 ก.พ.ร."
