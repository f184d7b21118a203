"""Babel's reader of Django templates: it turns a template into Python with Django's own parser and reads that."""

import io

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract_template(fileobj, keywords, comment_tags, options):
    """Yield `(line, function, message, comments)` for each translate and blocktranslate of the template."""
    lines = templatize(fileobj.read().decode()).splitlines()
    source = "\n".join(line.strip() for line in lines)  # the indents of a template are none of Python's
    yield from extract_python(io.BytesIO(source.encode()), keywords, comment_tags, {"encoding": "utf-8"})
