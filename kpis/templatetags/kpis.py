"""Tags of indicators: chips, amounts, explanations, where a computed value comes from."""

import datetime
from decimal import Decimal

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.thai.dates import DASH, date_words
from foundation.ui.templatetags.ui import bilingual
from kpis.explanations import explain
from kpis.models import Report
from kpis.numbers import measured, shown
from kpis.scoring import Rule, score

register = template.Library()
WHOLE = Decimal(100)
CHIPS = {
    Report.Status.DRAFT: "mute",
    Report.Status.SUBMITTED: "wait",
    Report.Status.RETURNED: "bad",
    Report.Status.APPROVED: "wait",
    Report.Status.ACCEPTED: "go",
    Report.Status.PUBLISHED: "ok",
}


@register.inclusion_tag("kpis/report_chip.html")
def report_chip(status):
    """{% report_chip report.status %}: the state of a report as a shape and a word."""
    return {"kind": CHIPS[status], "label": Report.Status(status).label}


@register.filter
def amount(value, version):
    """{{ value|amount:version }}: a value with the indicator's decimals and unit; – without one."""
    return measured(value, version.decimals, unit_of(version))


@register.filter
def machine_words(machine, version):
    """The value of a MachineValue with its unit."""
    return DASH if machine is None else measured(machine.value, version.decimals, unit_of(version))


@register.simple_tag
def explanation(points, version):
    """{% explanation score version %}: why a Score is what it is, in the language of the page, from what is stored."""
    if get_language() != "en":
        return points.explanation_th
    inputs = dict(points.inputs)
    inputs.pop("value", None)
    found = score(points.value, Rule.from_inputs(inputs), reason=points.reason_th)
    return explain(found, unit=unit_of(version), decimals=version.decimals)


@register.simple_tag
def provenance(machine):
    """{% provenance machine %}: of which days, stations and standards a MachineValue is."""
    facts = machine.provenance
    first, last = (datetime.date.fromisoformat(facts[name]) for name in ("first", "last"))
    parts = [_("%(first)s ถึง %(last)s") % {"first": date_words(first, "short"), "last": date_words(last, "short")}]
    if "days_known" in facts:
        parts.append(
            _("มีค่า %(known)s จาก %(all)s วัน (ร้อยละ %(share)s)")
            % {"known": facts["days_known"], "all": facts["days_expected"], "share": facts["completeness"]}
        )
        parts.append(_("สถานีชุดเดียวกันทั้งปี: %(codes)s") % {"codes": ", ".join(facts["stations"]) or DASH})
        parts += [_standard(row) for row in facts["standards"]]
    if facts.get("is_sample"):
        parts.append(_("คำนวณจากข้อมูลตัวอย่าง"))
    return " · ".join(parts)


def _standard(row):
    day = date_words(datetime.date.fromisoformat(row["from"]), "short")
    return _("ค่ามาตรฐาน 24 ชั่วโมง %(limit)s µg/m³ ตั้งแต่ %(day)s") % {"limit": row["limit"], "day": day}


def unit_of(version):
    return version.unit_en if version.unit_en and get_language() == "en" else version.unit_th


@register.simple_tag
def direction(version):
    """{% direction version %}: ↓ ยิ่งน้อยยิ่งดี."""
    arrow = {"up": "↑", "down": "↓", "in_range": "↔"}[version.direction]
    return f"{arrow} {version.get_direction_display()}"


@register.simple_tag
def place_url(place):
    """The page of a province's indicators, or a group's own page."""
    return reverse("kpis:province", args=[place.slug]) if hasattr(place, "region") else place.get_absolute_url()


@register.simple_tag
def result_of(results, round_):
    """The value of one round among the Results of a target; – where nothing is published."""
    found = next((row for row in results if row.round.pk == round_.pk), None)
    if found is None:
        return DASH
    return measured(found.value, found.target.version.decimals, unit_of(found.target.version))


@register.filter
def plain_value(value):
    """A number without zeros at its end."""
    return shown(value)


@register.simple_tag
def weight_note(owner, weights):
    """What is missing where an agency's weights of the year do not make 100."""
    total = weights.get(owner.agency_id)
    if total is None or total == WHOLE:
        return ""
    words = _("น้ำหนักรวมของหน่วยงานนี้ได้ %(total)s จาก 100 ยังไม่ครบ จึงไม่คิดคะแนนรวม") % {"total": shown(total)}
    return format_html('<br><span class="small muted">{}</span>', words)


@register.simple_tag
def matrix_rows(matrix, words):
    """The body of the matrix: written in one piece, for 77 × 20 × 4 spots are too many for a template's loops."""
    base = reverse("kpis:reports")
    shorts = {state: escape(short) for state, (short, _long) in words.items()}
    parts = []
    for place, cells in matrix.rows:
        parts.append(f'<tr><th scope="row">{escape(bilingual(place))}</th>')
        for spots in cells:
            parts.append("<td>")
            for spot in spots:
                href = f"{base}{spot.target_id}/{spot.kind}/"
                parts.append(f'<a class="m-{spot.state}" href="{href}">{shorts[spot.state]}</a>')
            parts.append("</td>")
        parts.append("</tr>")
    return mark_safe("".join(parts))  # noqa: S308 - every text in it is escaped above
