"""What every form of this app does: only one's own, act by a service, say what was refused beside the form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from foundation.documents.services import UploadRefused
from plans.models import Activity, Plan
from plans.permissions import can_decide, writable_groups
from plans.services import Conflict, PlanRefused

GET_POST = ["GET", "HEAD", "POST"]


def answer(request, form, act, *, title, send, done, back, lead=""):
    """The page of `form`, or after `act(cleaned_data)` the page of what it returns (None: `back`)."""
    if request.method == "POST" and form.is_valid():
        try:
            row = act(form.cleaned_data)
        except UploadRefused as refusal:
            form.add_error("upload", refusal)
        except Conflict as refusal:
            form.add_error(None, refusal.reasons)
            form.data = form.data.copy()
            form.data["version"] = refusal.version  # sent once more, it is meant
        except PlanRefused as refusal:
            form.add_error(None, refusal.reasons)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, done)
            return redirect(row if row is not None else back)
    context = {"form": form, "title": title, "send": send, "back": back, "lead": lead}
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


def attempt(request, act, *, done, back):
    """Do what a button asks; what is refused is said above the page that one comes back to."""
    try:
        act()
    except PlanRefused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, done)
    return redirect(back)


def own_groups(request):
    """The groups for which the user writes; 404 for who writes for none."""
    groups = writable_groups(request.user)
    if not groups.exists():
        raise Http404
    return groups


def own_group(request, slug):
    return get_object_or_404(writable_groups(request.user), slug=slug)


def own_plan(request, slug, year):
    plans = Plan.objects.written_by(request.user).with_group()
    return get_object_or_404(plans, group__slug=slug, fiscal_year=year)


def own_activity(request, slug, year, number):
    plan = own_plan(request, slug, year)
    activity = get_object_or_404(Activity.objects.prefetch_related("milestones"), plan=plan, number=number)
    activity.plan = plan
    return activity


def need_secretary(request, group):
    """403 for who writes for the group but does not decide for it."""
    if not can_decide(request.user, group):
        raise PermissionDenied
