from allauth.account.decorators import secure_admin_login
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from foundation.accounts.forms import AcceptForm
from foundation.accounts.queries import has_second_factor, open_invitation
from foundation.accounts.services import InvitationClosed, accept


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Set the first password; an unknown, used or expired link answers the same."""
    found = open_invitation(token)
    if found is None:
        return _invitation_closed(request)
    form = AcceptForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept(token, password=form.cleaned_data["new_password1"])
        except InvitationClosed:
            return _invitation_closed(request)
        logout(request)
        messages.success(request, _("เปิดบัญชีแล้ว ครั้งต่อไปเข้าสู่ระบบด้วยอีเมลและรหัสผ่านที่ตั้งไว้"))
        return perform_login(request, user)
    response = render(request, "accounts/invitation.html", {"invitation": found, "form": form})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@login_required
@require_GET
def second_factor(request):
    """Why staff must set up a second factor before anything else, and the two ways to do it."""
    if has_second_factor(request.user):
        return redirect("portal:desk")
    return render(request, "accounts/second_factor.html")


def admin_sign_in(login):
    """The admin's `login` through allauth, second factor and rate limits with it; a clear page for who is no staff."""
    secured = secure_admin_login(login)

    def sign_in(request, extra_context=None):
        if request.user.is_authenticated and not request.user.is_staff:
            return render(request, "accounts/not_staff.html", status=403)
        return secured(request, extra_context=extra_context)

    return never_cache(sign_in)


def _invitation_closed(request):
    return render(request, "accounts/invitation_closed.html", status=404)
