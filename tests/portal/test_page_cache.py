"""Kept pages: never stale where something was written, never of one person to another, one for each language."""

import time

import pytest
import time_machine
from django.core.cache import InvalidCacheBackendError, caches
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from foundation.accounts.caches import SteadyRedisCache
from foundation.audit.models import Entry
from portal import middleware, page_shelf, page_version
from portal.page_shelf import Page, Shelf
from portal.page_version import Version
from tests.accounts.factories import UserFactory
from tests.pm25.factories import ProvinceFactory, StationFactory
from tests.workgroups.admin_pages import sign_in_secretariat
from tests.workgroups.factories import WorkgroupFactory
from workgroups.models import PolicyLevel, Workgroup


@pytest.fixture
def kept(db, monkeypatch):
    """Pages are kept although the test runs in a transaction; `kept()` says how many there are."""
    monkeypatch.setattr(middleware, "inside_transaction", lambda: False)
    monkeypatch.setattr(page_version, "LOOK_EVERY", 1000)
    page_version.page_version.change()
    return lambda: len(page_shelf.shelf)


def test_page_is_made_once(client, kept, django_assert_num_queries):
    first = client.get("/workgroups/")

    with django_assert_num_queries(0):
        second = client.get("/workgroups/")

    assert second.content == first.content
    assert kept() == 1
    same = ("Content-Type", "Content-Language", "Vary", "X-Frame-Options", "Content-Security-Policy", "Cache-Control")
    assert {name: second[name] for name in same} == {name: first[name] for name in same}
    assert second["X-Request-ID"] != first["X-Request-ID"]


@pytest.mark.django_db(transaction=True)
def test_page_is_new_after_an_edit_in_the_admin(client, settings):
    level = PolicyLevel.objects.create(name_th="ระดับเดิม", key="old", order=1)
    secretary = Client()
    sign_in_secretariat(secretary, settings)
    assert "ระดับเดิม" in client.get("/workgroups/challenges/").content.decode()
    assert len(page_shelf.shelf) == 1

    form = {"name_th": "ระดับใหม่", "name_en": "", "key": "old", "order": "1", "who_th": "ทุกคน"}
    secretary.post(f"/secretariat/workgroups/policylevel/{level.pk}/change/", form)

    text = client.get("/workgroups/challenges/").content.decode()
    assert ("ระดับเดิม" in text, "ระดับใหม่" in text) == (False, True)


@pytest.mark.django_db(transaction=True)
def test_any_committed_write_counts_also_without_an_entry():
    before = page_version.page_version.now()

    Workgroup.objects.bulk_create([WorkgroupFactory.build(slug="quiet")])
    Workgroup.objects.filter(slug="quiet").update(name_th="เงียบ")
    with transaction.atomic():
        Workgroup.objects.filter(slug="quiet").delete()
        inside = page_version.page_version.now()

    assert inside.own == before.own + 2
    assert page_version.page_version.now().own == before.own + 3


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_or_private_does_not_count():
    person = UserFactory()
    before = page_version.page_version.now()

    with transaction.atomic():
        WorkgroupFactory()
        transaction.set_rollback(True)
    person.save()
    list(Workgroup.objects.all())

    assert page_version.page_version.now() == before


@pytest.mark.parametrize(
    ("sql", "shows"),
    [
        ("SELECT 1", False),
        ("  select 1", False),
        ('UPDATE "django_session" SET "a" = 1', False),
        ('INSERT INTO "usersessions_usersession" VALUES (1)', False),
        ('UPDATE "pm25_station" SET "a" = 1', True),
        ("DELETE FROM places_province", True),
        ("WITH rows AS (SELECT 1) INSERT INTO x SELECT * FROM rows", True),
        ("COPY pm25_reading FROM STDIN", True),
        (b"anything else", True),
    ],
)
def test_statements_that_may_change_a_page(sql, shows):
    assert page_version._may_show(sql) is shows


def test_an_entry_of_another_process_is_seen_within_seconds(kept, client, monkeypatch):
    old = page_version.page_version.now()
    head = Entry.objects.order_by("-seq").first()
    entry = Entry(seq=head.seq + 1 if head else 1, at="2026-01-01T00:00:00Z", prev_hash="x", hash="y")

    Entry.objects.bulk_create([entry])
    monkeypatch.setattr(page_version, "LOOK_EVERY", 0)

    assert page_version.page_version.now().shared != old.shared


