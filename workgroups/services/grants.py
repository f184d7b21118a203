"""Who may do what: giving a right in a group, and ending it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from foundation.thai.dates import date_words
from workgroups.models import Grant


class GrantNotInForce(ValidationError):
    """The right has ended already, or would end before it starts."""


@transaction.atomic
def give_grant(*, user, role, by, group=None, starts=None, ends=None):
    """Give `user` the right `role` in `group` (None for the central roles) from `starts` (None: today in Thailand).

    Raises ValidationError when the role and the group do not go together or the user has the right in that time.
    """
    grant = Grant(user=user, role=role, group=group, starts=starts or timezone.localdate(), ends=ends)
    grant.full_clean()
    grant.save()
    record("workgroups.give_grant", grant, by=by, after=snapshot(grant))
    return grant


@transaction.atomic
def end_grant(grant, *, by, on=None):
    """End the right with `on` (None: today in Thailand) as its last day. Raises GrantNotInForce."""
    on = on or timezone.localdate()
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    if grant.ends is not None and grant.ends <= on:
        raise GrantNotInForce(_("สิทธินี้สิ้นสุดแล้วเมื่อ %(date)s"), code="ended", params={"date": date_words(grant.ends)})
    if on < grant.starts:
        raise GrantNotInForce(
            _("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม %(date)s"), code="before_start", params={"date": date_words(grant.starts)}
        )
    before = snapshot(grant)
    grant.ends = on
    grant.save(update_fields=["ends"])
    record("workgroups.end_grant", grant, by=by, before=before, after=snapshot(grant))
    return grant
