"""Where the pages of the room lead back to."""

from django.urls import reverse


def record_link(meeting):
    return reverse("agendas:record", args=[meeting.host.slug, meeting.slug])
