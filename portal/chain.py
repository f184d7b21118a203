"""The chain from working group to air, of one group: what is there, and what is missing and who can add it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.thai.dates import date_words


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
        _missing("cal", _("การประชุม"), _("คุยกันเมื่อไร?"), _("ยังไม่มีการประชุมที่บันทึกไว้ ฝ่ายเลขานุการเป็นผู้เพิ่ม")),
        _resolution(group),
        _missing("task", _("งานที่มอบหมาย"), _("ใครทำ ภายในเมื่อไร?"), _("เอกสารไม่ได้บันทึกงานที่มอบหมายไว้กับมติที่มา")),
        _missing("leaf", _("กิจกรรม"), _("ลงมือทำอะไร?"), _("ยังไม่มีแผนที่บันทึกไว้ จังหวัดเป็นผู้เพิ่ม")),
        _missing("goal", _("ตัวชี้วัด"), _("ได้ตามเป้าไหม?"), _("ยังไม่ผูกตัวชี้วัด ฝ่ายเลขานุการเป็นผู้เพิ่ม")),
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


def _resolution(group):
    if not group.origin_date:
        return _missing("doc", _("มติที่ประชุม"), _("ตัดสินใจอะไร?"), _("เอกสารไม่ได้บันทึกมติที่มา"))
    words = {"number": group.origin_number, "date": date_words(group.origin_date, "short")}
    fact = _("มติที่มา ครั้งที่ %(number)s เมื่อ %(date)s") % words
    return Step("doc", _("มติที่ประชุม"), _("ตัดสินใจอะไร?"), fact, "ok", _("เห็นชอบ"), f"{group.get_absolute_url()}#origin")


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
