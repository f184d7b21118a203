from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.notices import kinds
from foundation.notices.models import NoticePreference


class PreferencesForm(forms.Form):
    """A box for each kind of notice that a person may switch off."""

    wanted = forms.MultipleChoiceField(label=_("เรื่องที่รับทางอีเมล"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, user, *args, **kwargs):
        off = NoticePreference.objects.filter(user=user, email=False).values_list("kind", flat=True)
        initial = {"wanted": [kind for kind, _label in kinds.choices() if kind not in set(off)]}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["wanted"].choices = kinds.choices()
