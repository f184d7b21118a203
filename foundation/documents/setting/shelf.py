"""Documents that were set already: the same content is not set twice. Files under VAR_DIR, the oldest leave first."""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path

from django.conf import settings

from foundation.documents.setting.blocks import Document
from foundation.documents.setting.pdf import TEMPLATE, set_pdf
from foundation.documents.setting.word import set_docx

FORMS = {"pdf": set_pdf, "docx": set_docx}
MOST_FILES = 400


def kept(document: Document, form: str) -> bytes:
    """`document` as "pdf" or "docx": from the shelf, or set now and put there. Two processes at once do no harm."""
    path = _path(document, form)
    with contextlib.suppress(FileNotFoundError):
        content = path.read_bytes()
        os.utime(path)
        return content
    content = FORMS[form](document)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    os.replace(file.name, path)
    _clear(path.parent)
    return content


def _path(document, form):
    written = json.dumps([document.written(), document.words], ensure_ascii=False, sort_keys=True, default=_plain)
    digest = hashlib.sha256(TEMPLATE.read_bytes() + written.encode()).hexdigest()
    return Path(settings.VAR_DIR) / "set-documents" / f"{digest}.{form}"


def _clear(folder):
    """Leave the newest files; one that another process removed meanwhile is gone already."""
    files = []
    for path in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):
            files.append((path.stat().st_mtime, path))
    for _age, path in sorted(files, reverse=True)[MOST_FILES:]:
        path.unlink(missing_ok=True)


def _plain(value):
    return value.hex() if isinstance(value, bytes) else str(value)
