"""Fetch what is due. The ledger decides, so two beats, two workers or a loop without Celery do the same work once."""

import logging
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from pm25.importers import FEEDS
from pm25.importers.addresses import is_trusted
from pm25.importers.fetching import Client
from pm25.importers.problems import ImportProblem
from pm25.models import ImportRun, Source, Station
from pm25.services import ledger
from pm25.services.imports import broken, write
from pm25.services.outages import watch_sources
from pm25.services.samples import top_up_samples
from pm25.services.upload_work import sweep_uploads

logger = logging.getLogger(__name__)

REFETCHED = timedelta(hours=72)  # sources correct and complete the last days: each run asks for them again
BACK_WINDOWS = 72  # what one answer brings
OLDEST_WINDOWS = 31 * 24  # how far back a longer outage is caught up, one answer more a run


def import_due() -> list[ImportRun]:
    """Import every window of every scheduled source that is due; returns the runs that this call made.

    A missed window is caught up by the next runs, as far back as a month. What was killed at work is marked as failed,
    and a source that is silent is told of. A demonstration reaches for no network: it tops its samples up, and asks
    only a source that `IMPORT_TRUSTED_HOSTS` names.
    """
    sweep_uploads()
    if settings.DEMO:
        top_up_samples()
    if asks_nobody():
        return []
    client, now = Client(), timezone.now()
    ledger.bury_killed(before=due_window(now))
    feeds = [(source, name) for source in Source.objects.scheduled() for name in source.adapters if name in FEEDS]
    runs = [run for source, name in feeds for run in _import_feed(source, FEEDS[name], client, now)]
    watch_sources()
    return runs


def asks_nobody() -> bool:
    """Whether this is a demonstration without a source of its own."""
    return settings.DEMO and not is_trusted(urlsplit(settings.AIR4THAI_URL))


def due_window(now) -> datetime:
    """The start of the newest window that is due: of an hour, a quarter of an hour after it began.

    Air4Thai shows an hour 10 to 25 minutes after its end.
    """
    length = settings.SCHEDULE_SECONDS
    return datetime.fromtimestamp((now.timestamp() - length / 4) // length * length, UTC)


def _import_feed(source, adapter, client, now):
    """The runs that this made: of the window that is due, and of the oldest missed one that its answer cannot bring."""
    stations = _stations(source) if adapter.NEEDS_STATIONS else []
    if adapter.NEEDS_STATIONS and not stations:
        return []
    ask = partial(_import_window, source, adapter, client, stations)
    run = ask(due_window(now), since=now - REFETCHED, until=now)
    if run is None or run.status != ImportRun.Status.DONE or not adapter.CATCHES_UP:
        return [run] if run else []
    oldest = _oldest_missed(run)
    older = ask(oldest, since=oldest - _length(), until=oldest + REFETCHED) if oldest else None
    return [run, older] if older else [run]


def _import_window(source, adapter, client, stations, window, *, since, until):
    run = ledger.claim(source, adapter.NAME, window)
    if run is None:
        return None
    try:
        fetched = _fetch(adapter, client, stations=stations, since=since, until=until)
        return write(adapter, run, fetched, covers=_brought(run, since, until) if adapter.CATCHES_UP else ())
    except ImportProblem as problem:
        return ledger.fail(run, problem)
    except ledger.Overtaken:
        logger.warning("import overtaken: %s %s", adapter.NAME, window)
        return None


def _fetch(adapter, client, **asked):
    """What the adapter brings; one that breaks fails its own run and leaves the other feeds to theirs."""
    try:
        return adapter.fetch(client, **asked)
    except ImportProblem:
        raise
    except Exception as error:
        logger.exception("fetch broke: %s", adapter.NAME)
        raise broken() from error


def _stations(source):
    stations = source.stations.exclude(status=Station.Status.CLOSED).order_by("source_station_id")
    return list(stations.values_list("source_station_id", flat=True))


def _length():
    return timedelta(seconds=settings.SCHEDULE_SECONDS)


def _brought(run, since, until):
    """The windows that nobody has done and whose hours are in an answer from `since` to `until`."""
    windows = [run.window_start + _length() * n for n in range(1 - BACK_WINDOWS, BACK_WINDOWS)]
    end = min(until, due_window(timezone.now()))
    return _undone(run, [window for window in windows if since <= window < end and window != run.window_start])


def _oldest_missed(run):
    """Of the windows that the answer of `run` does not reach, the one to ask for next: the least tried, then oldest."""
    windows = [run.window_start - _length() * n for n in range(BACK_WINDOWS, OLDEST_WINDOWS)]
    undone = _undone(run, windows)
    tried = dict(_windows(run).filter(window_start__in=undone).values_list("window_start", "attempts"))
    return min(undone, key=lambda window: (tried.get(window, 0), window), default=None)


def _undone(run, windows):
    """Those of `windows` that nobody has done, back to the first that was ever tried."""
    first = _windows(run).aggregate(first=Min("window_start"))["first"]
    between = _windows(run).done().filter(window_start__range=(min(windows), max(windows))) if windows else []
    done = {row.window_start for row in between}
    return [window for window in windows if window > first and window not in done]


def _windows(run):
    """The scheduled runs of the adapter of `run`."""
    return ImportRun.objects.filter(source=run.source, adapter=run.adapter, window_start__isnull=False)
