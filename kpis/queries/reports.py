"""Reads for the pages of those who report and check."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from kpis.locks import Lock, closes, lock_of
from kpis.models import Cycle, Report, Round, RoundException, Target


@dataclass(frozen=True)
class Task:
    """One target and round with its report, saved or not yet, and what may be done with it today."""

    report: Report
    lock: Lock | None
    closes: date
    today: date

    @property
    def target(self):
        return self.report.target

    @property
    def round(self):
        return self.report.round

    @property
    def is_waiting(self):
        """It is this person's turn."""
        return self.lock is None

    @property
    def days_late(self):
        handed_in = self.report.status not in Report.WRITABLE
        return 0 if handed_in else max(0, (self.today - self.report.round.due).days)


def tasks_of(user, today):
    """The Tasks of the targets that `user` serves, in rounds of open cycles that have begun; what is due first.

    Four queries, however many they are.
    """
    targets = list(
        Target.objects.agreed()
        .served_by(user)
        .filter(cycle__status=Cycle.Status.OPEN)
        .select_related("indicator", "version", "cycle", "province", "group")
        .defer("province__outline", "province__zoomed", "province__shape_path", "province__callout_places")
        .prefetch_related(Prefetch("exceptions", RoundException.objects.all()))
    )
    rounds = Round.objects.filter(cycle__in={target.cycle_id for target in targets}, open_from__lte=today)
    rounds = list(rounds.select_related("cycle"))
    reports = {(row.target_id, row.round_id): row for row in Report.objects.filter(target__in=targets)}
    found = []
    for target in targets:
        for round_ in rounds:
            if round_.cycle_id == target.cycle_id:
                report = reports.get((target.pk, round_.pk)) or Report(target=target, round=round_)
                report.target, report.round = target, round_
                found.append(Task(report, lock_of(report, today), closes(report), today))
    return sorted(found, key=lambda task: (not task.is_waiting, task.round.due, task.target.indicator.order))


def earlier_results(target, round_):
    """Published results of the same indicator and place, of earlier rounds and years, newest first."""
    place = {"target__province": target.province_id} if target.province_id else {"target__group": target.group_id}
    reports = Report.objects.published().filter(
        target__indicator=target.indicator_id, target__is_demo=target.is_demo, round__until__lt=round_.until, **place
    )
    reports = reports.select_related("published_score", "round__cycle", "target__version")
    return list(reports.order_by("-round__until")[:6])
