"""Public pages for people who are not signed in are made once and given to all until something changes."""

import time

from django.conf import settings
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_path

from portal.page_shelf import Page, shelf
from portal.page_version import inside_transaction, page_version
from portal.visitors import is_public_reading

LONGEST_ADDRESS = 300
VARIES = {"accept-language", "cookie", "accept-encoding"}  # the address alone names the language


class PageCacheMiddleware:
    """Stands inside of what each answer gets anew (request number, security headers), outside of sessions.

    Kept: answers 200 in HTML to GET, of the apps in `PAGE_CACHE_APPS`, that set no cookie and may be stored. Not
    asked for: anybody with a cookie of a session, a form or a message, and whoever sends credentials.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        version = page_version.now() if _may_be_public(request) and not inside_transaction() else None
        if version is None:
            return self.get_response(request)
        address = _address(request)
        page = shelf.get(address, version)
        if page:
            return page.answer(request)
        began = time.time()
        response = self.get_response(request)
        if not _may_be_kept(request, response):
            return response
        response.headers.setdefault("Cache-Control", "no-cache")  # browsers ask again, and hear 304
        page = _page(request, response, began)
        shelf.put(address, version, page)
        return get_conditional_response(request, etag=page.etag, response=response)


def _may_be_public(request):
    if not settings.PAGE_CACHE_SECONDS or not is_public_reading(request):
        return False
    request.get_host()  # refuses a host that is not ours, as the pages themselves do
    return len(request.get_full_path()) <= LONGEST_ADDRESS


def _address(request):
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    return f"{language} {request.get_full_path()}"


def _may_be_kept(request, response):
    match, headers = request.resolver_match, response.headers
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and match is not None
        and match.app_name in settings.PAGE_CACHE_APPS
        and headers.get("Content-Type", "").startswith("text/html")
        and not {"private", "no-store"} & _words(headers.get("Cache-Control"))
        and _words(headers.get("Vary")) <= VARIES
        and not getattr(request, "_csp_nonce", None)
    )


def _words(header):
    return {word.strip().lower() for word in (header or "").split(",") if word.strip()}


def _page(request, response, began):
    policy = {name: value for name, value in vars(response).items() if name.startswith("_csp_")}
    page = Page(response.content, {}, policy, request.resolver_match.view_name, began)
    response.headers["ETag"] = page.etag
    page.headers.update(response.headers)
    return page
