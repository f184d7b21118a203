"""Forms of a self-assessment: one component to a page for the group, all of them for the reviewer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Level


class AnswerForm(forms.Form):
    """The group's own level and words. `version` travels with the form, so that two writers notice each other."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    level = forms.TypedChoiceField(
        label=_("ระดับที่ประเมินตนเอง"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    reason_th = forms.CharField(
        label=_("เหตุผลและหลักฐาน"),
        help_text=_("เขียนว่าทำอะไรไปแล้ว เมื่อไร และดูได้ที่ไหน"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "field"}),
    )
    evidence = forms.FileField(
        label=_("ไฟล์หลักฐาน"),
        help_text=_("PDF, Word, Excel หรือภาพ ไม่เกิน 20 MB"),
        required=False,
        widget=forms.FileInput(attrs={"class": "field"}),
    )
    obstacle_th = forms.CharField(
        label=_("ปัญหาและอุปสรรค"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "field"}),
    )
    proposal_th = forms.CharField(
        label=_("ข้อเสนอ"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3, "class": "field"})
    )

    def __init__(self, *args, answer, descriptors, **kwargs):
        super().__init__(*args, initial=self._initial(answer), **kwargs)
        self.fields["level"].choices = [
            (level.value, f"{level.value} {level.label}: {descriptors[level.value]}")
            for level in Level
            if level.value in descriptors
        ]

    def facts(self):
        """What `write_answer` takes, the file apart."""
        return {name: self.cleaned_data[name] for name in ("level", "reason_th", "obstacle_th", "proposal_th")}

    def _initial(self, answer):
        names = ("version", "level", "reason_th", "obstacle_th", "proposal_th")
        return {name: getattr(answer, name) for name in names}


class PointsForm(forms.Form):
    """The points of discussion, a text box each."""

    def __init__(self, *args, notes, **kwargs):
        super().__init__(*args, **kwargs)
        for note in notes:
            self.fields[f"note_{note.pk}"] = forms.CharField(
                label=str(note.point),
                initial=note.text_th,
                max_length=5000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "class": "field"}),
            )

    def texts(self):
        return {int(name.removeprefix("note_")): text for name, text in self.cleaned_data.items()}


class ReturnForm(forms.Form):
    note_th = forms.CharField(
        label=_("ต้องแก้อะไร"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "class": "field"})
    )


class ReviewForm(forms.Form):
    """The reviewer's level and words for every component."""

    def __init__(self, *args, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.answers = list(answers)
        levels = [("", "–"), *((level.value, f"{level.value} {level.label}") for level in Level)]
        for answer in self.answers:
            self.fields[f"level_{answer.pk}"] = forms.TypedChoiceField(
                label=_("ระดับที่ผู้ทวนสอบเห็น"),
                choices=levels,
                coerce=int,
                empty_value=None,
                required=False,
                initial=answer.level if answer.review_level is None else answer.review_level,
                widget=forms.Select(attrs={"class": "field"}),
            )
            self.fields[f"note_{answer.pk}"] = forms.CharField(
                label=_("ความเห็นของผู้ทวนสอบ"),
                max_length=3000,
                required=False,
                initial=answer.review_note_th,
                widget=forms.Textarea(attrs={"rows": 2, "class": "field"}),
            )

    def rows(self):
        """The answers, each with its two fields."""
        return [(answer, self[f"level_{answer.pk}"], self[f"note_{answer.pk}"]) for answer in self.answers]

    def findings(self):
        return {
            answer.pk: (self.cleaned_data[f"level_{answer.pk}"], self.cleaned_data[f"note_{answer.pk}"])
            for answer in self.answers
        }
