"""Demonstration data: an invented group in Sing Buri, and rights for the demonstration accounts."""

from django.contrib.auth import get_user_model
from django.db import transaction

from foundation.audit.services import record, snapshot
from workgroups import reference
from workgroups.models import Grant, LoadedFact, Workgroup
from workgroups.services.facts import FactWriter
from workgroups.services.grants import give_grant
from workgroups.services.reference import load_group

PREFIX = "demo-"


@transaction.atomic
def load_demo_workgroups(stdout=None):
    """Write the demonstration group and the rights of the demonstration accounts that exist, after the facts."""
    writer = FactWriter()
    fact = reference.read("demonstration")
    load_group(writer, fact | {"extra": {"is_demo": True}}, f"{PREFIX}{fact['slug']}", source="ข้อมูลสาธิต")
    given = sum(_give(row) for row in fact["grants"])
    if stdout:
        stdout.write(f"คณะทำงานสาธิต: เขียน {writer.written} แถว ให้สิทธิ {given} รายการ | demonstration workgroups")
    return writer.written + given


@transaction.atomic
def remove_demo_workgroups(stdout=None):
    """Remove the demonstration groups with all that hangs on them, and the rights of the demonstration accounts."""
    emails = [row["email"] for row in reference.read("demonstration")["grants"]]
    removed = _delete(Grant.objects.filter(user__email__in=emails) | Grant.objects.filter(group__is_demo=True))
    groups = Workgroup.objects.filter(is_demo=True)
    for group in groups:
        for rows in _parts(group):
            removed += rows.delete()[0]
    removed += _delete(groups)
    LoadedFact.objects.filter(key__startswith=f"group/{PREFIX}").delete()
    if stdout:
        stdout.write(f"คณะทำงานสาธิต: นำออก {removed} แถว | demonstration workgroups")
    return removed


def _give(row):
    """Give one right, once; an account that does not exist is skipped. Returns 1 when it was given."""
    user = get_user_model().objects.filter(email=row["email"]).first()
    group = Workgroup.objects.filter(slug=row.get("group")).first()
    if user is None or Grant.objects.filter(user=user, role=row["role"], group=group).exists():
        return 0
    give_grant(user=user, role=row["role"], group=group, by=None)
    return 1


def _parts(group):
    posts = group.posts.all()
    yield from (post.memberships.all() for post in posts)
    yield from (post.vacancies.all() for post in posts)
    yield posts
    yield group.orders.all()


def _delete(rows):
    """Delete each row with an entry that keeps what it held; return how many."""
    rows = list(rows)
    for row in rows:
        before, label = snapshot(row), str(row)
        record("workgroups.remove_demo", row, before=before, object_label=label)
        row.delete()
    return len(rows)
