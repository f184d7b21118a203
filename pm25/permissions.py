"""Who may see what of the air."""

from pm25.models import Station


def can_see_station(user, station):
    """The public sees stations that were checked; one that waits for its check is for the secretariat alone."""
    return station.status != Station.Status.PENDING or user.is_staff
