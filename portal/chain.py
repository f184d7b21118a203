"""The chain from working group to air, of one group: what is there, and what is missing and who can add it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from agendas.models import Action, Meeting, Resolution
from agendas.queries.public import progress
from foundation.thai.dates import date_words
from kpis.numbers import shown
from kpis.queries.associations import is_old, province_results
from plans.queries.associations import newest_activity

GOOD = 75  # a score from which the chain says that all is well


@dataclass(frozen=True)
class Step:
    """One link. `status` is the kind of its chip (ok, go, wait, bad, mute); a missing link has no address."""

    icon: str
    title: str
    question: str
    fact: str
    status: str
    word: str
    href: str = ""
    level: int | None = None
    value: str = ""

    @property
    def missing(self):
        return not self.href


def chain(group, seats, now):
    """The seven steps of the chain of `group`, with `seats` of its roster and `now`, the AirNow of its province."""
    return [
        _group(group, seats),
        _meeting(group),
        _resolution(group),
        _action(group),
        _activity(group),
        _goal(group.province),
        _air(group.province, now),
    ]


def _group(group, seats):
    fact = _("จังหวัด%(province)s %(seats)s ที่นั่ง") % {"province": group.province.name, "seats": seats}
    return Step(
        "people",
        pgettext("หนึ่งคณะ", "คณะทำงาน"),
        _("ใครรับผิดชอบ?"),
        fact,
        "ok",
        group.get_status_display(),
        group.get_absolute_url(),
    )


def _meeting(group):
    title, question = _("การประชุม"), _("คุยกันเมื่อไร?")
    last = Meeting.objects.public().real().filter(host_group=group, status__in=Meeting.TAKEN_PLACE).first()
    if last is None:
        return _missing("cal", title, question, _("ยังไม่มีการประชุมที่บันทึกไว้ ฝ่ายเลขานุการเป็นผู้เพิ่ม"))
    last.host_group = group
    fact = _("ล่าสุดที่ทราบ %(label)s เมื่อ %(date)s") % {"label": last.label, "date": date_words(last.date, "short")}
    return Step("cal", title, question, fact, "ok", last.get_status_display(), last.get_absolute_url())


def _action(group):
    title, question = _("งานที่มอบหมาย"), _("ใครทำ ภายในเมื่อไร?")
    rows = list(Action.objects.public().real().filter(group=group))
    if not rows:
        return _missing("task", title, question, _("เอกสารไม่ได้บันทึกงานที่มอบหมายไว้กับมติที่มา"))
    done = progress(rows, timezone.localdate())
    fact = _("ตรวจสอบว่าเสร็จแล้ว %(done)s จาก %(total)s งาน") % {"done": done.done, "total": done.total}
    address = f"{reverse('agendas:resolutions')}?group={group.slug}"
    if done.late:
        word = _("เกินกำหนด %(count)s งาน") % {"count": done.late}
        return Step("task", title, question, fact, "bad", word, address)
    return Step("task", title, question, fact, "ok", _("ไม่มีงานเกินกำหนด"), address)


def _resolution(group):
    if not group.origin_date:
        return _missing("doc", _("มติที่ประชุม"), _("ตัดสินใจอะไร?"), _("เอกสารไม่ได้บันทึกมติที่มา"))
    trace = Resolution.objects.public().filter(originates=group).select_related("meeting__host_group").first()
    address = trace.get_absolute_url() if trace else f"{group.get_absolute_url()}#origin"
    words = {"number": group.origin_number, "date": date_words(group.origin_date, "short")}
    fact = _("มติที่มา ครั้งที่ %(number)s เมื่อ %(date)s") % words
    return Step("doc", _("มติที่ประชุม"), _("ตัดสินใจอะไร?"), fact, "ok", _("เห็นชอบ"), address)


def _activity(group):
    """The newest activity of the group's plans, with how far it is."""
    found = newest_activity(group)
    title, question = _("กิจกรรม"), _("ลงมือทำอะไร?")
    if found is None:
        return _missing("leaf", title, question, _("ยังไม่มีแผนที่บันทึกไว้ จังหวัดเป็นผู้เพิ่ม"))
    activity, standing, count = found
    words = {"count": count, "title": activity.title}
    fact = _("%(count)s กิจกรรม ล่าสุด: %(title)s") % words
    if activity.plan.shows_demo:
        fact = f"{fact} ({_('ข้อมูลสาธิต')})"
    word = _("ล่าช้า %(days)s วัน") % {"days": standing.days_late} if standing.is_late else standing.label
    chip = "bad" if standing.is_late else standing.chip
    return Step("leaf", title, question, fact, chip, word, activity.get_absolute_url())


def _goal(province):
    """The newest published result of the province; an old one without its score."""
    title, question = _("ตัวชี้วัด"), _("ได้ตามเป้าไหม?")
    result = next(iter(province_results(province)), None)
    if result is None:
        return _missing("goal", title, question, _("ยังไม่ผูกตัวชี้วัด ฝ่ายเลขานุการเป็นผู้เพิ่ม"))
    target, version = result.target, result.target.version
    unit = version.unit_en if version.unit_en and get_language() == "en" else version.unit_th
    words = {"what": target.indicator.name, "value": shown(result.value, version.decimals), "unit": unit}
    fact = _("%(what)s: %(value)s %(unit)s") % words
    if target.is_demo:
        fact = _("%(fact)s (ข้อมูลสาธิต)") % {"fact": fact}
    if is_old(result):
        return Step("goal", title, question, fact, "mute", _("ผลของรอบก่อน"), target.get_absolute_url())
    chip = "ok" if result.score.points >= GOOD else "wait"
    word = _("คะแนน %(points)s") % {"points": result.score.points}
    return Step("goal", title, question, fact, chip, word, target.get_absolute_url())


def _air(province, now):
    href = reverse("portal:province", args=[province.slug])
    title, question = _("อากาศ"), _("อากาศเปลี่ยนไหม?")
    if now.state == "none":
        return Step("wind", title, question, _("ยังไม่มีค่าที่ตรวจวัดได้"), "mute", _("ไม่มีข้อมูล"), href)
    if now.state == "late":
        return Step(
            "wind", title, question, _("ค่าล่าสุด %(value)s µg/m³") % {"value": now.value}, "mute", _("ข้อมูลเก่า"), href
        )
    fact = _("เฉลี่ย 24 ชั่วโมง %(value)s µg/m³") % {"value": now.value}
    return Step("wind", title, question, fact, "mute", now.band.name, href, now.band.level, str(now.value))


def _missing(icon, title, question, fact):
    return Step(icon, title, question, fact, "mute", _("ยังไม่มี"))
