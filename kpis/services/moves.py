"""The one place where a report changes its state, and the one where its score is written down."""

from django.utils import translation
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from kpis.explanations import explain
from kpis.models import Report, ReportEvent, Score
from kpis.scoring import score
from kpis.services.refusals import KpiRefused


def locked(report):
    """The report as it is now, held until the transaction ends."""
    rows = Report.objects.select_for_update(of=("self",)).select_related(
        *("target__indicator", "target__version", "target__cycle", "target__scheme", "target__province"),
        *("target__group", "round__cycle", "machine"),
    )
    return rows.get(pk=report.pk)


def move(report, status, *, by, before, reason_th="", **approval):
    """Give a locked report its next state and save all that the caller changed on it; `before` is its snapshot."""
    if status not in Report.MOVES[report.status]:
        raise KpiRefused(
            _("รายงานอยู่ในสถานะ “%(now)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้ เปิดหน้ารายงานใหม่เพื่อดูสถานะล่าสุด")
            % {"now": report.get_status_display(), "wanted": Report.Status(status).label}
        )
    old, report.status = report.status, status
    report.save()
    ReportEvent.objects.create(
        report=report,
        by=by,
        before=old,
        after=status,
        revision=report.revision,
        reason_th=reason_th,
        is_demo=report.is_demo,
        **approval,
    )
    record(
        "kpis.move", report, by=by, before=before, after=snapshot(report) | ({"reason": reason_th} if reason_th else {})
    )
    return report


def scored(report):
    """The Scored of what the report says now: the same function as everywhere."""
    target = report.target
    with translation.override("th"):
        return score(report.value, target.rule(), reason=why_not(report))


def why_not(report):
    """In Thai, why a report has nothing to score; "" where it has a value."""
    if report.value is not None:
        return ""
    reason = report.not_assessable_th or report.target.not_assessable_th or _("ยังไม่ได้กรอกผล")
    year = report.assessable_from_be or report.target.assessable_from_be
    return _("%(reason)s จะประเมินได้ปีงบประมาณ %(year)s") % {"reason": reason, "year": year} if year else reason


def write_score(report):
    """A new Score of the report's revision, which becomes its current one; the caller saves the report."""
    found = scored(report)
    version = report.target.version
    tones = {band.key: band.tone for band in report.target.scheme.bands.all()}
    with translation.override("th"):
        words = explain(found, unit=version.unit_th, decimals=version.decimals)
    report.score = Score.objects.create(
        report=report,
        revision=report.revision,
        value=found.value,
        points=found.points,
        band=found.band,
        tone=tones.get(found.band),
        reason_th=found.reason,
        inputs=found.rule.as_inputs() | {"value": None if found.value is None else str(found.value)},
        explanation_th=words,
        is_demo=report.is_demo,
    )
    return report.score
