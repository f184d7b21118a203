"""An upload between its preview and the confirmation: kept out of reach, known by a signed ticket, for an hour."""

import datetime
import uuid

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "imports"
SALT = "workgroups.imports"
HOUR = 3600


def keep(content: bytes, *, user, model, file_name, encoding) -> str:
    """Store an upload and give the ticket that opens it for this user and this kind of rows."""
    _forget_old()
    stored = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", ContentFile(content))
    return signing.dumps(
        {"stored": stored, "user": user.pk, "model": model._meta.label, "name": file_name, "encoding": encoding},
        salt=SALT,
    )


def opened(ticket: str, *, user, model):
    """(content, file name, encoding) of a ticket, or None: forged, older than an hour, used, or another's."""
    try:
        told = signing.loads(ticket, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        return None
    if told["user"] != user.pk or told["model"] != model._meta.label or not default_storage.exists(told["stored"]):
        return None
    with default_storage.open(told["stored"]) as file:
        return file.read(), told["name"], told["encoding"]


def forget(ticket: str):
    """Delete the upload of a ticket that `opened` has read."""
    default_storage.delete(signing.loads(ticket, salt=SALT)["stored"])


def _forget_old():
    """Uploads that nobody confirmed go after a day."""
    if not default_storage.exists(FOLDER):
        return
    limit = timezone.now() - datetime.timedelta(days=1)
    for name in default_storage.listdir(FOLDER)[1]:
        if default_storage.get_modified_time(f"{FOLDER}/{name}") < limit:
            default_storage.delete(f"{FOLDER}/{name}")
