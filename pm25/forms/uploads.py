"""How an officer hands in a table and says what its columns mean. A doubtful field stands empty until it is filled."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pm25.importers import table_times
from pm25.importers.answers import LONGEST_ID, station_id
from pm25.importers.table_mapping import LONG, UNIT_CHOICES, WIDE
from pm25.importers.table_times import split_clock
from pm25.models import Parameter
from workgroups.models import Workgroup

CHOOSE = ("", _("เลือก"))
NOT_THERE = ("", _("ไม่มีคอลัมน์นี้"))
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
DELIMITER_NAMES = {sign: name for name, sign in DELIMITERS.items()}
ALL_UNITS = list(dict.fromkeys(unit for units in UNIT_CHOICES.values() for unit in units))


class DescribedForm(forms.Form):
    """Fields of the portal's look, with their hints tied to them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.widget.attrs.setdefault("class", "field")
            if field.help_text:
                field.widget.attrs.setdefault("aria-describedby", f"id_{name}_helptext")


class GroupField(forms.ModelChoiceField):
    def label_from_instance(self, group):
        return group.name


class UploadForm(DescribedForm):
    group = GroupField(
        label=_("คณะทำงานเจ้าของข้อมูล"),
        queryset=Workgroup.objects.none(),
        empty_label=CHOOSE[1],
        error_messages={"required": _("เลือกคณะทำงาน")},
        widget=forms.Select(attrs={"lang": "th"}),
    )
    file = forms.FileField(
        label=_("ไฟล์"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text=_("CSV, TSV, TXT หรือ Excel (.xlsx) ไม่เกิน 50 MB"),
        error_messages={"required": _("เลือกไฟล์"), "empty": _("ไฟล์ว่าง เลือกไฟล์ที่มีข้อมูล")},
    )

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups.order_by("sort_key")
        only = list(groups[:2])
        if len(only) == 1:
            self.fields["group"].initial = only[0]


class ReadingForm(DescribedForm):
    """How the file's text becomes a table."""

    encoding = forms.ChoiceField(
        label=_("การเข้ารหัสตัวอักษร"),
        choices=[
            ("utf-8-sig", _("UTF-8 (มีหรือไม่มี BOM)")),
            ("cp874", _("TIS-620 หรือ Windows-874")),
            ("utf-16", "UTF-16"),
        ],
        help_text=_("ถ้าตัวอย่างด้านบนอ่านเป็นภาษาไทยไม่ได้ ให้เปลี่ยน"),
    )
    delimiter = forms.ChoiceField(
        label=_("ตัวคั่นคอลัมน์"),
        choices=[
            CHOOSE,
            ("comma", _("จุลภาค ( , )")),
            ("semicolon", _("อัฒภาค ( ; )")),
            ("tab", _("แท็บ")),
            ("bar", _("ขีดตั้ง ( | )")),
        ],
        error_messages={"required": _("เลือกตัวคั่นคอลัมน์")},
    )
    sheet = forms.TypedChoiceField(label=_("แผ่นงาน"), coerce=int, widget=forms.Select(attrs={"lang": "th"}))
    header_line = forms.IntegerField(
        label=_("บรรทัดของหัวคอลัมน์"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("เลขบรรทัดในตัวอย่าง เว้นว่างถ้าไม่มีหัวคอลัมน์"),
    )
    first_line = forms.IntegerField(
        label=_("บรรทัดแรกของข้อมูล"),
        min_value=1,
        max_value=1000,
        help_text=_("บรรทัดก่อนหน้านี้ เช่น ชื่อรายงานหรือหน่วย จะไม่ถูกอ่าน"),
        error_messages={"required": _("ใส่เลขบรรทัดแรกที่เป็นข้อมูล ดูได้จากตัวอย่าง")},
    )

    def __init__(self, data=None, *, upload, is_workbook):
        said = upload.reading
        initial = {**said, "delimiter": DELIMITER_NAMES.get(said.get("delimiter"), ""), "sheet": said.get("sheet") or 1}
        super().__init__(data, initial=initial, prefix="reading")
        for name in ("encoding", "delimiter") if is_workbook else ("sheet",):
            del self.fields[name]
        if is_workbook:
            self.fields["sheet"].choices = list(enumerate(said["sheets"], 1))
            if len(said["sheets"]) < 2:
                del self.fields["sheet"]

    def clean(self):
        told = super().clean()
        header, first = told.get("header_line"), told.get("first_line")
        if header and first and header >= first:
            self.add_error("first_line", _("ข้อมูลต้องอยู่ใต้หัวคอลัมน์ ใส่เลขบรรทัดที่มากกว่า"))
        return told

    def reading(self):
        """What the service takes. Another encoding, delimiter or sheet moves the lines, which are then found anew."""
        told = {"sheet": None, "encoding": "", **self.cleaned_data}
        told["delimiter"] = DELIMITERS.get(told.get("delimiter"), "")
        if {"encoding", "delimiter", "sheet"} & set(self.changed_data):
            told |= {"header_line": None, "first_line": None}
        else:
            told["header_line"] = told["header_line"] or 0
        return told


class ColumnField(forms.TypedChoiceField):
    """A column by its place, or None."""

    def __init__(self, **kwargs):
        super().__init__(
            coerce=int, empty_value=None, required=False, widget=forms.Select(attrs={"lang": "th"}), **kwargs
        )


class MappingForm(DescribedForm):
    """Which column is what, and what no column says."""

    layout = forms.ChoiceField(
        label=_("ตารางเป็นแบบใด"),
        choices=[CHOOSE, (LONG, _("แถวละหนึ่งค่า")), (WIDE, _("คอลัมน์ละหนึ่งสถานี"))],
        error_messages={"required": _("เลือกแบบของตาราง")},
    )
    averaging = forms.ChoiceField(
        label=_("ค่าเป็นค่าเฉลี่ยของ"),
        choices=[CHOOSE, ("hour", _("หนึ่งชั่วโมง")), ("day", _("หนึ่งวัน (เก็บแยก ไม่ใช้แทนค่ารายชั่วโมง)"))],
        error_messages={"required": _("เลือกว่าเป็นค่ารายชั่วโมงหรือรายวัน")},
    )
    date_column = ColumnField(label=_("คอลัมน์วันที่ หรือวันที่พร้อมเวลา"))
    hour_column = ColumnField(label=_("คอลัมน์ชั่วโมง"), help_text=_("1–24, 100–2400 หรือ 13:00 ถ้าวันที่ไม่มีเวลาอยู่ด้วย"))
    date_order = forms.ChoiceField(
        label=_("ลำดับของวันที่"),
        choices=[
            CHOOSE,
            (table_times.DMY, _("วัน เดือน ปี เช่น 28/9/2569")),
            (table_times.YMD, _("ปี เดือน วัน เช่น 2026-09-28")),
            (table_times.MDY, _("เดือน วัน ปี เช่น 9/28/2026")),
            (table_times.YYMMDD, _("ตัวเลขติดกัน ปปดดวว เช่น 260928")),
        ],
        error_messages={"required": _("เลือกลำดับของวันที่ ระบบไม่เดาให้ เพราะ 01/02 อ่านได้สองแบบ")},
    )
    era = forms.ChoiceField(
        label=_("ปีเป็น"),
        choices=[CHOOSE, (table_times.BUDDHIST, _("พ.ศ.")), (table_times.COMMON, _("ค.ศ."))],
        error_messages={"required": _("เลือกว่าปีเป็น พ.ศ. หรือ ค.ศ.")},
    )
    hour_label = forms.ChoiceField(
        label=_("เวลาที่ลงไว้คือ"),
        choices=[
            CHOOSE,
            (table_times.BY_END, _("เวลาสิ้นสุดของชั่วโมง (01:00 คือ 00:00–01:00)")),
            (table_times.BY_BEGINNING, _("เวลาเริ่มของชั่วโมง (01:00 คือ 01:00–02:00)")),
        ],
        required=False,
    )
    station_column = ColumnField(label=_("คอลัมน์รหัสสถานี"))
    station = forms.CharField(
        label=_("รหัสสถานี ถ้าทั้งไฟล์เป็นสถานีเดียว"), required=False, max_length=LONGEST_ID, help_text=_("เช่น 37t")
    )
    value_column = ColumnField(label=_("คอลัมน์ค่าที่วัดได้"))
    station_columns = forms.TypedMultipleChoiceField(
        label=_("คอลัมน์ที่เป็นค่าของสถานี"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    parameter = forms.ChoiceField(label=_("สิ่งที่วัด"), choices=[CHOOSE, *Parameter.choices], required=False)
    parameter_column = ColumnField(label=_("คอลัมน์สิ่งที่วัด ถ้ามีหลายอย่าง"))
    unit = forms.ChoiceField(
        label=pgettext_lazy("ของค่าที่วัด", "หน่วย"), choices=[CHOOSE, *((unit, unit) for unit in ALL_UNITS)], required=False
    )
    unit_column = ColumnField(label=_("คอลัมน์หน่วย ถ้ามี"))
    decimal = forms.ChoiceField(
        label=_("ทศนิยมใช้"), choices=[(".", _("จุด เช่น 12.5")), (",", _("จุลภาค เช่น 12,5"))], initial="."
    )

    def __init__(self, data=None, *, upload):
        super().__init__(data, initial=upload.mapping, prefix="map")
        self.columns = upload.columns
        first = upload.reading.get("first_line") or 1
        self.rows = [cells for number, cells in upload.preview if number >= first]
        choices = [(place, self._words(place)) for place in range(len(self.columns))]
        for name, field in self.fields.items():
            if isinstance(field, ColumnField):
                field.choices = [CHOOSE if name in ("date_column", "value_column") else NOT_THERE, *choices]
        self.fields["station_columns"].choices = choices

    def kept(self):
        """What has been filled in so far, right or wrong, as the row keeps it."""
        kept = {name: self[name].value() for name in self.fields}
        return {name: value for name, value in kept.items() if value not in (None, "", [])}

    def clean(self):
        told = super().clean()
        self._clean_times(told)
        (self._clean_wide if told.get("layout") == WIDE else self._clean_long)(told)
        if told.get("parameter_column") is None and not told.get("parameter"):
            self.add_error("parameter", _("เลือกสิ่งที่วัด หรือเลือกคอลัมน์สิ่งที่วัด"))
        if told.get("unit_column") is None and not told.get("unit"):
            self.add_error("unit", _("เลือกหน่วย หรือเลือกคอลัมน์หน่วย"))
        allowed = UNIT_CHOICES.get(told.get("parameter"), ALL_UNITS)
        by_row = told.get("unit_column") is not None or told.get("parameter_column") is not None
        if told.get("unit") and not by_row and told["unit"] not in allowed:
            self.add_error("unit", _("หน่วยนี้ใช้กับสิ่งที่วัดไม่ได้ เลือก %(units)s") % {"units": " / ".join(allowed)})
        return told

    def _clean_times(self, told):
        if told.get("date_column") is None:
            self.add_error("date_column", _("เลือกคอลัมน์วันที่"))
            return
        if told.get("averaging") != "hour":
            told["hour_column"] = None
            return
        if not told.get("hour_label"):
            self.add_error("hour_label", _("เลือกว่าเวลาที่ลงไว้เป็นเวลาสิ้นสุดหรือเวลาเริ่มของชั่วโมง"))
        if told.get("hour_column") is None and not self._has_clock(told["date_column"]):
            message = _("คอลัมน์วันที่ไม่มีเวลา เลือกคอลัมน์ชั่วโมง หรือถ้าเป็นค่าเฉลี่ยรายวัน เลือก “หนึ่งวัน”")
            self.add_error("hour_column", message)

    def _clean_long(self, told):
        if told.get("layout") != LONG:
            return
        told["station_columns"] = []
        if told.get("value_column") is None:
            self.add_error("value_column", _("เลือกคอลัมน์ค่าที่วัดได้"))
        if told.get("station_column") is None and not station_id(told.get("station") or ""):
            self.add_error("station_column", _("เลือกคอลัมน์รหัสสถานี หรือใส่รหัสสถานีเดียวของทั้งไฟล์"))
        names = ("date_column", "hour_column", "station_column", "value_column", "parameter_column", "unit_column")
        used = [told[name] for name in names if told.get(name) is not None]
        if len(set(used)) < len(used):
            self.add_error(None, _("มีคอลัมน์ที่เลือกใช้สองอย่าง เลือกคอลัมน์ละอย่างเดียว"))

    def _clean_wide(self, told):
        places = told.get("station_columns") or []
        told |= {"station_column": None, "station": "", "value_column": None}
        if not places and "station_columns" not in self.errors:
            self.add_error("station_columns", _("เลือกคอลัมน์ของสถานีอย่างน้อยหนึ่งคอลัมน์"))
        codes = [station_id(self.columns[place]) for place in places]
        if not all(codes) or len(set(codes)) < len(codes):
            self.add_error("station_columns", _("คอลัมน์ของสถานีต้องมีหัวเป็นรหัสสถานี และไม่ซ้ำกัน แก้ในไฟล์แล้วส่งใหม่"))
        others = ("date_column", "hour_column", "parameter_column", "unit_column")
        if {told.get(name) for name in others} & set(places):
            self.add_error("station_columns", _("คอลัมน์ของสถานีเป็นคอลัมน์อย่างอื่นด้วย เลือกคอลัมน์ละอย่างเดียว"))

    def _has_clock(self, column):
        texts = [cells[column] for cells in self.rows if column < len(cells) and cells[column]]
        return any(split_clock(text)[1] for text in texts)

    def _words(self, place):
        heading = self.columns[place][:60]
        example = next((cells[place] for cells in self.rows if place < len(cells) and cells[place]), "")
        words = f"{place + 1} · {heading}" if heading else f"{place + 1}"
        return f"{words} ({example[:24]})" if example else words
