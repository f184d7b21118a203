"""What a group settles for its meetings, and the letter of one meeting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agendas.forms.meetings import LetterForm
from agendas.forms.rules import RulesForm, SectionRows, sections_told
from agendas.letters import proposed_letter
from agendas.models import InvitationLetter, MeetingRules, SectionKind, SectionTemplate
from agendas.services.letters import write_letter
from agendas.services.rules import set_rules, set_sections
from agendas.views.scopes import GET_POST, on_form, own_groups, prepared_meeting, sent
from foundation.documents.views import serve


@never_cache
@login_required
@require_http_methods(GET_POST)
def rules(request, group):
    """Two forms on one page; `part` says which was sent."""
    found = get_object_or_404(own_groups(request), slug=group)
    part = request.POST.get("part") if request.method == "POST" else ""
    form = RulesForm(
        request.POST if part == "rules" else None,
        request.FILES if part == "rules" else None,
        instance=MeetingRules.of(found),
    )
    rows = SectionRows(request.POST if part == "sections" else None, initial=_sections(found), prefix="section")
    if part == "rules" and form.is_valid():
        with on_form(form, "emblem_file"):
            set_rules(found, by=request.user, **form.facts())
            messages.success(request, _("บันทึกข้อกำหนดแล้ว"))
            return redirect("agendas:rules", group)
    if part == "sections" and rows.is_valid():
        set_sections(found, by=request.user, sections=sections_told(rows))
        messages.success(request, _("บันทึกหัวข้อแล้ว ใช้กับการประชุมที่สร้างต่อจากนี้"))
        return redirect("agendas:rules", group)
    failed = bool(form.errors) or (part == "sections" and not rows.is_valid())
    context = {"group": found, "form": form, "rows": rows, "rules": MeetingRules.of(found)}
    return render(request, "agendas/preparing/rules.html", context, status=422 if failed else 200)


@login_required
@require_safe
def emblem(request, group):
    found = MeetingRules.of(get_object_or_404(own_groups(request), slug=group))
    if found.emblem is None:
        raise Http404
    return serve(request, found.emblem, as_attachment=False)


@never_cache
@login_required
@require_http_methods(GET_POST)
def letter_change(request, host, slug):
    """The fields of the invitation; an empty letter begins with the usual sentences about this meeting."""
    meeting = prepared_meeting(request, host, slug)
    letter = InvitationLetter.objects.filter(meeting=meeting).first()
    form = LetterForm(sent(request), instance=letter or proposed_letter(meeting))
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            write_letter(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("บันทึกหนังสือเชิญประชุมแล้ว"))
            return redirect("agendas:prepare", host, slug)
    context = {"meeting": meeting, "form": form, "letter": letter}
    return render(request, "agendas/preparing/letter_change.html", context, status=422 if form.errors else 200)


def _sections(group):
    own = list(SectionTemplate.objects.filter(group=group).values("order", "kind", "title_th", "title_en"))
    usual = [{"order": order, "kind": kind.value, "title_th": kind.label} for order, kind in enumerate(SectionKind, 1)]
    return own or usual
