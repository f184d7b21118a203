import socket
import time

import pytest
from django.core.cache import caches

from foundation.accounts.caches import SteadyRedisCache
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.reading import read
from tests.accounts.test_sign_in import LIMITED, attempt


@pytest.fixture
def silent_server():
    """A port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def dead_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def redis_at(settings):
    """Make the default cache a Redis at a port; afterwards the next call may try Redis again."""

    def use(port):
        cache = {
            "BACKEND": "foundation.accounts.caches.SteadyRedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/1",
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
        settings.CACHES = {"default": cache}
        SteadyRedisCache.away_until = 0.0

    yield use
    SteadyRedisCache.away_until = 0.0


def test_cache_keeps_its_own_while_redis_refuses(redis_at, dead_port):
    redis_at(dead_port)
    cache = caches["default"]
    cache.clear()

    cache.set("a", 1)

    assert (cache.get("a"), cache.add("a", 2), cache.incr("a"), cache.has_key("a")) == (1, False, 2, True)
    assert cache.get_many(["a", "b"]) == {"a": 2}
    assert cache.delete("a") is True
    assert cache.get("a", "nothing") == "nothing"


@pytest.mark.django_db
def test_sign_in_works_while_redis_is_silent(client, redis_at, silent_server):
    redis_at(silent_server)
    person = UserFactory()
    began = time.monotonic()

    answer = attempt(client, person.email, PASSWORD)

    assert answer.status_code == 302
    assert time.monotonic() - began < 3


@pytest.mark.django_db
def test_limits_hold_while_redis_is_away(client, redis_at, dead_port, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    redis_at(dead_port)
    caches["default"].clear()

    answers = [attempt(client, "nobody@agency.example") for _ in range(6)]

    assert [LIMITED in read(answer).errors for answer in answers] == [False] * 5 + [True]


@pytest.mark.redis
def test_cache_uses_redis_where_it_answers():
    cache = caches["default"]

    cache.set("steady", "ก")

    assert cache.get("steady") == "ก"
    assert cache.local.get("steady") is None
