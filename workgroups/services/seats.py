"""Who sits where: seating, ending a term, declaring a seat vacant."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from foundation.thai.dates import date_words
from workgroups.models import Membership, Post, VacancyDeclaration

ONE_DAY = datetime.timedelta(days=1)


class SeatTaken(ValidationError):
    """Somebody holds the seat on a day for which it should be free."""


class TermNotInForce(ValidationError):
    """The term or vacancy has ended already, or would end before it starts."""


@transaction.atomic
def seat_person(*, post, person, by, start=None, end=None, kind=Membership.Kind.REGULAR, order=None, **origin):
    """Seat `person` on `post` from `start` (None: unknown) to `end` (None: still), both days inclusive.

    `order` is the appointment order, `origin` source, source_url and as_of. A declared vacancy ends the day before.
    Raises SeatTaken when another of the same kind holds the seat, ValidationError when the dates cannot be.
    """
    _locked(post)
    if kind != Membership.Kind.ALTERNATE:
        _end_vacancies(post, start, by)
    membership = Membership(post=post, person=person, start=start, end=end, kind=kind, appointed_by=order, **origin)
    _refuse_if_taken(membership)
    membership.full_clean()
    membership.save()
    record("workgroups.seat_person", membership, by=by, after=snapshot(membership))
    return membership


@transaction.atomic
def end_membership(*, membership, on, by):
    """End a term with `on` as its last day. Raises TermNotInForce when it ended before, or had not begun by then."""
    _locked(membership.post)
    membership.refresh_from_db()
    if membership.end is not None and membership.end <= on:
        raise TermNotInForce(
            _("การดำรงตำแหน่งนี้สิ้นสุดแล้วเมื่อ %(date)s"), code="ended", params={"date": date_words(membership.end)}
        )
    if membership.start is not None and on < membership.start:
        raise TermNotInForce(
            _("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม %(date)s"), code="before_start", params={"date": date_words(membership.start)}
        )
    before = snapshot(membership)
    membership.end = on
    membership.save(update_fields=["end"])
    record("workgroups.end_membership", membership, by=by, before=before, after=snapshot(membership))
    return membership


@transaction.atomic
def declare_vacant(*, post, start, reason, by, end=None, source=""):
    """Declare `post` vacant from `start`. Raises ValidationError while somebody's term runs on that day or later."""
    _locked(post)
    declaration = VacancyDeclaration(post=post, start=start, end=end, reason=reason, source=source)
    declaration.full_clean()
    declaration.save()
    record("workgroups.declare_vacant", declaration, by=by, after=snapshot(declaration))
    return declaration


def _locked(post):
    """Hold the seat's row, so that two people who seat somebody at once wait for each other."""
    Post.objects.select_for_update().get(pk=post.pk)


def _end_vacancies(post, start, by):
    """End the open vacancy before `start`; one that begins later stays and refuses the term in `full_clean`."""
    if start is None:
        return
    for declaration in post.vacancies.as_of(start).filter(start__lt=start):
        before = snapshot(declaration)
        declaration.end = start - ONE_DAY
        declaration.save(update_fields=["end"])
        record("workgroups.end_vacancy", declaration, by=by, before=before, after=snapshot(declaration))


def _refuse_if_taken(membership):
    holder = (
        Membership.objects.overlapping(membership.start, membership.end)
        .filter(post=membership.post, kind=membership.kind)
        .select_related("person")
        .first()
    )
    if holder is not None:
        raise SeatTaken(
            _("ตำแหน่งนี้มี %(person)s ดำรงอยู่ในช่วงเวลานี้ สิ้นสุดการดำรงตำแหน่งเดิมก่อน"),
            code="taken",
            params={"person": holder.person.full_name_th},
        )
