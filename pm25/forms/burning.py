"""What officers fill in about burning, on a phone in the field."""

import datetime
import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.thai.dates import date_words
from foundation.thai.forms import ThaiDateField, ThaiDateInput
from foundation.thai.numerals import to_arabic
from places.models import LATITUDES, LONGITUDES, District
from places.queries import distance_km
from pm25.models import BurnRecord, FuelRequest

FIRST_DAY = datetime.date(2000, 1, 1)
AHEAD = datetime.timedelta(days=366)
NEAR_KM = 10  # a position may lie so far out of the province, the border being drawn coarsely
PHOTO_TYPES = "image/jpeg,image/png"


def latest_plan():
    return timezone.localdate() + AHEAD


def today_words():
    return date_words(timezone.localdate())


def number_input(**attrs):
    """Text rather than type=number: Thai digits and commas are taken, and a wheel or a thumb cannot change it."""
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 20, **attrs})


class ThaiNumbers:
    """A mixin for number fields: ๑,๒๐๐.๕ is 1200.5."""

    def to_python(self, value):
        return super().to_python(to_arabic(value).replace(",", "").strip() if value is not None else value)


class ThaiDecimalField(ThaiNumbers, forms.DecimalField):
    pass


class ThaiFloatField(ThaiNumbers, forms.FloatField):
    pass


class DistrictField(forms.ModelChoiceField):
    """A district, under the heading of its province where there is more than one."""

    def label_from_instance(self, district):
        return district.name if self.one_province else f"{district.province.name} · {district.name}"


class PlacedForm(forms.ModelForm):
    """Where, how much, and the key that makes the form count once. `provinces`: whose districts may be chosen."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    district = DistrictField(
        label=_("อำเภอ"), queryset=District.objects.none(), error_messages={"required": _("เลือกอำเภอ")}
    )
    area_rai = ThaiDecimalField(
        label=_("พื้นที่ (ไร่)"),
        widget=number_input(),
        max_digits=8,
        decimal_places=2,
        help_text=_("เช่น 12.5 (1 งาน = 0.25 ไร่)"),
        error_messages={"required": _("ใส่พื้นที่เป็นไร่"), "invalid": _("ใส่พื้นที่เป็นตัวเลข เช่น 12.5")},
    )
    lat = ThaiFloatField(
        label=_("ละติจูด"),
        required=False,
        min_value=LATITUDES[0],
        max_value=LATITUDES[1],
        widget=number_input(),
        help_text=_("เช่น 18.2888"),
    )
    lon = ThaiFloatField(
        label=_("ลองจิจูด"),
        required=False,
        min_value=LONGITUDES[0],
        max_value=LONGITUDES[1],
        widget=number_input(),
        help_text=_("เช่น 99.4909"),
    )

    def __init__(self, *args, provinces, **kwargs):
        super().__init__(*args, **kwargs)
        districts = District.objects.with_province().filter(province__in=provinces)
        field = self.fields["district"]
        field.one_province = provinces.count() == 1
        field.queryset = districts.order_by("province__sort_key", "sort_key")
        for name, each in self.fields.items():
            each.widget.attrs.setdefault("class", "field")
            if each.help_text:
                each.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def clean(self):
        facts = super().clean()
        district, lat, lon = (facts.get(name) for name in ("district", "lat", "lon"))
        if (lat is None) != (lon is None) and not {"lat", "lon"} & self.errors.keys():
            self.add_error("lat" if lat is None else "lon", _("ใส่ละติจูดและลองจิจูดให้ครบทั้งคู่ หรือเว้นว่างทั้งคู่"))
        elif district and lat is not None and distance_km(district.province, lat, lon) > NEAR_KM:
            self.add_error("lat", _("ตำแหน่งนี้อยู่นอกจังหวัดของอำเภอที่เลือก ตรวจละติจูดและลองจิจูด หรือเลือกอำเภอใหม่"))
        return facts

    def facts(self):
        """What the services take, without what is theirs to handle by itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"key", "photo", "reason"}}


