"""One job on one page: fill in, see what would change, confirm. The job itself is a service."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse


@dataclass(frozen=True)
class Preview:
    """What a confirmation shows: sentences, then a table."""

    sentences: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)


def run_task(page, request, object_id, *, form_class, title, button, act, preview, done, intro=""):
    """Answer one step of a task on the object `object_id` of the admin page `page`.

    `act(obj, data)` does it and may raise ValidationError; before the confirmation it is tried and rolled back, so that
    what is refused is refused early. `preview(obj, data)` gives a Preview, `done(obj, data)` the words after it.
    """
    obj = page.get_object(request, object_id)
    if obj is None:
        raise Http404
    if not page.has_task_permission(request, obj):
        raise PermissionDenied
    form = form_class(request.POST or None, obj=obj)
    shown = None
    if request.method == "POST" and form.is_valid():
        confirmed = "confirm" in request.POST
        if "edit" not in request.POST and _acted(form, lambda: act(obj, form.cleaned_data), keep=confirmed):
            if confirmed:
                messages.success(request, done(obj, form.cleaned_data))
                return redirect(f"admin:{page.opts.app_label}_{page.opts.model_name}_change", obj.pk)
            shown = preview(obj, form.cleaned_data)
    context = {
        **page.admin_site.each_context(request),
        "title": title,
        "subtitle": str(obj),
        "intro": intro,
        "button": button,
        "form": form,
        "preview": shown,
        "media": page.media + form.media,
        "object": obj,
        "opts": page.opts,
    }
    request.current_app = page.admin_site.name
    return TemplateResponse(request, "admin/workgroups/task.html", context)


def _acted(form, act, *, keep):
    """Whether `act` went through; its refusal is put on the form. What is not kept is rolled back."""
    try:
        with transaction.atomic():
            act()
            if not keep:
                transaction.set_rollback(True)
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
        return False
    return True