def test_nobody_with_a_session_sees_or_leaves_a_kept_page(client, kept, settings):
    visitor, secretary = client, Client()
    sign_in_secretariat(secretary, settings)
    StationFactory(code="waits", status="pending")

    codes = [person.get("/pm25/stations/waits/").status_code for person in (secretary, visitor)]

    assert codes == [200, 404]
    assert kept() == 0
    visitor.get("/pm25/")
    assert kept() == 1
    assert secretary.get("/pm25/")["Cache-Control"] == "no-store"
    assert "no-store" not in visitor.get("/pm25/")["Cache-Control"]


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
def test_a_visitor_with_a_cookie_of_ours_gets_a_page_of_their_own(client, kept, name):
    client.cookies[name] = "anything"

    client.get("/privacy/")

    assert kept() == 0


def test_languages_are_kept_apart(client, kept):
    thai, english = client.get("/workgroups/").content, client.get("/en/workgroups/").content

    assert kept() == 2
    assert client.get("/en/workgroups/", headers={"Accept-Language": "th"}).content == english
    assert client.get("/workgroups/", headers={"Accept-Language": "en"}).content == thai


def test_queries_are_kept_apart(client, kept):
    everything = client.get("/search/").content

    assert client.get("/search/?q=ลำปาง").content != everything
    assert client.get("/search/?q=" + "ก" * 400).status_code == 200
    assert kept() == 2


def test_head_uses_what_is_kept_and_keeps_nothing(client, kept):
    client.head("/privacy/")
    assert kept() == 0

    page = client.get("/privacy/")
    answer = client.head("/privacy/")

    assert (answer.status_code, answer["ETag"], answer.content) == (200, page["ETag"], b"")


def test_who_has_the_page_hears_304(client, kept):
    page = client.get("/privacy/")
    page_shelf.shelf.clear()

    made = client.get("/privacy/", headers={"If-None-Match": page["ETag"]})
    taken = client.get("/privacy/", headers={"If-None-Match": page["ETag"]})
    other = client.get("/privacy/", headers={"If-None-Match": '"other"'})

    assert [made.status_code, taken.status_code, other.status_code] == [304, 304, 200]
    assert taken["Content-Security-Policy"] == page["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/nowhere/", "/desk/", "/accounts/login/", "/sitemap.xml"])
def test_not_kept(client, kept, path):
    client.get(path)

    assert kept() == 0


def answer_with(response, method="get"):
    """Whether the answer to a request of a public page would be kept."""
    request = getattr(RequestFactory(), method)("/")
    request.resolver_match = type("Match", (), {"app_name": "portal", "view_name": "portal:home"})
    return middleware._may_be_kept(request, response)


def test_only_whole_public_answers_are_kept():
    with_cookie = HttpResponse()
    with_cookie.set_cookie("a", "b")

    assert answer_with(HttpResponse())
    assert answer_with(HttpResponse(headers={"Vary": "Cookie, Accept-Language"}))
    assert not answer_with(HttpResponse(), "post")
    assert not answer_with(HttpResponse(status=404))
    assert not answer_with(with_cookie)
    assert not answer_with(StreamingHttpResponse([b"a"]))
    assert not answer_with(HttpResponse(headers={"Vary": "HX-Request"}))
    assert not answer_with(HttpResponse(headers={"Cache-Control": "private, no-cache"}))
    assert not answer_with(HttpResponse(headers={"Cache-Control": "No-Store"}))
    assert not answer_with(HttpResponse(content_type="application/json"))


