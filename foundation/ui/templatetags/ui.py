"""Tags that every page uses: icons, chips, names in two languages, local times."""

import re

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from foundation.ui.moulds import Mould

register = template.Library()
_THAI = re.compile("[\u0e01-\u0e5b]")


@register.simple_tag
def icon(name):
    """Draw the icon `name` of the sprite in `ui/icons.html`; decoration, so hidden from screen readers."""
    return format_html('<svg class="ico" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def fixed(template_name):
    """{% fixed "ui/footer_columns.html" %}: include what depends on the language alone, rendered once."""
    return Mould(template_name).fill([()])


@register.filter
def bilingual(obj, field="name"):
    """The value of `field` in the language of the page; Thai text on an English page is marked as Thai.

    `{{ agency|bilingual }}` reads `name_en` or `name_th`.
    """
    thai = getattr(obj, f"{field}_th")
    if get_language() != "en":
        return thai
    return getattr(obj, f"{field}_en", "") or as_thai(thai)


@register.filter
def as_thai(text):
    """Mark `text` as Thai where the page is not; text without a Thai letter stays as it is."""
    if not text or get_language() == "th" or not _THAI.search(str(text)):
        return text or ""
    return format_html('<span lang="th">{}</span>', text)


@register.inclusion_tag("ui/chip.html")
def chip(kind, label, glyph=""):
    """A status: shape and word. `kind` is ok, go, wait, bad, mute or demo."""
    glyphs = {"ok": "check", "go": "half", "wait": "clock", "bad": "bang", "mute": "dash", "demo": "flask"}
    return {"kind": kind, "label": label, "glyph": glyph or glyphs[kind]}
