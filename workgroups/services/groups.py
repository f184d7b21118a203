"""A group ends, and may be taken up again. Nothing of it is deleted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from workgroups.models import Workgroup


class WrongMove(ValidationError):
    """The group is not in a state from which this can be done."""


def end_group(group, *, on, by):
    """End the group's work with `on` as its last day. Raises WrongMove, or ValidationError when it began later."""
    return _move(group, Workgroup.Status.ENDED, "workgroups.end_group", by=by, ended_on=on)


def reopen_group(group, *, by):
    """Take the group's work up again. Raises WrongMove."""
    return _move(group, Workgroup.Status.ACTIVE, "workgroups.reopen_group", by=by, ended_on=None)


@transaction.atomic
def _move(group, status, action, *, by, **changes):
    group = Workgroup.objects.select_for_update().get(pk=group.pk)
    if status not in Workgroup.MOVES[group.status]:
        raise WrongMove(
            _("คณะทำงานนี้%(status)s จึงเปลี่ยนสถานะตามที่ขอไม่ได้"),
            code="wrong_move",
            params={"status": group.get_status_display()},
        )
    before = snapshot(group)
    group.status = status
    for name, value in changes.items():
        setattr(group, name, value)
    group.validate_constraints()
    group.save()
    record(action, group, by=by, before=before, after=snapshot(group))
    return group
