"""What the numbers say, in whole sentences of the page's language. Concentrations are Decimal in µg/m³."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.thai.dates import datetime_words, in_english, time_words

UNIT = "µg/m³"
NAMED = 3


@dataclass(frozen=True)
class Finding:
    """What a set of provinces shows: `headline` is the sentence; `at` is the time of the newest value."""

    headline: str
    over: int
    counted: int
    total: int
    at: datetime | None
    state: str
    is_sample: bool


def finding(nows, limit) -> Finding:
    """Count the fresh AirNow rows above `limit` (None where no limit is known); late values are never counted."""
    nows = list(nows)
    fresh = [now for now in nows if now.state == "fresh"]
    known = fresh or [now for now in nows if now.state == "late"]
    over = sum(limit is not None and now.value > limit for now in fresh)
    at = max((now.at for now in known), default=None)
    return Finding(
        headline=_headline(over, len(fresh), len(nows), at),
        over=over,
        counted=len(fresh),
        total=len(nows),
        at=at,
        state="fresh" if fresh else "late" if known else "none",
        is_sample=any(now.is_sample for now in nows),
    )


def _headline(over, counted, total, at):
    if at is None:
        return _("ยังไม่มีข้อมูลฝุ่น PM2.5")
    if not counted:
        return _("ข้อมูลล่าสุดเมื่อ %(time)s") % {"time": moment_words(at)}
    counts = {"over": over, "counted": counted, "total": total}
    if counted < total:
        if over:
            return _("วันนี้ %(over)s จาก %(counted)s จังหวัดที่มีข้อมูล ฝุ่น PM2.5 เกินค่ามาตรฐาน") % counts
        return _("วันนี้ %(counted)s จังหวัดที่มีข้อมูล ฝุ่น PM2.5 ไม่เกินค่ามาตรฐาน") % counts
    if over:
        return _("วันนี้ %(over)s จาก %(total)s จังหวัด ฝุ่น PM2.5 เกินค่ามาตรฐาน") % counts
    return _("วันนี้ทุกจังหวัด ฝุ่น PM2.5 ไม่เกินค่ามาตรฐาน")


def moment_words(at):
    """The clock time of a moment of today, of another day its date too."""
    return _kept(time_words(at) if _is_today(at) else datetime_words(at))


def data_words(at):
    """Of when a value is: ข้อมูลเวลา 18.00 น., of another day ข้อมูล 15 ม.ค. 2562 20.00 น."""
    if _is_today(at):
        return _("ข้อมูลเวลา %(time)s") % {"time": _kept(time_words(at))}
    return _("ข้อมูล %(time)s") % {"time": _kept(datetime_words(at, "short"))}


def change_words(now):
    """Yesterday's mean beside the value now: both numbers; "" where one is missing or the value is old."""
    if now.previous is None or now.state != "fresh":
        return ""
    words = {"previous": f"{now.previous:.1f}", "change": f"{abs(now.value - now.previous):.1f}"}
    if now.value > now.previous:
        return _("เมื่อวาน %(previous)s เพิ่มขึ้น %(change)s") % words
    if now.value < now.previous:
        return _("เมื่อวาน %(previous)s ลดลง %(change)s") % words
    return _("เมื่อวาน %(previous)s เท่ากับตอนนี้") % words


def title_words(place):
    """A province or district with the word for what it is: จังหวัดลำปาง, Mae Mo District."""
    return place.title_en if in_english() else place.title_th


def page_title(place, now):
    """The title as people search: ฝุ่น PM2.5 ลำปาง วันนี้ เวลา 09.00 น. `place` is a name."""
    if now.at is None:
        return _("ฝุ่น PM2.5 %(place)s") % {"place": place}
    if _is_today(now.at):
        return _("ฝุ่น PM2.5 %(place)s วันนี้ เวลา %(time)s") % {"place": place, "time": time_words(now.at)}
    return _("ฝุ่น PM2.5 %(place)s ข้อมูลเมื่อ %(time)s") % {"place": place, "time": datetime_words(now.at, "short")}


def state_words(now):
    """The word of a value: its band while it is fresh, else what is the matter with it."""
    if now.state == "fresh":
        return now.band.name if now.band else _("ค่าที่ตรวจวัดได้")
    return _("ข้อมูลเก่า") if now.state == "late" else _("ไม่มีข้อมูล")


def value_words(now):
    """The value with its unit and word: 48.3 µg/m³ เริ่มมีผลกระทบต่อสุขภาพ; of an old one its time instead."""
    if now.state == "none":
        return _("ไม่มีข้อมูล")
    words = {"value": f"{now.value:.1f}\u00a0{UNIT}", "word": state_words(now)}
    if now.state == "late":
        return _("%(value)s เมื่อ %(time)s (ข้อมูลเก่า)") % {**words, "time": moment_words(now.at)}
    return f"{words['value']} {words['word']}"


def source_words(sources, is_sample):
    """Who measured: the names of the sources, or that the values are samples."""
    if is_sample or not sources:
        return _("ข้อมูลตัวอย่าง") if is_sample else _("ไม่มีข้อมูล")
    return ", ".join(source.name for source in sources)


def share_text(place, now, *, source, url):
    """Lines to paste into a chat: place, value, word, time, source and address."""
    lines = [_("ฝุ่น PM2.5 %(place)s %(value)s") % {"place": place, "value": value_words(now)}]
    if now.is_sample:
        lines[0] = _("[ข้อมูลตัวอย่าง] %(text)s") % {"text": lines[0]}
    if now.at:
        lines.append(_("ค่าเฉลี่ย 24 ชั่วโมง ข้อมูล %(time)s") % {"time": datetime_words(now.at, "short")})
    return "\n".join([*lines, _("ที่มา: %(source)s") % {"source": source}, url])


def share_finding(found, nows, *, source, url):
    """Lines to paste into a chat about the whole country: the finding and the provinces with the highest values."""
    lines = [_("[ข้อมูลตัวอย่าง] %(text)s") % {"text": found.headline} if found.is_sample else found.headline]
    fresh = sorted((now for now in nows if now.state == "fresh"), key=lambda now: now.value, reverse=True)
    if fresh:
        highest = ", ".join(f"{now.province.name} {now.value:.1f}" for now in fresh[:NAMED])
        lines.append(_("สูงสุด: %(places)s µg/m³") % {"places": highest})
    if found.at:
        lines.append(_("ค่าเฉลี่ย 24 ชั่วโมง ข้อมูล %(time)s") % {"time": datetime_words(found.at, "short")})
    return "\n".join([*lines, _("ที่มา: %(source)s") % {"source": source}, url])


def hours_words(chart):
    """What a chart of hours shows, for its title and for people who cannot see it."""
    if not chart.latest:
        return _("ไม่มีค่าใน %(hours)s ชั่วโมงที่ผ่านมา") % {"hours": len(chart.rows)}
    words = {
        "highest": f"{chart.highest.value:.1f}",
        "highest_at": datetime_words(chart.highest.at, "day"),
        "lowest": f"{chart.lowest.value:.1f}",
        "lowest_at": datetime_words(chart.lowest.at, "day"),
    }
    return _("สูงสุด %(highest)s เมื่อ %(highest_at)s ต่ำสุด %(lowest)s เมื่อ %(lowest_at)s") % words


def _is_today(at):
    return timezone.localdate(at) == timezone.localdate()


def _kept(words):
    """A clock time whose word does not fall into the next line."""
    return words.replace(" น.", "\u00a0น.")
