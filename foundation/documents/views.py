import logging

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from foundation.documents.models import StoredFile

logger = logging.getLogger(__name__)

# What a browser may show by itself; anything else, whoever asks for it, is handed over as a file
SHOWN = {StoredFile.ContentType.PNG, StoredFile.ContentType.JPEG}


def serve(request, stored, *, as_attachment=True):
    """The response that hands `stored` out. Call it from a view that has checked who asks.

    The type is the one found in the content, browsers may not guess another, and what they open runs nothing.
    Raises Http404 if the bytes are gone.
    """
    etag = quote_etag(stored.sha256)
    response = get_conditional_response(request, etag=etag) or _file_response(stored, as_attachment)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_safe
def download(request, pk):
    """A file for the secretariat; other people get theirs from the page it belongs to."""
    if not request.user.has_perm("documents.view_storedfile"):
        raise Http404
    return serve(request, get_object_or_404(StoredFile, pk=pk))


def _file_response(stored, as_attachment):
    try:
        file = stored.path.open("rb")
    except FileNotFoundError as problem:
        logger.error("stored file is missing", extra={"stored_file": str(stored.pk)})
        raise Http404 from problem
    return FileResponse(
        file,
        as_attachment=as_attachment or stored.content_type not in SHOWN,
        filename=stored.name,
        content_type="text/csv; charset=utf-8" if stored.content_type == "text/csv" else stored.content_type,
    )
