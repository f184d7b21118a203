"""What others ask of a group: referrals that came in, referrals that went out, and members' proposals."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agendas.forms.agenda import DecisionForm, ReferralForm
from agendas.models import AgendaSection, Meeting, Proposal, Referral
from agendas.queries.referrals import RELATED, intake, sent_by
from agendas.services import proposals as proposal_services
from agendas.services import referrals as referral_services
from agendas.views.scopes import GET_POST, on_form, own_groups, prepared_meeting, sent

CAN_TAKE = (Meeting.Status.DRAFT, Meeting.Status.CALLED, Meeting.Status.AGENDA_FROZEN, Meeting.Status.POSTPONED)


@never_cache
@login_required
@require_safe
def referrals(request):
    """What came in and what went out of the user's groups."""
    groups = own_groups(request)
    context = {"rows": intake(groups), "sent": sent_by(groups)}
    return render(request, "agendas/preparing/referrals.html", context)


@never_cache
@login_required
@require_http_methods(GET_POST)
def referral(request, pk):
    """One matter that was sent to a group of the user: put it on an agenda, answer it, or say why not."""
    rows = Referral.objects.select_related(*RELATED).filter(to_group__in=own_groups(request))
    row = get_object_or_404(rows, pk=pk)
    form = ReferralForm(sent(request), sections=_sections(row.to_group), answer_length=5000)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            _decide_referral(row, form.cleaned_data, request.user)
            messages.success(request, _("บันทึกแล้ว"))
            return redirect("agendas:referral", pk)
    context = {"row": row, "form": form, "sections": _sections(row.to_group)}
    return render(request, "agendas/preparing/referral.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def proposal(request, host, slug, pk):
    """One matter that a member proposed for this meeting."""
    meeting = prepared_meeting(request, host, slug)
    row = get_object_or_404(Proposal, pk=pk, meeting=meeting)
    form = DecisionForm(sent(request), sections=meeting.sections.order_by("order", "pk"))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with on_form(form):
            if told["decision"] == "decline":
                proposal_services.decline_proposal(row, by=request.user, answer_th=told["answer"])
            elif not told["section"]:
                form.add_error("section", _("เลือกหัวข้อระเบียบวาระ"))
            else:
                proposal_services.take_up_proposal(
                    row, by=request.user, section=told["section"], answer_th=told["answer"]
                )
            if not form.errors:
                messages.success(request, _("บันทึกแล้ว ผู้เสนออ่านคำตอบได้จากลิงก์ของตน"))
                return redirect("agendas:prepare", host, slug)
    context = {"meeting": meeting, "row": row, "form": form}
    return render(request, "agendas/preparing/proposal.html", context, status=422 if form.errors else 200)


def _sections(group):
    """The sections of the meetings that the group is preparing, nearest meeting first."""
    rows = AgendaSection.objects.filter(meeting__host_group=group, meeting__status__in=CAN_TAKE)
    return rows.select_related("meeting__host_group").order_by("meeting__date", "meeting__pk", "order")


def _decide_referral(row, told, by):
    """Do what the form says: take_up (with or without a section), put_on, answer or decline."""
    decision, section = told["decision"], told["section"]
    if decision == "take_up":
        referral_services.take_up_referral(row, by=by, section=section)
    elif decision == "put_on" and section:
        referral_services.put_on_agenda(row, by=by, section=section)
    elif decision == "decline":
        referral_services.decline_referral(row, by=by, reply_th=told["answer"])
    else:
        referral_services.answer_referral(row, by=by, reply_th=told["answer"])
