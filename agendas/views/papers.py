"""Papers of meetings: handed in by who prepares them, handed out to those who may read them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agendas.forms.agenda import PaperForm, VersionForm
from agendas.models import AgendaItem, ItemPaper, PaperVersion
from agendas.queries.meetings import at_address
from agendas.queries.papers import readable_version
from agendas.services import papers as services
from agendas.views.scopes import GET_POST, in_words, on_form, prepared_meeting, sent
from foundation.documents.views import serve


@require_safe
def paper(request, host, slug, pk):
    """The file of one version of a paper; whatever the reader may not see is not there."""
    meeting = get_object_or_404(at_address(host, slug).visible_to(request.user))
    version = readable_version(request.user, meeting, pk)
    if version is None:
        raise Http404
    return serve(request, version.file)


@never_cache
@login_required
@require_http_methods(GET_POST)
def paper_new(request, host, slug):
    """`?item=<key>` is the item that the paper is for unless another is chosen."""
    meeting = prepared_meeting(request, host, slug)
    asked = request.GET.get("item", "")
    initial = {"item": asked if asked.isdecimal() else None}
    form = PaperForm(sent(request), request.FILES or None, meeting=meeting, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        with on_form(form, "file"):
            services.add_paper(meeting, by=request.user, upload=told.pop("file"), **told)
            messages.success(request, _("เพิ่มเอกสารแล้ว: %(title)s") % {"title": told["title_th"]})
            return redirect("agendas:prepare", host, slug)
    context = {"meeting": meeting, "form": form}
    return render(request, "agendas/preparing/paper_new.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def paper_versions(request, host, slug, pk):
    """All versions of a paper, the items that it is for, and a newer file."""
    meeting = prepared_meeting(request, host, slug)
    found = get_object_or_404(meeting.papers, pk=pk)
    form = VersionForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with on_form(form, "file"):
            services.add_version(found, by=request.user, upload=told["file"], note_th=told["note_th"], pin=told["pin"])
            messages.success(request, _("เก็บฉบับใหม่แล้ว"))
            return redirect("agendas:paper_versions", host, slug, pk)
    pins = found.item_papers.select_related("item__section", "version").order_by("item__section__order", "item__order")
    standing = AgendaItem.objects.standing().filter(section__meeting=meeting).exclude(item_papers__paper=found)
    context = {
        "meeting": meeting,
        "paper": found,
        "form": form,
        "versions": found.versions.select_related("file", "by").order_by("-number"),
        "pins": pins,
        "others": standing.select_related("section").order_by("section__order", "order"),
    }
    return render(request, "agendas/preparing/paper_versions.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def paper_pin(request, host, slug, pk):
    """What a paper is for: `step` is attach (to `item`), pin (`pin` at `version`) or detach (`pin`)."""
    meeting = prepared_meeting(request, host, slug)
    found = get_object_or_404(meeting.papers, pk=pk)
    step = request.POST.get("step")
    with in_words(request):
        if step == "attach":
            item = get_object_or_404(AgendaItem, pk=_key(request, "item"), section__meeting=meeting)
            services.attach_paper(item, found, by=request.user)
        else:
            pin = get_object_or_404(ItemPaper, pk=_key(request, "pin"), paper=found)
            if step == "detach":
                services.detach_paper(pin, by=request.user)
            else:
                version = get_object_or_404(PaperVersion, pk=_key(request, "version"), paper=found)
                services.pin_version(pin, by=request.user, version=version)
        messages.success(request, _("บันทึกแล้ว"))
    return redirect("agendas:paper_versions", host, slug, pk)


def _key(request, name):
    asked = request.POST.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 12 else 0
