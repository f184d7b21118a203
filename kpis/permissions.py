"""Who may do what with indicators, targets and reports. Nobody reviews what they reported themselves."""

from kpis.models.scopes import REPORTERS, sees_all
from workgroups.models import Grant
from workgroups.permissions import is_reviewer, is_secretariat


def can_manage(user):
    """Cycles, indicators, targets, publication: the central secretariat."""
    return is_secretariat(user)


def can_oversee(user):
    """See every province's reports, published or not."""
    return sees_all(user)


def can_report(user, target):
    """Write the report of a target: officers and secretaries of its group or province."""
    return is_secretariat(user) or _serves(user, target, REPORTERS)


def can_approve(user, report):
    """Record the province's approval: its secretaries, never the one who reported."""
    return _others(user, report) and (is_secretariat(user) or _serves(user, report.target, [Grant.Role.SECRETARY]))


def can_return(user, report):
    """Send it back: the province's secretaries what was handed in, OPDC's reviewers what was approved; the secretariat
    reopens what was accepted or published."""
    status = report.Status
    if is_secretariat(user):
        return _others(user, report)
    if report.status == status.SUBMITTED:
        return can_approve(user, report)
    return report.status == status.APPROVED and can_accept(user, report)


def can_accept(user, report):
    """Accept for OPDC: its reviewers, and neither who reported nor who approved."""
    return is_reviewer(user) and _others(user, report) and not _approved(user, report)


def can_publish(user, report):
    return is_secretariat(user)


def _serves(user, target, roles):
    if not user.is_authenticated:
        return False
    grants = Grant.objects.current().filter(user=user, role__in=roles)
    if target.group_id:
        return grants.filter(group=target.group_id).exists()
    return grants.filter(group__province=target.province_id).exists()


def _others(user, report):
    return user.is_authenticated and report.reported_by_id != user.pk


def _approved(user, report):
    rows = report.events.filter(after=report.Status.APPROVED, revision=report.revision)
    return rows.filter(by=user).exists()
