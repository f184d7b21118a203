"""How the data came in: the ledger of imports, open to everybody."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pm25.importers.parsed import KEPT_REJECTS
from pm25.queries import feed_health, ledger
from pm25.queries.pages import page_of_rejects, page_of_runs


@require_safe
def imports(request):
    """`?before=<run>` shows older runs."""
    runs, older = page_of_runs(before=request.GET.get("before", ""))
    context = {"feeds": feed_health(), "runs": runs, "older": older, "newest": "before" not in request.GET}
    return render(request, "pm25/imports.html", context)


@require_safe
def import_run(request, pk):
    """`?after=<reject>` shows the next rejects."""
    run = get_object_or_404(ledger(), pk=pk)
    rejects, more = page_of_rejects(run, after=request.GET.get("after", ""))
    first = "after" not in request.GET
    context = {"run": run, "rejects": rejects, "more": more, "first": first}
    return render(
        request, "pm25/import_run.html", context | {"kept": KEPT_REJECTS if run.rejected > KEPT_REJECTS else 0}
    )
