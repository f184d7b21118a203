"""Pieces of a page that are drawn dozens of times: a template rendered once, then filled like a form.

A template that is a mould uses its names bare (`{{ href }}`, `{% if late %}`) and depends on nothing else but the
language: it is rendered once for each language and for each choice of which names are empty.
"""

import re
from functools import lru_cache

from django.core.signals import setting_changed
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

MARK = "\ue000{}\ue001"  # of the private use area: no text has them
_MARKED = re.compile("\ue000(\\d+)\ue001")


class Mould:
    """`names` are what the template of `template_name` shows, in the order of the values that rows give."""

    def __init__(self, template_name, *names):
        self.template_name, self.names = template_name, names

    def fill(self, rows):
        """The template of each of `rows`, one after the other; what a row says is escaped as a template would."""
        language, drawn = get_language(), []
        for row in rows:
            shape = _cast(self.template_name, self.names, tuple(bool(value) for value in row), language)
            drawn.append(shape.format(*[_escaped(value) for value in row]))
        return mark_safe("".join(drawn))  # noqa: S308 - the template's own text, and values that are escaped


@lru_cache(maxsize=256)
def _cast(template_name, names, present, language):
    """The template as a format string. `language` is that of the page, by which what is kept is told apart."""
    marks = {
        name: MARK.format(place) if is_there else ""
        for place, (name, is_there) in enumerate(zip(names, present, strict=True))
    }
    text = render_to_string(template_name, marks)
    return _MARKED.sub(r"{\1}", text.replace("{", "{{").replace("}", "}}"))


@lru_cache(maxsize=4096, typed=True)  # what is safe already is told apart from text
def _escaped(value):
    return conditional_escape(value)


setting_changed.connect(lambda **kwargs: _cast.cache_clear(), weak=False, dispatch_uid="foundation.ui.moulds")
