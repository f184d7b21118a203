"""Pages of the ecosystem: what it is, how groups stand, and how a group looks at itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecosystem import queries
from ecosystem.forms import AnswerForm, PointsForm, ReturnForm, ReviewForm
from ecosystem.models import Assessment, Descriptor, Round
from ecosystem.permissions import can_publish, can_review, can_submit, can_write
from ecosystem.services import (
    AssessmentRefused,
    Conflict,
    note_points,
    publish,
    return_for_changes,
    review,
    start_assessment,
    submit,
    write_answer,
)
from ecosystem.services.writing import missing
from foundation.documents.services import UploadRefused
from foundation.documents.views import serve
from workgroups.models import Workgroup

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
def index(request):
    """What the ecosystem is, and how the groups that published a self-assessment stand."""
    return render(request, "ecosystem/index.html", queries.frame() | {"groups": queries.comparison()})


@require_safe
def group(request, slug):
    """The rounds of one group: the newest as radar and table."""
    found = get_object_or_404(Workgroup.objects.public(), slug=slug)
    history = queries.group_history(found, request.user)
    if not history:
        raise Http404(_("คณะทำงานนี้ยังไม่มีผลการประเมินตนเองที่เผยแพร่"))
    shown = next((row for row in history if row.status == Assessment.Status.PUBLISHED), history[0])
    return _page(request, shown, history)


@require_safe
def assessment(request, slug, round_pk):
    """One round of one group."""
    found = _visible(request, slug, round_pk)
    return _page(request, found, queries.group_history(found.group, request.user))


@login_required
@require_POST
def start(request, slug, round_pk):
    """Begin, or go on with, the group's self-assessment of a round."""
    found = get_object_or_404(Workgroup, slug=slug)
    round_ = get_object_or_404(Round, pk=round_pk)
    if not can_write(request.user, found):
        raise Http404
    try:
        begun = start_assessment(round_, found, by=request.user)
    except AssessmentRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("portal:desk")
    return redirect(begun)


@login_required
@require_http_methods(GET_POST)
def answer(request, slug, round_pk, component):
    """One component to a page: level, reason, evidence, obstacle and proposal."""
    found = _writable(request, slug, round_pk)
    row = get_object_or_404(found.answers.select_related("component", "evidence"), component__key=component)
    levels = Descriptor.objects.filter(instrument=found.round.instrument_id, component=row.component_id)
    described = {level.level: str(level) for level in levels}
    form = AnswerForm(request.POST or None, request.FILES or None, answer=row, descriptors=described)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            _write(form, row, request.user)
            messages.success(request, _("บันทึก “%(component)s” แล้ว") % {"component": row.component.name})
            return _next(found, row)
        except Conflict as conflict:
            theirs = conflict.theirs
            form.add_error(None, str(conflict))
            form.data = form.data.copy()
            form.data["version"] = theirs.version
        except (AssessmentRefused, UploadRefused) as refusal:
            form.add_error(None, str(refusal))
    context = {"assessment": found, "answer": row, "form": form, "theirs": theirs}
    return render(request, "ecosystem/answer.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(GET_POST)
def points(request, slug, round_pk):
    """What the group recorded under the points of discussion."""
    found = _writable(request, slug, round_pk)
    form = PointsForm(request.POST or None, notes=found.point_notes.select_related("point").order_by("point__order"))
    if request.method == "POST" and form.is_valid():
        try:
            note_points(found, by=request.user, texts=form.texts())
        except AssessmentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("บันทึกประเด็นหารือแล้ว"))
            return redirect(found)
    context = {"assessment": found, "form": form}
    return render(request, "ecosystem/points.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def hand_in(request, slug, round_pk):
    """Hand the assessment in; what is missing is listed on the page."""
    found = _writable(request, slug, round_pk)
    if not can_submit(request.user, found):
        raise PermissionDenied
    return _moved(request, found, submit, _("ส่งการประเมินแล้ว ผู้ทวนสอบจะตรวจต่อ"))


@login_required
@require_http_methods(GET_POST)
def check(request, slug, round_pk):
    """The reviewer's page: a level and words beside each answer, or back to the group with what to change."""
    found = _visible(request, slug, round_pk)
    if not can_review(request.user, found) or found.status != Assessment.Status.SUBMITTED:
        raise Http404
    form = ReviewForm(request.POST or None, answers=found.answers.select_related("component", "evidence"))
    if request.method == "POST" and form.is_valid():
        try:
            review(found, by=request.user, findings=form.findings())
        except AssessmentRefused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("บันทึกผลการทวนสอบแล้ว"))
            return redirect(found)
    context = {"assessment": found, "form": form, "return_form": ReturnForm()}
    return render(request, "ecosystem/check.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def send_back(request, slug, round_pk):
    """Return the assessment to the group with the words that say what to change."""
    found = _visible(request, slug, round_pk)
    if not can_review(request.user, found):
        raise Http404
    form = ReturnForm(request.POST)
    note = form.cleaned_data["note_th"] if form.is_valid() else ""
    return _moved(request, found, return_for_changes, _("ส่งกลับให้คณะทำงานแก้ไขแล้ว"), note_th=note)


@login_required
@require_POST
def release(request, slug, round_pk):
    """Show a reviewed assessment to everybody."""
    found = _visible(request, slug, round_pk)
    if not can_publish(request.user):
        raise Http404
    return _moved(request, found, publish, _("เผยแพร่ผลการประเมินแล้ว"))


@require_safe
def evidence(request, slug, round_pk, component):
    """The file of an answer, for who may see the assessment as its writer or reviewer."""
    found = _visible(request, slug, round_pk)
    row = get_object_or_404(found.answers.select_related("evidence"), component__key=component, evidence__isnull=False)
    if not (can_write(request.user, found.group) or can_publish(request.user)):
        raise Http404
    return serve(request, row.evidence)


def _page(request, found, history):
    rows = queries.rows_of(found)
    user = request.user
    writes = can_write(user, found.group)
    context = {
        "assessment": found,
        "group": found.group,
        "history": history,
        "rows": rows,
        "chart": queries.chart_of(rows),
        "points": found.point_notes.select_related("point").exclude(text_th="").order_by("point__order"),
        "shows_evidence": writes or can_publish(user),
        "can_write": writes and found.is_writable and found.round.is_open(timezone.localdate()),
        "can_submit": can_submit(user, found) and found.is_writable,
        "can_check": found.status == Assessment.Status.SUBMITTED and can_review(user, found),
        "can_release": found.status == Assessment.Status.REVIEWED and can_publish(user),
    }
    context["missing"] = missing(found) if context["can_write"] else []
    return render(request, "ecosystem/assessment.html", context)


def _visible(request, slug, round_pk):
    rows = Assessment.objects.visible_to(request.user).select_related("round", "group")
    return get_object_or_404(rows, group__slug=slug, round=round_pk)


def _writable(request, slug, round_pk):
    found = _visible(request, slug, round_pk)
    if not can_write(request.user, found.group):
        raise Http404
    return found


def _write(form, row, user):
    sent = form.cleaned_data
    return write_answer(row, by=user, version=sent["version"], upload=sent["evidence"], **form.facts())


def _next(found, row):
    """On to the next component without a level, else to the assessment's page."""
    following = found.answers.filter(level__isnull=True, component__order__gt=row.component.order)
    component = following.order_by("component__order").values_list("component__key", flat=True).first()
    return redirect("ecosystem:answer", found.group.slug, found.round_id, component) if component else redirect(found)


def _moved(request, found, step, words, **facts):
    try:
        step(found, by=request.user, **facts)
    except AssessmentRefused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, words)
    return redirect(found)
