"""The script that keeps the forms of burning at hand where there is no signal."""

import hashlib
import json

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

FONTS = "packages/@fontsource/sarabun/files/sarabun-{}-normal.woff2"
SHELL = [
    "packages/bootstrap/dist/css/bootstrap.min.css",
    "css/portal.css",
    "css/burning.css",
    "js/burning.js",
    "img/favicon.svg",
    *(FONTS.format(name) for name in ("thai-400", "thai-600", "latin-400", "latin-600")),
]


@require_safe
@never_cache
def burning_worker(request):
    """Its own text changes with any asset, so browsers take the new one. It rules `/pm25/burning/` of its language."""
    told = {
        "SHELL": [static(name) for name in SHELL],
        "FORMS": [reverse("pm25:burning_report"), reverse("pm25:fuel_request_new")],
        "ASSETS": settings.STATIC_URL,
    }
    script = static("js/burning-worker.js")
    version = hashlib.sha256(json.dumps([told, script]).encode()).hexdigest()[:12]
    lines = [f"const {name} = {json.dumps(value)};" for name, value in {"VERSION": version, **told}.items()]
    text = "\n".join([*lines, f"importScripts({json.dumps(script)});", ""])
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def form_shell(request, page, context, *, status=200):
    """Render a form; an empty one, with nothing said to this person, is marked as one that the device may keep."""
    said = len(get_messages(request)) > 0
    response = render(request, page, context, status=status)
    if request.method == "GET" and response.status_code == 200 and not said:
        response["X-Form-Shell"] = "1"
    return response
