from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.notices.forms import PreferencesForm
from foundation.notices.services import set_preferences


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """Which notices this person wants by e-mail."""
    form = PreferencesForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        set_preferences(request.user, wanted=set(form.cleaned_data["wanted"]))
        messages.success(request, _("บันทึกเรื่องที่รับทางอีเมลแล้ว"))
        return redirect("notices:preferences")
    return render(request, "notices/preferences.html", {"form": form})
