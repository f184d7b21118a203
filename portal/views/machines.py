"""Answers for machines: alive, ready, what may be crawled, whom to tell of a weakness."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import doctor


@require_safe
@never_cache
def healthz(request):
    """The process is alive; touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """503 while the database, its migrations or the disk would fail a request; without Redis only degraded."""
    findings = doctor.readiness()
    states = {finding.name: finding.state for finding in findings}
    failed = "fail" in states.values()
    status = "fail" if failed else "degraded" if "warn" in states.values() else "ok"
    return JsonResponse({"status": status, "checks": states}, status=503 if failed else 200)


@require_safe
def robots(request):
    return render(
        request, "portal/robots.txt", {"admin_path": settings.ADMIN_PATH}, content_type="text/plain; charset=utf-8"
    )


@require_safe
def security(request):
    """RFC 9116; expires in a year less a day, as the standard asks."""
    expires = (timezone.now() + timedelta(days=364)).replace(hour=0, minute=0, second=0, microsecond=0)
    context = {"email": settings.SECURITY_EMAIL, "expires": expires.isoformat()}
    return render(request, "portal/security.txt", context, content_type="text/plain; charset=utf-8")
