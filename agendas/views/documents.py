"""The documents of a meeting, set when they are asked for: PDF to read and keep, .docx to edit."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from agendas.models import Meeting, MeetingRules, MinutesVersion, Resolution, Visibility
from agendas.papers.agenda import agenda_paper
from agendas.papers.attendance_sheet import attendance_sheet_paper
from agendas.papers.excerpt import excerpt_paper
from agendas.papers.invitation import invitation_paper
from agendas.papers.minutes import minutes_paper
from agendas.papers.readers import reader_of
from agendas.permissions import can_prepare, is_member
from agendas.queries.meetings import at_address
from agendas.queries.minutes import minutes_body
from foundation.documents.models import StoredFile
from foundation.documents.setting.shelf import kept

NUMERALS = {"thai": True, "arabic": False}
TYPES = {"pdf": StoredFile.ContentType.PDF.value, "docx": StoredFile.ContentType.DOCX.value}


@require_safe
def agenda_pdf(request, host, slug):
    return _agenda(request, host, slug, "pdf")


@require_safe
def agenda_docx(request, host, slug):
    return _agenda(request, host, slug, "docx")


@login_required
@require_safe
def invitation_pdf(request, host, slug):
    return _invitation(request, host, slug, "pdf")


@login_required
@require_safe
def invitation_docx(request, host, slug):
    return _invitation(request, host, slug, "docx")


@require_safe
def minutes_pdf(request, host, slug):
    return _minutes(request, host, slug, "pdf")


@require_safe
def minutes_docx(request, host, slug):
    return _minutes(request, host, slug, "docx")


@login_required
@require_safe
def attendance_sheet_pdf(request, host, slug):
    return _attendance_sheet(request, host, slug, "pdf")


@login_required
@require_safe
def attendance_sheet_docx(request, host, slug):
    return _attendance_sheet(request, host, slug, "docx")


@require_safe
def excerpt_pdf(request, host, slug, number):
    return _excerpt(request, host, slug, number, "pdf")


@require_safe
def excerpt_docx(request, host, slug, number):
    return _excerpt(request, host, slug, number, "docx")


def _agenda(request, host, slug, form):
    """Of a called meeting for everybody, in full for its members; drafts for those who prepare it."""
    meeting = _meeting(request, host, slug)
    reader = reader_of(request.user, meeting)
    return _answer(request, agenda_paper(meeting, reader=reader, thai_numerals=_thai(request, meeting)), form)


def _invitation(request, host, slug, form):
    meeting = _meeting(request, host, slug)
    if not is_member(request.user, meeting) and not can_prepare(request.user, meeting):
        raise Http404
    return _answer(request, invitation_paper(meeting, thai_numerals=_thai(request, meeting)), form)


def _minutes(request, host, slug, form):
    """Adopted minutes for everybody; a circulated draft for members, one that is being written for its writers."""
    meeting = _meeting(request, host, slug)
    adopted = meeting.status == Meeting.Status.ADOPTED
    member, writer = is_member(request.user, meeting), can_prepare(request.user, meeting)
    drafts = {Meeting.Status.MINUTES_CIRCULATED: member or writer, Meeting.Status.MINUTES_DRAFT: writer}
    if not adopted and not drafts.get(meeting.status, False):
        raise Http404
    version = meeting.minutes_versions.exclude(stage=MinutesVersion.Stage.SCANNED).order_by("-number").first()
    if adopted and (version is None or not version.body):
        raise Http404
    stored = version is not None and (adopted or not writer)
    document = minutes_paper(
        meeting,
        version.body if stored else minutes_body(meeting),
        version=version.number if stored else "",
        reader=reader_of(request.user, meeting),
        is_draft=not adopted,
        thai_numerals=_thai(request, meeting),
    )
    return _answer(request, document, form)


def _attendance_sheet(request, host, slug, form):
    meeting = _meeting(request, host, slug)
    if not can_prepare(request.user, meeting):
        raise Http404
    return _answer(request, attendance_sheet_paper(meeting, thai_numerals=_thai(request, meeting)), form)


def _excerpt(request, host, slug, number, form):
    meeting = _meeting(request, host, slug)
    rows = Resolution.objects.visible_to(request.user).filter(meeting=meeting, number=number)
    found = get_object_or_404(rows.select_related("item__section").prefetch_related("dissents", "actions"))
    found.meeting = meeting
    public = found.item.visibility == Visibility.PUBLIC and not is_member(request.user, meeting)
    return _answer(request, excerpt_paper(found, public=public, thai_numerals=_thai(request, meeting)), form)


def _meeting(request, host, slug):
    return get_object_or_404(at_address(host, slug).visible_to(request.user))


def _thai(request, meeting):
    """Thai numerals as the group has settled; `?numerals=arabic` for those who copy figures, or `thai`."""
    asked = request.GET.get("numerals")
    return MeetingRules.of(meeting.host_group).thai_numerals if asked not in NUMERALS else NUMERALS[asked]


def _answer(request, document, form):
    etag = quote_etag(f"{document.sha256}-{form}-{document.thai_numerals:d}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        name = f"{document.number.split(' ')[0].replace('/', '-')}.{form}"
        response = HttpResponse(kept(document, form), content_type=TYPES[form])
        response.headers["Content-Disposition"] = content_disposition_header(form == "docx", name)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
