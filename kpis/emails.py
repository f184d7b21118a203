"""Letters about reports: short, one link, in Thai."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.notices.services import queue_notice
from foundation.thai.dates import date_words
from workgroups.models import Grant

KIND = "kpis.report"


def tell_submitted(report):
    _tell(report, _people(report, Grant.Role.SECRETARY), _("มีรายงานตัวชี้วัดรอตรวจ"), "submitted")


def tell_returned(report):
    _tell(report, [report.reported_by], _("รายงานตัวชี้วัดถูกส่งกลับให้แก้ไข"), "returned")


def tell_approved(report):
    _tell(report, _reviewers(), _("จังหวัดเห็นชอบรายงานตัวชี้วัดแล้ว รอรับรองผล"), "approved")


def tell_published(report):
    _tell(report, [report.reported_by], _("เผยแพร่ผลตัวชี้วัดแล้ว"), "published")


def tell_corrected(report):
    """The readings under a report were corrected: who reported and the reviewers should look."""
    people = {person.pk: person for person in [*_reviewers(), report.reported_by] if person}
    key = f"corrected.{report.corrected_machine_id}"
    _tell(report, people.values(), _("ค่าที่ตรวจวัดได้ถูกปรับแก้หลังจากรายงานตัวชี้วัด"), key)


def remind(target, round_, *, days):
    """A report that is due in `days`, or `-days` late; one letter for each such day and person."""
    with translation.override("th"):
        due = date_words(round_.due)
        subject = (_("ครบกำหนดรายงานตัวชี้วัดวันที่ %(day)s") if days >= 0 else _("รายงานตัวชี้วัดเกินกำหนดตั้งแต่วันที่ %(day)s")) % {
            "day": due
        }
        for user in people_of(target, Grant.Role.OFFICER, Grant.Role.SECRETARY):
            queue_notice(
                kind=KIND,
                to=user.email,
                subject=subject,
                body=_body(target, round_, reverse("kpis:reports")),
                key=f"kpis.remind.{target.pk}.{round_.pk}.{days}.{user.pk}",
            )


def people_of(target, *roles):
    """The users with one of `roles` in the target's group, or in any group of its province."""
    place = {"group": target.group_id} if target.group_id else {"group__province": target.province_id}
    grants = Grant.objects.current().filter(role__in=roles, **place)
    return User.objects.filter(is_active=True, pk__in=grants.values("user")).order_by("pk")


def _people(report, *roles):
    return people_of(report.target, *roles)


def _reviewers():
    grants = Grant.objects.current().filter(role=Grant.Role.REVIEWER)
    return User.objects.filter(is_active=True, pk__in=grants.values("user")).order_by("pk")


def _tell(report, people, subject, what):
    with translation.override("th"):
        for user in people:
            queue_notice(
                kind=KIND,
                to=user.email,
                subject=str(subject),
                body=_body(report.target, report.round, report.get_absolute_url()),
                key=f"kpis.{what}.{report.pk}.{report.revision}.{user.pk}",
            )


def _body(target, round_, path):
    lines = [str(target), str(round_), "", settings.SITE_URL + path]
    return "\n".join(lines)