class BurnForm(PlacedForm):
    burned_on = ThaiDateField(
        label=_("วันที่เผา"),
        earliest=FIRST_DAY,
        latest=timezone.localdate,
        initial=today_words,
        error_messages={"required": _("ใส่วันที่เผา")},
    )
    photo = forms.FileField(
        label=_("ภาพถ่าย"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PHOTO_TYPES}),
        help_text=_("JPG หรือ PNG เว้นว่างได้ ไม่ถ่ายติดใบหน้าหรือป้ายทะเบียน"),
    )

    class Meta:
        model = BurnRecord
        fields = ["burned_on", "district", "place_th", "area_rai", "cause", "photo", "lat", "lon", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3}), "burned_on": ThaiDateInput}
        error_messages = {"cause": {"required": _("เลือกสาเหตุ")}}

    field_order = ["burned_on", "district", "place_th", "area_rai", "cause", "photo", "lat", "lon", "note", "key"]

    def _post_clean(self):
        """The photo is an upload here and a stored file on the row: the service makes one of the other."""
        photo = self.cleaned_data.pop("photo", None)
        super()._post_clean()
        self.cleaned_data["photo"] = photo


class BurnCorrectionForm(BurnForm):
    key = None
    reason = forms.CharField(
        label=_("เหตุผลที่แก้ไข"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("เก็บไว้ในประวัติการดำเนินการ"),
        error_messages={"required": _("ใส่เหตุผลที่แก้ไข")},
    )


class ReasonForm(forms.Form):
    """Why a record is withdrawn or taken back in."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "field"}),
        error_messages={"required": _("ใส่เหตุผล")},
    )


class FuelRequestForm(PlacedForm):
    planned_on = ThaiDateField(
        label=_("วันที่จะดำเนินการ"),
        earliest=timezone.localdate,
        latest=latest_plan,
        error_messages={"required": _("ใส่วันที่จะดำเนินการ")},
    )

    class Meta:
        model = FuelRequest
        fields = ["planned_on", "district", "place_th", "area_rai", "lat", "lon", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class FuelMoveForm(forms.Form):
    """The step of a request: a refusal with its reason, what is done with its day."""

    status = forms.ChoiceField(choices=FuelRequest.Status, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("เหตุผลที่ไม่อนุญาต"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "field"}),
    )
    done_on = ThaiDateField(
        label=_("วันที่ดำเนินการ"), earliest=FIRST_DAY, latest=timezone.localdate, required=False, initial=today_words
    )

    def clean(self):
        facts = super().clean()
        if facts.get("status") == FuelRequest.Status.REFUSED and not facts.get("reason"):
            self.add_error("reason", _("ใส่เหตุผลที่ไม่อนุญาต เพื่อให้ผู้ขอทราบว่าต้องทำอย่างไร"))
        if facts.get("status") == FuelRequest.Status.DONE and "done_on" not in self.errors and not facts.get("done_on"):
            self.add_error("done_on", _("ใส่วันที่ดำเนินการ"))
        return facts

    def step(self):
        """What the service takes: the reason and the day only where the step has one."""
        told = self.cleaned_data
        reason = told["reason"] if told["status"] == FuelRequest.Status.REFUSED else ""
        return {"status": told["status"], "reason": reason, "done_on": told["done_on"]}


class RegisterForm(forms.Form):
    """A burn register as a file."""

    file = forms.FileField(
        label=_("ไฟล์"),
        widget=forms.FileInput(
            attrs={"class": "field", "accept": ".csv,.xlsx", "aria-describedby": "id_file_helptext"}
        ),
        help_text=_("CSV หรือ Excel (.xlsx) ไม่เกิน 5 MB และ 5,000 แถว"),
        error_messages={"required": _("เลือกไฟล์"), "empty": _("ไฟล์ว่าง เลือกไฟล์ที่มีข้อมูล")},
    )
