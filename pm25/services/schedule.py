"""Fetch what is due. The ledger decides, so two beats, two workers or a loop without Celery do the same work once."""

import logging
from datetime import UTC, datetime, timedelta
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
from pm25.services.imports import write
from pm25.services.samples import top_up_samples

logger = logging.getLogger(__name__)

BACK_WINDOWS = 48
REFETCHED = timedelta(hours=72)  # sources correct and complete the last days: each run asks for them again


def import_due() -> list[ImportRun]:
    """Import every window of every scheduled source that is due; returns the runs that this call made.

    A missed window is caught up by the next run, as far back as 48 windows. A demonstration reaches for no network: it
    tops its samples up, and asks only a source that `IMPORT_TRUSTED_HOSTS` names.
    """
    if settings.DEMO:
        top_up_samples()
        if not is_trusted(urlsplit(settings.AIR4THAI_URL)):
            return []
    client, now = Client(), timezone.now()
    feeds = [(source, name) for source in Source.objects.scheduled() for name in source.adapters if name in FEEDS]
    runs = [_import_feed(source, FEEDS[name], client, now) for source, name in feeds]
    return [run for run in runs if run is not None]


def due_window(now) -> datetime:
    """The start of the newest window that is due: of an hour, a quarter of an hour after it began.

    Air4Thai shows an hour 10 to 25 minutes after its end.
    """
    length = settings.SCHEDULE_SECONDS
    return datetime.fromtimestamp((now.timestamp() - length / 4) // length * length, UTC)


def _import_feed(source, adapter, client, now):
    stations = _stations(source) if adapter.NEEDS_STATIONS else []
    if adapter.NEEDS_STATIONS and not stations:
        return None
    window = due_window(now)
    run = ledger.claim(source, adapter.NAME, window)
    if run is None:
        return None
    try:
        fetched = adapter.fetch(client, stations=stations, since=now - REFETCHED, until=now)
        return write(adapter, run, fetched, covers=_missed(run) if adapter.CATCHES_UP else ())
    except ImportProblem as problem:
        return ledger.fail(run, problem)
    except ledger.Overtaken:
        logger.warning("import overtaken: %s %s", adapter.NAME, window)
        return None


def _stations(source):
    stations = source.stations.exclude(status=Station.Status.CLOSED).order_by("source_station_id")
    return list(stations.values_list("source_station_id", flat=True))


def _missed(run):
    """The windows before this one that nobody has done, back to the first that was ever tried."""
    done = ImportRun.objects.filter(source=run.source, adapter=run.adapter, window_start__isnull=False)
    first = done.aggregate(first=Min("window_start"))["first"]
    length = timedelta(seconds=settings.SCHEDULE_SECONDS)
    windows = [run.window_start - length * n for n in range(1, BACK_WINDOWS + 1)]
    finished = set(done.done().filter(window_start__in=windows).values_list("window_start", flat=True))
    return [window for window in windows if window > first and window not in finished]
