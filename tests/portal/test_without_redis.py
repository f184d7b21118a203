"""With Redis dead pages, forms and sign-in work, and what was to be done later is done by the sweep."""

import socket

import pytest
from celery import current_app
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from foundation.accounts.caches import SteadyRedisCache
from foundation.notices.models import Notice
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.test_sign_in import attempt
from tests.pm25.factories import ProvinceFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _dead_redis(settings, monkeypatch):
    """Cache and broker at a port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"redis://127.0.0.1:{probe.getsockname()[1]}"
    settings.REDIS_URL = url
    settings.CACHES = {
        "default": {
            "BACKEND": "foundation.accounts.caches.SteadyRedisCache",
            "LOCATION": f"{url}/1",
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
        }
    }
    monkeypatch.setattr(SteadyRedisCache, "away_until", 0.0)
    monkeypatch.setattr(current_app.conf, "broker_url", f"{url}/0")
    monkeypatch.setattr(current_app.conf, "broker_write_url", f"{url}/0", raising=False)
    current_app.pool.force_close_all()
    monkeypatch.setitem(current_app.__dict__, "_pool", None)
    monkeypatch.setitem(current_app.amqp.__dict__, "_producer_pool", None)
    yield
    SteadyRedisCache.away_until = 0.0


@pytest.fixture
def failures(caplog):
    """How often the dead Redis was tried: by the cache, and by the doorbell of the background work."""

    def _failures():
        said = [record.getMessage() for record in caplog.records]
        return said.count("cache is away"), sum("on_commit" in message for message in said)

    return _failures


@pytest.mark.parametrize("address", ["/", "/pm25/", "/pm25/imports/", "/accounts/login/"])
def test_pages_work(client, failures, address):
    ProvinceFactory(lampang=True)

    answer = client.get(address)

    assert answer.status_code == 200
    assert failures()[0] <= 1


def test_sign_in_tries_redis_once(client, failures):
    """A try that is refused costs a millisecond, one that hangs two seconds: the rest of the request does without."""
    person = UserFactory()

    answer = attempt(client, person.email, PASSWORD)
    desk = client.get("/desk/", follow=True)

    assert (answer.status_code, desk.status_code, failures()[0]) == (302, 200, 1)


def test_letter_asked_for_in_a_form_is_sent_by_the_sweep(client, failures):
    person = UserFactory()

    answer = client.post(reverse("account_reset_password"), {"email": person.email})
    waiting = list(Notice.objects.values_list("status", flat=True))
    call_command("send_notices")

    assert (answer.status_code, waiting, failures()) == (302, ["queued"], (1, 1))
    assert [letter.to for letter in mail.outbox] == [[person.email]]
