"""The date field: it takes what people type, keeps it on an error, and says back the weekday."""

import datetime

import pytest
from django import forms
from django.utils import translation

from foundation.thai.forms import ThaiDateField, ThaiDateTimeField, ThaiTimeField


class MeetingForm(forms.Form):
    day = ThaiDateField(label="วันประชุม", earliest=datetime.date(2020, 1, 1), latest=lambda: datetime.date(2030, 1, 1))
    closed = ThaiDateTimeField(label="ปิดรับ", required=False)


def day_field(form):
    return str(form["day"])


def test_a_thai_date_is_cleaned_and_echoed():
    form = MeetingForm({"day": "๒๓/๓/๒๕๖๔", "closed": "23 มีนาคม 2564 09.30"})

    assert form.is_valid()
    assert form.cleaned_data == {
        "day": datetime.date(2021, 3, 23),
        "closed": datetime.datetime(2021, 3, 23, 2, 30, tzinfo=datetime.UTC),
    }
    assert 'value="๒๓/๓/๒๕๖๔"' in day_field(form)
    assert '<output class="date-echo" id="id_day_echo">วันอังคารที่ 23 มีนาคม 2564</output>' in day_field(form)
    assert 'aria-describedby="id_day_helptext id_day_echo"' in day_field(form)


def test_what_was_typed_stays_with_the_message():
    form = MeetingForm({"day": "31 ก.พ. 2564"})

    assert form.errors == {"day": ["ไม่มีวันที่ 31 กุมภาพันธ์ 2564 เดือนนี้มี 28 วัน ตรวจวันที่อีกครั้ง"]}
    assert 'value="31 ก.พ. 2564"' in day_field(form)
    assert "<output" not in day_field(form)


@pytest.mark.parametrize("typed", ["23/3/2562", "23/3/2575"])
def test_the_limits_of_the_field_hold(typed):
    form = MeetingForm({"day": typed})

    assert form.errors["day"][0].endswith("กรอกวันที่ตั้งแต่ 1 มกราคม 2563 ถึง 1 มกราคม 2573")


def test_a_stored_date_is_shown_in_words():
    assert 'value="23 มีนาคม 2564"' in day_field(MeetingForm(initial={"day": datetime.date(2021, 3, 23)}))
    assert "วันอังคารที่ 23 มีนาคม 2564" in day_field(MeetingForm(initial={"day": datetime.date(2021, 3, 23)}))
    with translation.override("en"):
        assert 'value="23 March 2021"' in day_field(MeetingForm(initial={"day": datetime.date(2021, 3, 23)}))


def test_what_the_form_shows_it_takes_back():
    moment = datetime.datetime(2021, 3, 23, 2, 30, tzinfo=datetime.UTC)
    for language in ("th", "en"):
        with translation.override(language):
            form = MeetingForm(initial={"day": moment.date(), "closed": moment})
            shown = {name: form[name].subwidgets[0].data["value"] for name in ("day", "closed")}
            bound = MeetingForm(shown, initial={"day": moment.date(), "closed": moment})

            assert bound.is_valid()
            assert bound.cleaned_data == {"day": moment.date(), "closed": moment}
            assert bound.changed_data == []


def test_an_empty_date_is_required_or_none():
    form = MeetingForm({"day": " ", "closed": " "})

    assert list(form.errors) == ["day"]
    assert form["day"].errors.as_data()[0].code == "required"
    assert form.cleaned_data == {"closed": None}


def test_a_text_of_script_is_escaped():
    assert "<script>" not in day_field(MeetingForm({"day": '"><script>x</script>'}))


@pytest.mark.parametrize("typed", ["09.30", "9:30", "๐๙.๓๐ น.", "เวลา 09.30 นาฬิกา", datetime.time(9, 30)])
def test_time_field_takes_the_hour_as_people_write_it(typed):
    assert ThaiTimeField().clean(typed) == datetime.time(9, 30)


@pytest.mark.parametrize(("typed", "said"), [("25.00", "ไม่มีเวลา 25.00"), ("เช้า", "กรอกชั่วโมงและนาที")])
def test_time_field_says_what_to_type(typed, said):
    with pytest.raises(forms.ValidationError, match=said):
        ThaiTimeField().clean(typed)


def test_time_field_shows_a_stored_time_with_a_point():
    assert 'value="09.30"' in str(ThaiTimeField().widget.render("starts", datetime.time(9, 30)))
