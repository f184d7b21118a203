"""Babel's reader of Django templates: it turns a template into Python with Django's own parser and reads that."""

import io

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract_template(fileobj, keywords, comment_tags, options):
    """Yield `(line, function, message, comments)` for each translate and blocktranslate of the template."""
    source = io.BytesIO(templatize(fileobj.read().decode()).encode())
    yield from extract_python(source, keywords, comment_tags, {"encoding": "utf-8"})
