"""One person, one row: merging two that are the same."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from workgroups.models import Membership, Person

FILLED_FROM_THE_OTHER = ["title_th", "title_en", "name_en", "phone", "email"]


class CannotMerge(ValidationError):
    """The two are one row, one was merged before, or both sit on one seat on the same day."""


@transaction.atomic
def merge_persons(keep, gone, *, by):
    """Give the terms of `gone` to `keep`, fill what `keep` lacks, and mark `gone` as merged; return `keep`.

    The row of `gone` stays for the history, out of every list. Raises CannotMerge.
    """
    locked = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=[keep.pk, gone.pk])}
    keep, gone = locked[keep.pk], locked[gone.pk]
    _check(keep, gone)
    before = {row.pk: snapshot(row) for row in (keep, gone)}
    for name in FILLED_FROM_THE_OTHER:
        setattr(keep, name, getattr(keep, name) or getattr(gone, name))
    gone.merged_into = keep
    keep.save()
    gone.save()
    moved = list(gone.memberships.values_list("pk", flat=True))
    gone.memberships.update(person=keep)
    gone.merged.update(merged_into=keep)
    record("workgroups.merge_persons", gone, by=by, before=before[gone.pk], after=snapshot(gone))
    after = snapshot(keep) | {"memberships": moved}
    record("workgroups.merge_persons", keep, by=by, before=before[keep.pk], after=after)
    return keep


def _check(keep, gone):
    if keep.pk == gone.pk:
        raise CannotMerge(_("เลือกบุคคลสองรายการที่ต่างกัน"), code="same")
    if keep.merged_into_id or gone.merged_into_id:
        raise CannotMerge(_("รายการนี้ถูกรวมไปแล้ว เลือกรายการที่ยังใช้อยู่"), code="merged")
    for term in gone.memberships.select_related("post__group"):
        if Membership.objects.overlapping(term.start, term.end).filter(post=term.post, person=keep).exists():
            raise CannotMerge(
                _("ทั้งสองรายการดำรงตำแหน่งเดียวกันในช่วงเวลาเดียวกันที่ %(group)s แก้วันที่ก่อนรวม"),
                code="overlap",
                params={"group": term.post.group.name_th},
            )
