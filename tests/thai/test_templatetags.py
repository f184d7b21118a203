"""The filters and tags of dates, as templates use them."""

import datetime

import pytest
from django.template import Context, Template
from django.utils import translation

DAY = datetime.date(2021, 3, 22)
MOMENT = datetime.datetime(2026, 11, 20, 2, 30, 15, 999, tzinfo=datetime.UTC)


def rendered(text, **context):
    """The template's text, with the joining space shown as ~."""
    return Template(text).render(Context({"d": DAY, "dt": MOMENT, "none": None, **context})).replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("text", "thai", "english"),
    [
        ("{{ d|thai_date }}", "22~มีนาคม~2564", "22~March~2021"),
        ('{{ d|thai_date:"short" }}', "22~มี.ค.~2564", "22~Mar~2021"),
        ('{{ d|thai_date:"weekday" }}', "จันทร์~22~มี.ค.~2564", "Mon~22~Mar~2021"),
        ('{{ d|thai_date:"official" }}', "วันจันทร์ที่~๒๒~มีนาคม~๒๕๖๔", "Monday~22~March~2021"),
        ("{{ dt|thai_date }}", "20~พฤศจิกายน~2569", "20~November~2026"),
        ("{{ dt|thai_time }}", "09.30~น.", "09:30"),
        ("{{ dt|thai_datetime }}", "20~พฤศจิกายน~2569 เวลา 09.30~น.", "20~November~2026, 09:30"),
        ('{{ dt|thai_datetime:"short" }}', "20~พ.ย.~2569 09.30~น.", "20~Nov~2026, 09:30"),
        ("{{ d|thai_month }}", "มีนาคม~2564", "March~2021"),
        ('{{ d|thai_month:"short" }}', "มี.ค.~2564", "Mar~2021"),
        ("{{ 9|thai_month }}", "กันยายน", "September"),
        ("{{ d|be_year }}", "2564", "2021"),
        ("{{ 2021|be_year }}", "2564", "2021"),
        ("{{ dt|fiscal_year }}", "2570", "2027"),
        ("{{ 2570|fiscal_year }}", "2570", "2027"),
        ('{{ 2570|fiscal_year:"label" }}', "ปีงบประมาณ~2570", "fiscal year~2027"),
        (
            '{{ 2570|fiscal_year:"span" }}',
            "ปีงบประมาณ~2570 (1~ต.ค.~2569 – 30~ก.ย.~2570)",
            "fiscal year~2027 (1~Oct~2026 – 30~Sep~2027)",
        ),
        ("{{ 12|thai_digits }}", "๑๒", "๑๒"),
        ('{{ 37.5|unit:"µg/m³" }}', "37.5~µg/m³", "37.5~µg/m³"),
        ('{{ "ครั้งที่ 1/2563"|nbsp }}', "ครั้งที่~1/2563", "ครั้งที่~1/2563"),
        (
            '{% when d "short" %}',
            '<time datetime="2021-03-22">22~มี.ค.~2564</time>',
            '<time datetime="2021-03-22">22~Mar~2021</time>',
        ),
        (
            '{% when dt "time" %}',
            '<time datetime="2026-11-20T09:30:15+07:00">09.30~น.</time>',
            '<time datetime="2026-11-20T09:30:15+07:00">09:30</time>',
        ),
        (
            '{% when dt "datetime" %}',
            '<time datetime="2026-11-20T09:30:15+07:00">20~พฤศจิกายน~2569 เวลา 09.30~น.</time>',
            '<time datetime="2026-11-20T09:30:15+07:00">20~November~2026, 09:30</time>',
        ),
        ("{% date_span d dt %}", "22~มีนาคม~2564 – 20~พฤศจิกายน~2569", "22~March~2021 – 20~November~2026"),
        ("{% date_span d none %}", "ตั้งแต่~22~มีนาคม~2564", "since~22~March~2021"),
    ],
)
def test_a_filter_follows_the_language(text, thai, english):
    assert rendered(text) == thai
    with translation.override("en"):
        assert rendered(text) == english


@pytest.mark.parametrize(
    "text",
    [
        "{{ none|thai_date }}",
        "{{ none|thai_time }}",
        "{{ none|thai_datetime }}",
        "{{ none|age }}",
        "{{ none|thai_month }}",
        "{{ none|be_year }}",
        "{{ none|fiscal_year }}",
        '{{ none|unit:"km" }}',
        "{% when none %}",
        "{% date_span none none %}",
        "{{ missing|thai_date }}",
    ],
)
def test_what_is_missing_is_a_dash(text):
    assert rendered(text) == "–"


def test_missing_text_is_nothing():
    assert rendered("{{ none|thai_digits }}{{ none|nbsp }}") == ""


def test_midnight_and_zero_are_values():
    assert rendered('{{ t|thai_time }} {{ 0|unit:"km" }}', t=datetime.time(0, 0)) == "00.00~น. 0~km"


def test_age_is_joined(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 20, 9, 45, tzinfo=datetime.UTC))

    assert rendered("{{ dt|age }}") == "7~ชั่วโมงก่อน"
    assert rendered('{% when dt "age" %}') == '<time datetime="2026-11-20T09:30:15+07:00">7~ชั่วโมงก่อน</time>'


def test_text_of_people_is_escaped():
    assert rendered('{{ typed|nbsp }}{{ typed|unit:"<b>" }}', typed="<i> x") == "&lt;i&gt;~x&lt;i&gt; x~&lt;b&gt;"
