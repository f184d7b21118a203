"""What the task pages of meetings share: which meeting is one's own, and refusals as words on the page."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404

from agendas.queries.meetings import at_address
from agendas.queries.preparing import prepared_groups
from agendas.services.refusals import Conflict, MeetingRefused

GET_POST = ["GET", "HEAD", "POST"]


def prepared_meeting(request, host, slug):
    """The meeting at the address if the user prepares it; any other is not there."""
    return get_object_or_404(at_address(host, slug).prepared_by(request.user))


def own_groups(request):
    """The groups whose meetings the user prepares; who prepares none finds no page."""
    groups = prepared_groups(request.user)
    if not groups.exists():
        raise Http404
    return groups


def sent(request):
    """The data of a form that was sent, also an empty one; None where it is only looked at."""
    return request.POST if request.method == "POST" else None


@contextmanager
def on_form(form, field=None):
    """Put a refusal on `form` (on `field`, where that is what was refused) instead of raising it."""
    try:
        yield
    except Conflict:
        raise
    except MeetingRefused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
    except ValidationError as refusal:
        if hasattr(refusal, "error_dict"):
            for name, problems in refusal.error_dict.items():
                form.add_error(name if name in form.fields else None, problems)
        else:
            form.add_error(field, refusal)


@contextmanager
def in_words(request):
    """Say a refusal as a message instead of raising it: for buttons without a form of their own."""
    try:
        yield
    except MeetingRefused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    except ValidationError as refusal:
        for reason in refusal.messages:
            messages.error(request, reason)
