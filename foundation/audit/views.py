"""The head of the audit chain: public, so that anybody may note it down and ask for it later."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from foundation.audit import queries
from foundation.audit.forms import NotedHeadForm


@require_GET
def head(request):
    """Number, time and hash of the last entry; with `?seq=&noted=` whether the chain holds an earlier one."""
    form = NotedHeadForm(request.GET) if "seq" in request.GET else NotedHeadForm()
    asked = form.is_bound and form.is_valid()
    holds = queries.holds(form.cleaned_data["seq"], form.cleaned_data["noted"]) if asked else None
    return render(request, "audit/head.html", {"head": queries.head(), "form": form, "asked": asked, "holds": holds})
