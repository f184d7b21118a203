"""What single pages list beside the values: sources, other things measured, corrections, the ledger in parts."""

from django.db.models import Exists, OuterRef

from pm25.models import Latest, Parameter, Revision, Source, Station
from pm25.queries.ledger import ledger

RUNS = 50
REJECTS = 100
LONGEST_KEY = 9
REVISIONS = 20
FIRST_PARAMETERS = list(Parameter.values)


def used_sources():
    """The real sources whose public stations have sent PM2.5."""
    latest = Latest.objects.filter(
        series__station__source=OuterRef("pk"),
        series__station__status=Station.Status.PUBLIC,
        series__parameter=Parameter.PM25,
    )
    return list(Source.objects.real().filter(Exists(latest)))


def latest_values(station):
    """The newest usable value of every series of `station`, PM2.5 first, then in the order of Parameter."""
    rows = Latest.objects.filter(series__station=station).select_related("series")
    return sorted(rows, key=lambda row: (_place(row.series.parameter), row.series.parameter, row.series.averaging))


def recent_revisions(station):
    """The newest corrections of a station's readings, each with its series."""
    return list(
        Revision.objects.filter(series__station=station).select_related("series").order_by("-at", "-id")[:REVISIONS]
    )


def recent_flag_intervals(station):
    """The newest intervals that the secretariat set for `station`, standing or lifted, each with its series."""
    return list(station.flag_intervals.select_related("series")[:REVISIONS])


def page_of_runs(*, before=""):
    """`(runs, older)`: the runs started before the run `before` (a number as text), and whether there are more."""
    runs = ledger().order_by("-id")
    if _is_key(before):
        runs = runs.filter(pk__lt=int(before))
    return _part(runs, RUNS)


def page_of_rejects(run, *, after=""):
    """`(rejects, more)` of `run`: those after the reject `after` (a number as text), and whether there are more."""
    rejects = run.rejects.order_by("id")
    if _is_key(after):
        rejects = rejects.filter(pk__gt=int(after))
    return _part(rejects, REJECTS)


def _is_key(text):
    """Whether `text` can be the number of a row: digits, and few enough for the database."""
    return text.isdecimal() and len(text) <= LONGEST_KEY


def _part(rows, size):
    rows = list(rows[: size + 1])
    return rows[:size], len(rows) > size


def _place(parameter):
    return FIRST_PARAMETERS.index(parameter) if parameter in FIRST_PARAMETERS else len(FIRST_PARAMETERS)
