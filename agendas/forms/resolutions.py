"""A resolution or a directive, with the work that it gives, in one form."""

from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.forms.fields import MeetingLook
from agendas.formulas import sentence
from agendas.models import AgendaItem, Directive, Meeting, Resolution
from foundation.thai.dates import thai_date
from foundation.thai.forms import ThaiDateField
from foundation.ui.templatetags.ui import as_thai
from places.models import District
from workgroups.models import Agency, Post, Workgroup

WORK = 4  # rows of work on a form
Outcome = Resolution.Outcome


class GroupField(forms.ModelChoiceField):
    def label_from_instance(self, group):
        return group.heading_th


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return f"{meeting.label} · {thai_date(meeting.date, 'short')}"


class OwnerField(forms.ChoiceField):
    """A seat of the group or an agency: the value is `post-12` or `agency-5`, the cleaned value the row."""

    def __init__(self, **kwargs):
        self.rows = {}
        super().__init__(**kwargs)

    def offer(self, posts, agencies):
        self.rows = {f"post-{post.pk}": post for post in posts} | {f"agency-{row.pk}": row for row in agencies}
        seats = [(f"post-{post.pk}", post.title_th or post.role_label) for post in posts]
        offices = [(f"agency-{row.pk}", row.name_th) for row in agencies]
        self.choices = [("", "–"), (_("ตำแหน่งในคณะทำงาน"), seats), (_("หน่วยงาน"), offices)]
        self.widget.attrs["lang"] = "th"

    def clean(self, value):
        return self.rows.get(super().clean(value))


