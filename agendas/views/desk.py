"""What waits for the person who is signed in, and what the next holder of a seat is given."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agendas.queries.due import due_list
from agendas.queries.handover import handover_of
from workgroups.models import Post
from workgroups.permissions import is_secretary


@login_required
@require_safe
def due(request):
    """งานค้าง of all the user's groups, by date."""
    return render(request, "agendas/due.html", {"dues": due_list(request.user, timezone.localdate())})


@login_required
@require_safe
def handover(request, pk):
    """The pack of one seat, for the secretaries of its group."""
    post = get_object_or_404(Post.objects.select_related("group", "agency"), pk=pk)
    if not is_secretary(request.user, post.group):
        raise Http404
    today = timezone.localdate()
    return render(request, "agendas/handover.html", {"pack": handover_of(post, today), "today": today})
