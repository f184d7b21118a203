"""A secret that a demonstration makes for itself and keeps."""

import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """Read the secret at `path`, made with mode 0600 where it is not there yet; two starts at once get the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
