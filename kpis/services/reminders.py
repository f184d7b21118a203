"""Letters before and after a report is due."""

from datetime import timedelta

from django.utils import timezone

from kpis import emails
from kpis.models import Cycle, Report, Round, Target

BEFORE, AFTER = (14, 3, 0), (-1, -7)  # days to the due date


def remind_due():
    """Remind of what is not handed in, on the days in BEFORE and AFTER; returns for how many targets."""
    today, count = timezone.localdate(), 0
    dues = {today + timedelta(days=days): days for days in (*BEFORE, *AFTER)}
    for round_ in Round.objects.filter(due__in=dues, cycle__status=Cycle.Status.OPEN).select_related("cycle"):
        for target in _missing(round_):
            emails.remind(target, round_, days=dues[round_.due])
            count += 1
    return count


def _missing(round_):
    handed_in = Report.objects.filter(round=round_).exclude(status__in=Report.WRITABLE)
    targets = Target.objects.agreed().filter(cycle=round_.cycle, is_assessable=True)
    return targets.exclude(pk__in=handed_in.values("target")).select_related("indicator", "province", "group", "cycle")
