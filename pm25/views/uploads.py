"""Tables of readings that officers hand in: choose a file, say what its columns mean, try it, import it."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.documents.refusals import MAX_TABLE_BYTES
from foundation.documents.services import UploadRefused
from pm25.exports import rejects_csv
from pm25.forms.uploads import MappingForm, ReadingForm, UploadForm
from pm25.importers.problems import ImportProblem
from pm25.models import Upload
from pm25.permissions import upload_groups
from pm25.queries.uploads import shown_rejects, shown_samples, twin_of, uploads_of
from pm25.services import (
    UploadStepRefused,
    change_upload,
    check_upload,
    confirm_upload,
    keep_mapping,
    progress_of,
    read_upload,
    start_upload,
    withdraw_upload,
)

GET_POST = ["GET", "HEAD", "POST"]
ENVELOPE = 1024 * 1024  # what a form adds to its file


@never_cache
@login_required
@require_safe
def uploads(request):
    """`?before=<upload>` shows older ones."""
    _own_groups(request)
    rows, older = uploads_of(request.user, before=request.GET.get("before", ""))
    return render(request, "pm25/uploads.html", {"uploads": rows, "older": older})


def bounded(view):
    """Refuse a body that is too large by what it says of itself, before anything of it is read."""

    @csrf_exempt
    @wraps(view)
    def _view(request, *args, **kwargs):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > MAX_TABLE_BYTES + ENVELOPE:
            refusal = _("ไฟล์ใหญ่เกิน 50 MB แบ่งเป็นหลายไฟล์แล้วส่งทีละไฟล์")
            context = {"form": UploadForm(groups=_own_groups(request)), "refusal": refusal}
            return render(request, "pm25/upload_new.html", context, status=413)
        return csrf_protect(view)(request, *args, **kwargs)

    return _view


@login_required
@require_http_methods(GET_POST)
@bounded
def upload_new(request):
    form = UploadForm(request.POST or None, request.FILES or None, groups=_own_groups(request))
    if request.method == "POST" and form.is_valid():
        try:
            upload = start_upload(form.cleaned_data["file"], group=form.cleaned_data["group"], by=request.user)
        except UploadRefused as refusal:
            form.add_error("file", refusal)
        else:
            return redirect(upload)
    return render(request, "pm25/upload_new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def upload(request, pk):
    """The upload as it stands; while it is mapped, the form's `step` says which half was sent."""
    found = _own(request, pk)
    forms = _forms(found)
    if request.method == "POST":
        try:
            if request.POST.get("step") == "reading":
                forms["reading"] = ReadingForm(request.POST, upload=found, is_workbook=found.is_workbook)
                answer = _read(found, forms["reading"])
            else:
                forms["mapping"] = MappingForm(request.POST, upload=found)
                answer = _try(request, found, forms["mapping"])
        except UploadStepRefused as refusal:
            messages.error(request, str(refusal))
            answer = redirect(found)
        if answer:
            return answer
    context = {"upload": found, **forms, "twin": twin_of(found)}
    context |= {"samples": shown_samples(found), "rejects": shown_rejects(found), "progress": progress_of(found)}
    return render(request, "pm25/upload.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@login_required
@require_safe
def upload_state(request, pk):
    """Where the work is, for the page that waits."""
    found = _own(request, pk)
    return JsonResponse({"status": found.status, **progress_of(found)})


@never_cache
@login_required
@require_safe
def upload_rejects(request, pk):
    """What was refused in the trial run or the import, for a spreadsheet."""
    return rejects_csv(shown_rejects(_own(request, pk)), f"upload-{pk}-rejects.csv")


@login_required
@require_POST
def upload_import(request, pk):
    check_no = request.POST.get("check_no", "")
    number = int(check_no) if check_no.isdecimal() and len(check_no) < 9 else -1
    return _stepped(request, pk, lambda found: confirm_upload(found, check_no=number, by=request.user))


@login_required
@require_POST
def upload_change(request, pk):
    return _stepped(request, pk, change_upload)


@login_required
@require_POST
def upload_withdraw(request, pk):
    return _stepped(request, pk, lambda found: withdraw_upload(found, by=request.user))


def _stepped(request, pk, step):
    found = _own(request, pk)
    try:
        step(found)
    except UploadStepRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


def _forms(found):
    if not found.may_be_mapped:
        return {}
    return {
        "reading": ReadingForm(upload=found, is_workbook=found.is_workbook),
        "mapping": MappingForm(upload=found) if found.is_readable else None,
    }


def _read(found, form):
    if not form.is_valid():
        return None
    try:
        read_upload(found, reading=form.reading())
    except ImportProblem as problem:
        form.add_error(None, problem.words)
        return None
    return redirect(found)


def _try(request, found, form):
    keep_mapping(found, mapping=form.kept())
    if not found.is_readable or not form.is_valid():
        return None
    check_upload(found, mapping=form.cleaned_data, by=request.user)
    messages.success(request, _("กำลังลองนำเข้า ยังไม่บันทึกค่าใด"))
    return redirect(found)


def _own(request, pk):
    rows = Upload.objects.visible_to(request.user).select_related("group", "file", "by", "run__source")
    return get_object_or_404(rows, pk=pk)


def _own_groups(request):
    groups = upload_groups(request.user)
    if not groups.exists():
        raise Http404
    return groups
