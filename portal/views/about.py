"""What the portal says of itself: privacy, accessibility, contact, licences."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pm25.models import Source
from portal.libraries import libraries


@require_safe
def privacy(request):
    return render(request, "portal/privacy.html", {"email": settings.SECRETARIAT_EMAIL})


@require_safe
def accessibility(request):
    return render(request, "portal/accessibility.html", {"email": settings.SECRETARIAT_EMAIL})


@require_safe
def contact(request):
    return render(
        request, "portal/contact.html", {"email": settings.SECRETARIAT_EMAIL, "security_email": settings.SECURITY_EMAIL}
    )


@require_safe
def licences(request):
    return render(
        request, "portal/licences.html", {"sources": Source.objects.order_by("slug"), "libraries": libraries()}
    )
