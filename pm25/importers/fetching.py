"""Fetch from a source over HTTPS: listed hosts only, the checked address only, bounded in time and size."""

import hashlib
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

import httpx
from django.conf import settings
from django.utils import timezone

from pm25.importers.addresses import Target, refused
from pm25.importers.problems import ImportProblem

MAX_BYTES = 10 * 1024 * 1024
MAX_SECONDS = 60
MAX_REDIRECTS = 3
TIMEOUT = httpx.Timeout(15, connect=5)
HEADERS = {"User-Agent": "ogmp-portal", "Accept": "application/json, */*;q=0.5", "Accept-Encoding": "identity"}
REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class Fetched:
    """What a source answered. `url` is the address that was asked for.

    A file on this machine may be named by `path` instead of being read: then `content` is empty.
    """

    url: str
    content: bytes
    fetched_at: datetime
    path: Path | None = None

    @property
    def size(self) -> int:
        return len(self.content) if self.path is None else self.path.stat().st_size

    @property
    def sha256(self) -> str:
        if self.path is None:
            return hashlib.sha256(self.content).hexdigest()
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


class NotThere(ImportProblem):
    """The source says that it has no such address (404)."""


class Client:
    """Asks sources, one connection an answer. Every failure is an ImportProblem with what to do."""

    def get_first(self, urls, *, hosts) -> Fetched:
        """The answer of the first of `urls` that the source has."""
        for url in urls[:-1]:
            try:
                return self.get(url, hosts=hosts)
            except NotThere:
                continue
        return self.get(urls[-1], hosts=hosts)

    def get(self, url, *, hosts) -> Fetched:
        """The answer at `url`, whose host must be one of `hosts` or trusted by the settings."""
        deadline = time.monotonic() + MAX_SECONDS
        asked = target = Target(url, hosts)
        for _ in range(MAX_REDIRECTS + 1):
            content, location = self._ask(target, deadline)
            if location is None:
                return Fetched(url, content, timezone.now())
            target = Target(urljoin(target.url, location), hosts)
            if target.host != asked.host:
                raise refused(
                    "redirect",
                    f"แหล่งข้อมูลส่งต่อไปที่ {target.host} จึงไม่ตามไป",
                    f"The source sends on to {target.host}; not followed.",
                )
        raise refused("redirect", "แหล่งข้อมูลส่งต่อวนไปมา", "The source redirects in circles.")

    def _ask(self, target, deadline):
        """The body, or where the source sends us."""
        context = _tls(target.host) if target.url.startswith("https:") else False
        headers = HEADERS | {"Host": target.host_header}
        cut = _Cut(deadline)
        extensions = {"sni_hostname": target.host, "trace": cut.notice}
        try:
            with (
                cut,
                httpx.Client(verify=context, timeout=TIMEOUT, trust_env=False, follow_redirects=False) as client,
                client.stream("GET", target.connect_url, headers=headers, extensions=extensions) as answer,
            ):
                if answer.status_code in REDIRECTS and "location" in answer.headers:
                    return None, answer.headers["location"]
                _check_status(answer.status_code)
                return _body(answer, deadline), None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
            if cut.is_made:
                raise _too_slow() from error
            raise _unreachable(target.host, error) from error


def _tls(host):
    """The machine's certificates, and the extra ones of a host whose own chain is incomplete; always verified."""
    context = ssl.create_default_context()
    bundle = settings.IMPORT_CA_BUNDLES.get(host)
    if bundle:
        context.load_verify_locations(cafile=bundle)
    return context


def _check_status(status):
    if status == 404:
        raise NotThere("not_found", "แหล่งข้อมูลไม่มีที่อยู่นี้แล้ว (404)", "The source no longer has this address (404).")
    if status != 200:
        raise refused(
            "http_status",
            f"แหล่งข้อมูลตอบรหัส {status} จะลองใหม่ในรอบถัดไป",
            f"The source answered with status {status}; the next run tries again.",
        )


def _body(answer, deadline):
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise refused("encoding", "แหล่งข้อมูลบีบอัดคำตอบทั้งที่ไม่ได้ขอ", "The source compressed its answer unasked.")
    content = bytearray()
    for chunk in answer.iter_raw():
        content += chunk
        if len(content) > MAX_BYTES:
            raise refused("too_large", "คำตอบใหญ่เกิน 10 MB จึงไม่รับ", "The answer is larger than 10 MB; not taken.")
        if time.monotonic() > deadline:
            raise _too_slow()
    return bytes(content)


def _too_slow():
    return refused("too_slow", "แหล่งข้อมูลส่งช้าเกิน 60 วินาที", "The source took more than 60 seconds.")


class _Cut:
    """Cuts the connection at the deadline: time-outs bound one read only, and a source may send a byte at a time."""

    def __init__(self, deadline):
        self.is_made, self._stream = False, None
        self._timer = threading.Timer(max(0, deadline - time.monotonic()), self._make)
        self._timer.daemon = True

    def notice(self, event, info):
        """Called by the client for each step of a connection."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._stream = info["return_value"]
            if self.is_made:
                self._make()

    def _make(self):
        self.is_made = True
        if self._stream is not None:
            with suppress(OSError):
                self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def __enter__(self):
        self._timer.start()
        return self

    def __exit__(self, *raised):
        self._timer.cancel()


def _causes(error):
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _unreachable(host, error):
    if isinstance(error, httpx.TimeoutException):
        return refused("timeout", f"{host} ไม่ตอบในเวลาที่กำหนด", f"{host} did not answer in time.")
    if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
        return refused(
            "tls",
            f"ตรวจใบรับรองของ {host} ไม่ผ่าน เพิ่มใบรับรองกลางที่ขาดใน IMPORT_CA_BUNDLES",
            f"The certificate of {host} could not be verified; IMPORT_CA_BUNDLES can add the missing one.",
        )
    return refused("unreachable", f"ติดต่อ {host} ไม่ได้", f"{host} could not be reached.")