class WorkForm(MeetingLook, forms.Form):
    """One piece of work; a row left empty is none."""

    title_th = forms.CharField(label=_("งาน"), max_length=600, required=False)
    owner = OwnerField(label=_("ผู้รับผิดชอบ"), required=False)
    due_on = ThaiDateField(label=_("กำหนดแล้วเสร็จ"), required=False)
    supporters = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label=_("หน่วยงานสนับสนุน"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4, "lang": "th"}),
    )

    def __init__(self, *args, meeting, posts, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["owner"].offer(posts, agencies)
        self.fields["supporters"].queryset = Agency.objects.order_by("sort_key")
        self.fields["supporters"].choices = [(row.pk, row.name_th) for row in agencies]

    def clean(self):
        told = super().clean()
        begun = [name for name in ("title_th", "owner", "due_on") if told.get(name)]
        if begun:
            words = {"title_th": _("ใส่งานที่มอบหมาย"), "owner": _("เลือกผู้รับผิดชอบ"), "due_on": _("ใส่กำหนดแล้วเสร็จ")}
            for name, reason in words.items():
                if name not in begun and name not in self.errors:
                    self.add_error(name, reason)
            if told.get("due_on") and told["due_on"] < self.meeting.date:
                self.add_error("due_on", _("กำหนดแล้วเสร็จต้องไม่ก่อนวันประชุม"))
        elif told.get("supporters"):
            self.add_error("title_th", _("ใส่งานที่มอบหมาย หรือเอาหน่วยงานสนับสนุนออก"))
        return told

    def facts(self):
        """What `assign_action` takes, or None of an empty row."""
        told = self.cleaned_data
        if not told.get("title_th"):
            return None
        owner = told["owner"]
        kind = "owner_post" if isinstance(owner, Post) else "owner_agency"
        facts = {"title_th": told["title_th"], kind: owner, "due_on": told["due_on"]}
        return facts | {"supporters": list(told["supporters"])}


WorkFormSet = formset_factory(WorkForm, extra=WORK, max_num=20, absolute_max=20)


def work_formset(data, meeting, actions=()):
    """The rows of work of a draft, filled from `actions`."""
    on = meeting.date
    posts = list(Post.objects.as_of(on).filter(group=meeting.host_group_id).select_related("group").order_by("order"))
    shared = {"meeting": meeting, "posts": posts, "agencies": list(Agency.objects.order_by("sort_key"))}
    initial = [
        {
            "title_th": action.title_th,
            "owner": f"post-{action.owner_post_id}" if action.owner_post_id else f"agency-{action.owner_agency_id}",
            "due_on": action.due_on,
            "supporters": [agency.pk for agency in action.supporters.all()],
        }
        for action in actions
    ]
    return WorkFormSet(data, prefix="work", initial=initial, form_kwargs=shared)


def work_of(formset):
    """The facts of the rows that were filled in."""
    return [facts for facts in (form.facts() for form in formset) if facts is not None]


class ResolutionForm(MeetingLook, forms.ModelForm):
    """One point. Fields that go with one outcome only are shown with it."""

    deferred_to = MeetingField(
        Meeting.objects.none(), label=_("เลื่อนไปพิจารณาใน"), required=False, empty_label=_("การประชุมครั้งต่อไป")
    )
    referred_to = GroupField(Workgroup.objects.none(), label=_("ส่งเรื่องให้"), required=False)
    corrects = forms.ModelChoiceField(
        Resolution.objects.none(),
        label=_("แก้ไขมติ"),
        required=False,
        empty_label=_("ไม่ใช่การแก้ไขมติเดิม"),
        help_text=_("มติที่เป็นที่สุดแล้วแก้ด้วยมติใหม่"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Resolution
        fields = ["outcome", "deferred_to", "referred_to", "observation_th", "text_th", "text_en"]
        fields += ["votes_for", "votes_against", "votes_abstained", "corrects"]
        widgets = {
            "observation_th": forms.Textarea(attrs={"rows": 3}),
            "text_th": forms.Textarea(attrs={"rows": 5}),
            "text_en": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {"outcome": {"required": _("เลือกผลการพิจารณา")}, "text_th": {"required": _("ใส่ข้อความมติ")}}

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        later = Meeting.objects.filter(
            host_group=meeting.host_group_id, kind__in=Meeting.NUMBERED, number__isnull=False, date__gte=meeting.date
        )
        over = [Meeting.Status.ADOPTED, Meeting.Status.CANCELLED]
        self.fields["deferred_to"].queryset = later.exclude(pk=meeting.pk).exclude(status__in=over).order_by("date")
        groups = Workgroup.objects.active().exclude(pk=meeting.host_group_id)
        self.fields["referred_to"].queryset = groups.order_by("sort_key")
        final = Resolution.objects.filter(meeting__host_group=meeting.host_group_id, status=Resolution.Status.FINAL)
        for name in ("corrects", "referred_to", "deferred_to"):
            self.fields[name].widget.attrs["lang"] = "th"
        self.fields["corrects"].queryset = final.select_related("meeting").order_by("-meeting__date", "number")
        for name in ("votes_for", "votes_against", "votes_abstained"):
            self.fields[name].widget = forms.TextInput(attrs={"class": "field num", "inputmode": "numeric"})
        self.fields["version"].initial = self.instance.version

    def _post_clean(self):
        """The service checks the point as a whole."""

    def facts(self):
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        told["deferred_next"] = told["outcome"] == Outcome.DEFERRED and told["deferred_to"] is None
        return told


class DirectiveForm(MeetingLook, forms.Form):
    text_th = forms.CharField(
        label=_("ข้อสั่งการ"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("ใส่ข้อสั่งการ")},
    )
    given_by = forms.CharField(label=_("ผู้สั่งการ"), max_length=200, error_messages={"required": _("ใส่ชื่อผู้สั่งการ")})
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("ในวาระ"), required=False, empty_label=_("ไม่ระบุวาระ")
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        items = AgendaItem.objects.filter(section__meeting=meeting).standing()
        self.fields["item"].queryset = items.order_by("section__order", "order")
        self.fields["item"].widget.attrs["lang"] = "th"


class DissentForm(MeetingLook, forms.Form):
    name = forms.CharField(label=_("ผู้มีความเห็นแย้ง"), max_length=200, error_messages={"required": _("ใส่ชื่อผู้มีความเห็นแย้ง")})
    reason_th = forms.CharField(
        label=_("เหตุผล"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("ใส่เหตุผลของความเห็นแย้ง")},
    )


class SummaryForm(MeetingLook, forms.Form):
    text_th = forms.CharField(
        label=_("สรุปสำหรับประชาชน"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("ภาษาง่าย ๆ ว่าตัดสินใจอะไร ใครทำ และประชาชนจะเห็นอะไรเปลี่ยน"),
    )
    text_en = forms.CharField(
        label=_("สรุปสำหรับประชาชนภาษาอังกฤษ"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    districts = forms.ModelMultipleChoiceField(
        District.objects.none(), label=_("อำเภอที่เกี่ยวข้อง"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        districts = District.objects.order_by("sort_key")
        if group is not None and group.province_id:
            districts = districts.filter(province=group.province_id)
        self.fields["districts"].queryset = districts
        self.fields["districts"].label_from_instance = lambda district: district.name


class ConfirmForm(MeetingLook, forms.Form):
    """What the chair stands by, who says so, when, and what shows it."""

    resolutions = forms.ModelMultipleChoiceField(
        Resolution.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("มติ")
    )
    directives = forms.ModelMultipleChoiceField(
        Directive.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("ข้อสั่งการ")
    )
    confirmed_by = forms.CharField(
        label=_("ประธานผู้ยืนยัน"), max_length=200, error_messages={"required": _("ใส่ชื่อประธานผู้ยืนยัน")}
    )
    on = ThaiDateField(label=_("ยืนยันเมื่อ"), latest=timezone.localdate, error_messages={"required": _("ใส่วันที่ยืนยัน")})
    evidence_th = forms.CharField(
        label=_("หลักฐานการยืนยัน"),
        max_length=300,
        help_text=_("เช่น ลงนามในร่างมติ หรือแจ้งทางอีเมลวันที่ใด"),
        error_messages={"required": _("ใส่หลักฐานการยืนยัน")},
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        drafts = meeting.resolutions.filter(status=Resolution.Status.DRAFT).select_related("item")
        self.fields["resolutions"].queryset = drafts
        self.fields["resolutions"].label_from_instance = lambda row: as_thai(f"{row.label} {row.text_th}")
        self.fields["directives"].queryset = meeting.directives.filter(status=Directive.Status.DRAFT)
        self.fields["directives"].label_from_instance = lambda row: as_thai(row.text_th)

    def clean(self):
        told = super().clean()
        if not told.get("resolutions") and not told.get("directives"):
            self.add_error(None, _("เลือกมติหรือข้อสั่งการที่ประธานยืนยันอย่างน้อยหนึ่งข้อ"))
        return told


class RewordForm(MeetingLook, forms.Form):
    """The wording of a confirmed point, and the chair's word for it."""

    text_th = forms.CharField(
        label=_("ข้อความมติ"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("ใส่ข้อความมติ")},
    )
    observation_th = forms.CharField(
        label=_("ข้อสังเกตของที่ประชุม"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    confirmed_by = forms.CharField(
        label=_("ประธานผู้ยืนยัน"), max_length=200, error_messages={"required": _("ใส่ชื่อประธานผู้ยืนยัน")}
    )
    confirmed_on = ThaiDateField(
        label=_("ยืนยันเมื่อ"), latest=timezone.localdate, error_messages={"required": _("ใส่วันที่ยืนยัน")}
    )
    confirmed_evidence_th = forms.CharField(
        label=_("หลักฐานการยืนยัน"), max_length=300, error_messages={"required": _("ใส่หลักฐานการยืนยัน")}
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def suggestion(told, work, item):
    """The sentence that the ticks make, or "" where they do not make one yet: always in Thai, as minutes are."""
    outcome = told.get("outcome")
    if not outcome:
        return ""
    owners = [row["owner_post"].title_th if "owner_post" in row else row["owner_agency"].name_th for row in work]
    to = ""
    if outcome == Outcome.DEFERRED:
        meeting = told.get("deferred_to")
        to = f"ครั้งที่ {meeting.series_number}" if meeting else "ครั้งต่อไป"
    elif outcome == Outcome.REFERRED and told.get("referred_to"):
        to = told["referred_to"].name_th
    one = work[0] if len(work) == 1 else None
    try:
        return sentence(
            outcome,
            owners=list(dict.fromkeys(owners)),
            task=one["title_th"] if one else "",
            due=f"วันที่ {thai_date(one['due_on'])}" if one else "",
            to=to,
            observation=(told.get("observation_th") or "").strip(),
            matter="รายงานการประชุม" if outcome == Outcome.ADOPTED and item.adopts_id else "",
        )
    except ValueError:
        return ""
