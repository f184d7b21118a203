"""How the data came in: the ledger of imports and the health of each feed."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from pm25.models import Averaging, ImportRun, Latest, Source
from pm25.queries.now import FRESH


@dataclass(frozen=True)
class FeedHealth:
    """One adapter of one source: its last good run, the failed ones since, the time of its newest reading."""

    source: Source
    adapter: str
    last_done: ImportRun | None
    failures: list
    newest: object

    @property
    def state(self):
        """ "fresh" when the newest reading is at most three hours old, "late" when older, "none" without one."""
        if self.newest is None:
            return "none"
        return "fresh" if self.newest >= timezone.now() - FRESH else "late"


def ledger():
    """All runs but those of samples, newest first, with their source."""
    return ImportRun.objects.real().select_related("source")


def feed_health():
    """FeedHealth of every scheduled adapter, in the order of sources and their adapters."""
    newest = newest_hours()
    feeds = [(source, adapter) for source in Source.objects.scheduled() for adapter in source.adapters]
    return [_health(source, adapter, newest.get(source.pk)) for source, adapter in feeds]


def newest_hour():
    """The `period_end` of the newest real reading of all sources, or None."""
    return max(newest_hours(real=True).values(), default=None)


def newest_hours(*, real=False):
    """{source id: `period_end` of its newest reading}."""
    rows = Latest.objects.filter(series__averaging__in=[Averaging.HOUR, Averaging.RUNNING_DAY])
    if real:
        rows = rows.exclude(series__station__source__kind=Source.Kind.SAMPLE)
    newest = rows.order_by().values_list("series__station__source_id").annotate(newest=Max("period_end"))
    return dict(newest)


def last_heard():
    """{source id: when it last gave something}: the end of its newest reading's period, or its last good run where it
    has no readings (hotspots, forecasts). A source that never gave anything is not there.
    """
    runs = ImportRun.objects.done().order_by().values_list("source_id").annotate(last=Max("finished_at"))
    return dict(runs) | newest_hours()


def troubled_feeds():
    """What the secretariat must hear of: dicts with `feed` (FeedHealth), `silent` and `since`, of every scheduled
    adapter that fails or whose source is silent. Read live, so that it also shows where no sweep runs.
    """
    heard, limit = last_heard(), timezone.now() - FRESH
    feeds = [(feed, heard.get(feed.source.pk)) for feed in feed_health()]
    troubled = [{"feed": feed, "silent": since is None or since < limit, "since": since} for feed, since in feeds]
    return [trouble for trouble in troubled if trouble["silent"] or trouble["feed"].failures]


def _health(source, adapter, newest):
    runs = ImportRun.objects.filter(source=source, adapter=adapter)
    last_done = runs.done().order_by("-finished_at").first()
    failures = runs.failed()
    if last_done:
        failures = failures.filter(finished_at__gt=last_done.finished_at)
    return FeedHealth(source, adapter, last_done, list(failures[:20]), newest)
