"""The desk of a person who is signed in: what is theirs to do."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workgroups.queries import current_grants


@require_safe
@login_required
def desk(request):
    return render(request, "portal/desk.html", {"grants": current_grants(request.user)})
