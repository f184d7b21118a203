"""Babel's reader of Django templates: it turns a template into Python with Django's own parser and reads that."""

import io

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

FUNCTIONS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}


def extract_template(fileobj, keywords, comment_tags, options):
    """Yield `(line, function, message, comments)` for each translate and blocktranslate of the template."""
    source = templatize(fileobj.read().decode(options.get("encoding", "utf-8")))
    yield from extract_python(io.BytesIO(source.encode()), {**keywords, **FUNCTIONS}, comment_tags, {"encoding": "utf-8"})
