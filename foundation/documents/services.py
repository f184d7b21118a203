"""Take files in."""

import hashlib
import logging
import os
import uuid
import weakref
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from foundation.documents.models import StoredFile
from foundation.documents.names import clean_name
from foundation.documents.refusals import MAX_BYTES, MAX_TABLE_BYTES, UploadRefused, refuse
from foundation.documents.sniffing import sniff
from foundation.documents.tables import sniff_table

__all__ = ["UploadRefused", "store_file"]

security = logging.getLogger("security")


@transaction.atomic
def store_file(upload, *, by, label="", table=False):
    """Check `upload` (an uploaded file), write it under settings.MEDIA_ROOT and return its StoredFile.

    `table=True` takes tables only, larger ones and in the encodings that spreadsheets write.
    Raises UploadRefused with a Thai sentence. Nothing is left behind then, nor if the caller's transaction rolls back.
    """
    stored = StoredFile(name=clean_name(upload.name or ""), label=label, uploaded_by=by)
    incoming = Path(settings.MEDIA_ROOT) / "incoming" / uuid.uuid4().hex
    try:
        stored.sha256, stored.size = _write(upload, incoming, MAX_TABLE_BYTES if table else MAX_BYTES)
        stored.content_type = (sniff_table if table else sniff)(incoming, stored.name)
        stored.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.replace(incoming, stored.path)
    except UploadRefused as refusal:
        security.warning("upload.reject", extra={"reason": refusal.code, "user_id": by.pk if by else None})
        raise
    finally:
        incoming.unlink(missing_ok=True)
    _delete_unless_committed(stored.path)
    stored.save(force_insert=True)
    record("documents.store", stored, by=by, after=snapshot(stored))
    return stored


def _write(upload, path, limit):
    """Write the bytes to the disk as they come, up to the limit; returns their SHA-256 and number."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > limit:
                message = _("ไฟล์ใหญ่เกิน %(limit)d MB ลดขนาดภาพหรือแบ่งเป็นหลายไฟล์แล้วส่งใหม่")
                refuse("too_big", message, limit=limit // 1024 // 1024)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


class _Commit:
    """Held by the transaction alone: Django calls it on commit and lets go of it on rollback."""

    def __call__(self):
        self.cleanup.detach()


def _delete_unless_committed(path):
    """Delete the file when the transaction, or the savepoint that wrote it, is rolled back."""
    commit = _Commit()
    commit.cleanup = weakref.finalize(commit, path.unlink, missing_ok=True)
    transaction.on_commit(commit)
