"""Whole pages as they were sent, kept for a short while: in this process, and in Redis for all of them."""

import hashlib
import threading
import time
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from portal.page_version import page_version, shared_shelf

MOST_PAGES, MOST_BYTES = 500, 32 * 1024 * 1024
LARGEST_PAGE = 2 * 1024 * 1024


class Route(NamedTuple):
    """What the log wants to know of an address that was not resolved again."""

    view_name: str


@dataclass(frozen=True)
class Page:
    """A page's body and headers; `policy` is what its view changed in the content policy, `made_at` when it began."""

    body: bytes
    headers: dict
    policy: dict
    route: str
    made_at: float
    etag: str = field(default="")

    def __post_init__(self):
        if not self.etag:
            object.__setattr__(self, "etag", quote_etag(hashlib.blake2b(self.body, digest_size=16).hexdigest()))

    @property
    def is_fresh(self):
        return time.time() - self.made_at < settings.PAGE_CACHE_SECONDS

    def answer(self, request):
        """The page again, or 304 for whoever has it."""
        request.resolver_match = Route(self.route)
        response = HttpResponse(self.body, headers=self.headers)
        vars(response).update(self.policy)
        return get_conditional_response(request, etag=self.etag, response=response)


class Shelf:
    """Pages of one version of the facts. What was used longest ago goes first when there are too many or too large."""

    def __init__(self):
        self._pages = OrderedDict()
        self._version = None
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, address, version):
        """The page of `address`, here or on the shared shelf; None where there is none of this version."""
        with self._lock:
            page = self._pages.get(address) if version == self._version else None
            if page and page.is_fresh:
                self._pages.move_to_end(address)
                return page
        page = _take_shared(address, version)
        if page:
            self._keep(address, version, page)
        return page

    def put(self, address, version, page):
        """Keep a page made under `version`, unless this process has written since."""
        if len(page.body) <= LARGEST_PAGE and version.own == page_version.own:
            self._keep(address, version, page)
            _share(address, version, page)

    def clear(self):
        with self._lock:
            self._empty(None)

    def __len__(self):
        return len(self._pages)

    def _keep(self, address, version, page):
        with self._lock:
            if version != self._version:
                self._empty(version)
            self._drop(address)
            self._pages[address] = page
            self._bytes += len(page.body)
            while len(self._pages) > MOST_PAGES or self._bytes > MOST_BYTES:
                self._drop(next(iter(self._pages)))

    def _drop(self, address):
        page = self._pages.pop(address, None)
        if page:
            self._bytes -= len(page.body)

    def _empty(self, version):
        self._pages.clear()
        self._version, self._bytes = version, 0


shelf = Shelf()


def _share(address, version, page):
    """Only addresses without a query: those are as many as there are pages, whatever anybody types."""
    shared = shared_shelf()
    if shared is None or "?" in address:
        return
    packed = (zlib.compress(page.body, 1), page.headers, page.policy, page.route, page.made_at, page.etag)
    shared.set(f"{version.shared}:{_short(address)}", packed, settings.PAGE_CACHE_SECONDS)


def _take_shared(address, version):
    shared = shared_shelf()
    if shared is None or "?" in address:
        return None
    packed = shared.get(f"{version.shared}:{_short(address)}")
    if packed is None:
        return None
    page = Page(zlib.decompress(packed[0]), *packed[1:])
    return page if page.is_fresh and page.made_at > page_version.changed_at else None


def _short(address):
    return hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