def test_host_that_is_not_ours_is_refused_also_when_the_page_is_kept(client, kept):
    client.get("/privacy/")

    assert client.get("/privacy/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_what_a_view_changed_in_the_content_policy_is_kept(rf):
    page = Page(b"a", {}, {"_csp_update": {"frame-ancestors": ["*"]}}, "pm25:card", time.time())

    assert page.answer(rf.get("/"))._csp_update == {"frame-ancestors": ["*"]}


def test_page_is_made_anew_after_a_minute(client, kept):
    with time_machine.travel("2026-01-10T05:00:00Z", tick=False) as clock:
        first = client.get("/pm25/").content
        clock.shift(59)
        assert client.get("/pm25/").content == first
        page = next(iter(page_shelf.shelf._pages.values()))
        clock.shift(2)

        assert not page.is_fresh


def test_page_cache_can_be_switched_off(client, kept, settings):
    settings.PAGE_CACHE_SECONDS = 0

    client.get("/privacy/")

    assert kept() == 0


def page_of(size):
    return Page(b"x" * size, {}, {}, "portal:home", time.time())


def test_shelf_holds_so_many_pages_and_so_many_bytes(monkeypatch):
    monkeypatch.setattr(page_shelf, "MOST_PAGES", 3)
    monkeypatch.setattr(page_shelf, "MOST_BYTES", 100)
    monkeypatch.setattr(page_shelf, "LARGEST_PAGE", 90)
    shelf, version = Shelf(), Version("1", page_version.page_version.own)

    for name in "abcd":
        shelf.put(f"?{name}", version, page_of(10))
    shelf.get("?b", version)
    shelf.put("?large", version, page_of(85))
    shelf.put("?larger", version, page_of(91))

    assert kept_of(shelf, version, ["?a", "?b", "?c", "?d", "?large", "?larger"]) == ["?b", "?large"]


def test_shelf_is_of_one_version():
    own = page_version.page_version.own
    shelf = Shelf()
    shelf.put("?a", Version("1", own), page_of(1))

    assert kept_of(shelf, Version("2", own), ["?a"]) == []
    assert kept_of(shelf, Version("1", own), ["?a"]) == ["?a"]

    shelf.put("?b", Version("2", own), page_of(1))
    shelf.put("?c", Version("2", own - 1), page_of(1))

    assert kept_of(shelf, Version("2", own), ["?a", "?b", "?c"]) == ["?b"]


def kept_of(shelf, version, addresses):
    return [address for address in addresses if shelf.get(address, version)]


@pytest.fixture
def shared(settings):
    """A second level at a port: `shared(port)`."""

    def at(location):
        cache = {
            "BACKEND": "foundation.accounts.caches.SteadyRedisCache",
            "LOCATION": location,
            "KEY_PREFIX": "pages",
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
        settings.CACHES = settings.CACHES | {"pages": cache}
        SteadyRedisCache.away_until = 0.0
        caches["pages"].clear()

    yield at
    SteadyRedisCache.away_until = 0.0


def test_pages_are_kept_while_redis_is_away(client, kept, shared):
    shared("redis://127.0.0.1:9/1")

    assert client.get("/privacy/").content == client.get("/privacy/").content
    assert kept() == 1


@pytest.mark.redis
def test_processes_share_pages_and_hear_of_each_others_writes(client, kept, settings, django_assert_num_queries):
    first = client.get("/workgroups/")
    client.get("/workgroups/?q=a")
    page_shelf.shelf.clear()  # as another process begins

    with django_assert_num_queries(0):
        assert client.get("/workgroups/").content == first.content
    assert kept() == 1

    before = page_version.page_version.now()
    caches["pages"].set(page_version.MARK, "written elsewhere")
    page_version.page_version._known = None

    assert page_version.page_version.now().shared != before.shared


@pytest.mark.redis
def test_a_page_from_before_our_own_write_is_not_taken_from_redis(client, kept):
    client.get("/workgroups/")
    page_shelf.shelf.clear()

    page_version.page_version.changed_at = time.time()

    assert page_shelf.shelf.get("th /workgroups/", page_version.page_version.now()) is None


def test_without_redis_there_is_no_second_level(settings):
    settings.CACHES = {name: cache for name, cache in settings.CACHES.items() if name != "pages"}

    with pytest.raises(InvalidCacheBackendError):
        caches["pages"]
    assert page_version.shared_shelf() is None


def test_a_page_that_others_may_frame_stays_so_when_kept(client, kept):
    ProvinceFactory(lampang=True)
    first, second = client.get("/pm25/card/lampang/"), client.get("/pm25/card/lampang/")

    assert kept() == 1
    assert "frame-ancestors 'none'" not in second["Content-Security-Policy"]
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "X-Frame-Options" not in second
