"""What the numbers say, in Thai and in English."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from pm25.queries import AirNow, Scales
from pm25.sentences import change_words, data_words, finding, page_title, share_text, title_words, value_words
from tests.pm25.factories import ProvinceFactory, hours_ago
from tests.pm25.measured import load_reference

LIMIT = Decimal("37.5")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel("2026-11-20T09:20:00+07:00", tick=False):
        yield


@pytest.fixture
def fresh(db):
    """An AirNow of a value, an hour old."""
    load_reference()
    scales = Scales()

    def _fresh(value, **facts):
        value = Decimal(str(value))
        band = scales.band(value, timezone.localdate())
        return AirNow(value=value, band=band, at=hours_ago(0), state="fresh", station_count=1, **facts)

    return _fresh


def late(value="48.3", hours=7):
    return AirNow(value=Decimal(value), at=hours_ago(hours), state="late", station_count=1)


@pytest.mark.parametrize(
    ("values", "headline"),
    [
        ([48.3, 37.5, 12], "วันนี้ 1 จาก 3 จังหวัด ฝุ่น PM2.5 เกินค่ามาตรฐาน"),
        ([37.5, 12], "วันนี้ทุกจังหวัด ฝุ่น PM2.5 ไม่เกินค่ามาตรฐาน"),
        ([37.6, 12, None], "วันนี้ 1 จาก 2 จังหวัดที่มีข้อมูล ฝุ่น PM2.5 เกินค่ามาตรฐาน"),
        ([12, None], "วันนี้ 1 จังหวัดที่มีข้อมูล ฝุ่น PM2.5 ไม่เกินค่ามาตรฐาน"),
        ([None, None], "ยังไม่มีข้อมูลฝุ่น PM2.5"),
        ([], "ยังไม่มีข้อมูลฝุ่น PM2.5"),
    ],
)
def test_finding_counts_only_what_is_known(fresh, values, headline):
    nows = [AirNow() if value is None else fresh(value) for value in values]

    assert finding(nows, LIMIT).headline == headline


def test_finding_never_counts_an_old_value(fresh):
    found = finding([late("90.0"), fresh(12)], LIMIT)

    assert (found.over, found.counted, found.total, found.state) == (0, 1, 2, "fresh")


def test_finding_of_old_values_alone_says_their_time():
    assert finding([late(hours=7)], LIMIT).headline == "ข้อมูลล่าสุดเมื่อ 02.00\u00a0น."
    assert finding([late(hours=31)], LIMIT).headline == "ข้อมูลล่าสุดเมื่อ 19 พฤศจิกายน 2569 เวลา 02.00\u00a0น."


def test_finding_without_a_limit_counts_nothing_over(fresh):
    assert finding([fresh(90)], None).over == 0


@pytest.mark.parametrize(
    ("previous", "words"),
    [
        ("44.1", "เมื่อวาน 44.1 เพิ่มขึ้น 4.2"),
        ("50.0", "เมื่อวาน 50.0 ลดลง 1.7"),
        ("48.3", "เมื่อวาน 48.3 เท่ากับตอนนี้"),
    ],
)
def test_change_names_both_numbers(fresh, previous, words):
    assert change_words(fresh(48.3, previous=Decimal(previous))) == words


def test_change_of_an_old_or_missing_value_is_not_said(fresh):
    assert change_words(fresh(48.3)) == ""
    assert change_words(late()) == ""


def test_value_says_its_state(fresh):
    assert value_words(fresh(48.3)) == "48.3\u00a0µg/m³ เริ่มมีผลกระทบต่อสุขภาพ"
    assert value_words(late()) == "48.3\u00a0µg/m³ เมื่อ 02.00\u00a0น. (ข้อมูลเก่า)"
    assert value_words(AirNow()) == "ไม่มีข้อมูล"


def test_title_is_what_people_search(fresh):
    assert page_title("ลำปาง", fresh(48.3)) == "ฝุ่น PM2.5 ลำปาง วันนี้ เวลา 09.00 น."
    assert page_title("ลำปาง", late(hours=31)) == "ฝุ่น PM2.5 ลำปาง ข้อมูลเมื่อ 19 พ.ย. 2569 02.00 น."
    assert page_title("ลำปาง", AirNow()) == "ฝุ่น PM2.5 ลำปาง"


def test_data_says_the_date_of_another_day():
    assert data_words(hours_ago(1)) == "ข้อมูลเวลา 08.00\u00a0น."
    assert data_words(hours_ago(31)) == "ข้อมูล 19 พ.ย. 2569 02.00\u00a0น."


def test_share_text_has_place_value_word_time_source_and_address(fresh):
    text = share_text("จังหวัดลำปาง", fresh(48.3), source="กรมควบคุมมลพิษ", url="https://example.org/provinces/lampang/")

    assert text.split("\n") == [
        "ฝุ่น PM2.5 จังหวัดลำปาง 48.3\u00a0µg/m³ เริ่มมีผลกระทบต่อสุขภาพ",
        "ค่าเฉลี่ย 24 ชั่วโมง ข้อมูล 20 พ.ย. 2569 09.00 น.",
        "ที่มา: กรมควบคุมมลพิษ",
        "https://example.org/provinces/lampang/",
    ]


def test_share_text_of_samples_says_so_first(fresh):
    text = share_text("จังหวัดลำปาง", fresh(48.3, is_sample=True), source="ข้อมูลตัวอย่าง", url="https://example.org/")

    assert text.startswith("[ข้อมูลตัวอย่าง] ฝุ่น PM2.5 จังหวัดลำปาง")


def test_share_text_without_a_value_has_no_time():
    assert len(share_text("จังหวัดลำปาง", AirNow(), source="–", url="https://example.org/").split("\n")) == 3


def test_title_of_a_place_follows_the_language(db, settings):
    place = ProvinceFactory(lampang=True, as_of=date(2026, 11, 20))

    assert title_words(place) == "จังหวัดลำปาง"
