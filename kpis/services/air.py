"""Compute what the air says, keep it, and mark the reports whose readings were corrected afterwards."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation

from foundation.audit.services import record, snapshot
from kpis import emails
from kpis.models import Cycle, MachineValue, Report, StationSet, Target
from kpis.queries.air import measure
from kpis.services.reports import newest_machine
from pm25.models import BurnRecord, ImportRun


def refresh_cycles(*, force=False):
    """Compute the measured targets of all opened cycles whose readings may have changed since the last look.

    Returns how many values are new and how many reports were marked.
    """
    new = marked = 0
    now = timezone.now()
    for cycle in Cycle.objects.shown():
        if force or _may_have_changed(cycle, now):
            made, found = refresh_cycle(cycle, today=timezone.localdate(now))
            new, marked = new + made, marked + found
            Cycle.objects.filter(pk=cycle.pk).update(checked_at=now)
    return new, marked


def refresh_cycle(cycle, *, today):
    """Values of every round that has ended, each in a transaction of its own: a long cycle holds up nobody."""
    new = marked = 0
    targets = Target.objects.agreed().filter(cycle=cycle, province__isnull=False).exclude(version__measure="")
    rounds = [row for row in cycle.rounds.all() if row.until < today]
    sets = {row.province_id: list(row.stations.all()) for row in _sets(cycle)}
    for target in targets.select_related("version", "province", "cycle"):
        for round_ in rounds:
            made, found = refresh_value(target, round_, sets.get(target.province_id, []))
            new, marked = new + made, marked + found
    return new, marked


@transaction.atomic
def refresh_value(target, round_, stations):
    """Keep the value of one target and round where it is another than the last; returns (is new, is marked)."""
    with translation.override("th"):
        found = measure(
            target.version, target.province, stations, round_.first_day, round_.until, is_sample=target.is_demo
        )
    last = newest_machine(target, round_)
    if last is not None and (last.value, last.reason_th, last.provenance) == (
        found.value,
        found.reason,
        found.provenance,
    ):
        return False, False
    machine = MachineValue.objects.create(
        target=target,
        round=round_,
        value=found.value,
        reason_th=found.reason,
        provenance=found.provenance,
        is_demo=target.is_demo,
    )
    report = Report.objects.select_for_update().filter(target=target, round=round_).order_by("pk").first()
    marked = report is not None and _mark(report, machine)
    if not marked:
        record("kpis.compute", machine, after=snapshot(machine))
    return True, marked


def _mark(report, machine):
    """Show a report the newer value. One that has been typed keeps what it says, and says that it must be looked at."""
    if report.status == Report.Status.DRAFT and report.value is None:
        Report.objects.filter(pk=report.pk).update(machine=machine)
        return False
    before = snapshot(report)
    same = report.machine is not None and report.machine.value == machine.value
    report.corrected_machine = None if same else machine
    if same:
        report.machine = machine
    report.save(update_fields=["machine", "corrected_machine"])
    record("kpis.mark", report, before=before, after=snapshot(report))
    if not same and report.reported_by_id:
        emails.tell_corrected(report)
    return not same


def _may_have_changed(cycle, now):
    """A day has passed, or something was imported or recorded since the last look."""
    seen = cycle.checked_at
    if seen is None or timezone.localdate(seen) != timezone.localdate(now):
        return True
    imported = ImportRun.objects.aggregate(last=Max("finished_at"))["last"]
    burnt = BurnRecord.objects.aggregate(last=Max("reported_at"))["last"]
    return any(moment is not None and moment > seen for moment in (imported, burnt))


def _sets(cycle):
    return StationSet.objects.filter(cycle=cycle).prefetch_related("stations")
