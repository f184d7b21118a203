"""One number for a request, in its answer, its log, its entries and the tasks that it starts."""

import io
import json
import logging
import logging.config
import os
import queue
import re
import uuid

import pytest
import redis
import structlog
from celery import Celery, signals
from celery.contrib.testing.worker import start_worker
from django.http import HttpResponse
from django.test import RequestFactory

from foundation.audit.logs import logging_config
from foundation.audit.middleware import RequestIdMiddleware
from foundation.audit.models import Entry
from foundation.audit.propagation import drop_number, send_number, take_number
from foundation.audit.requests import current_request_id, new_request_id, request_numbered
from foundation.audit.services import record


def answered(request, status=200):
    """The answer through the middleware, and the number that the view saw."""
    seen = []

    def view(request):
        seen.append(current_request_id())
        return HttpResponse(status=status)

    return RequestIdMiddleware(view)(request), seen[0]


def test_a_request_gets_a_number_of_its_own():
    response, seen = answered(RequestFactory().get("/"))

    assert re.fullmatch("[0-9a-f]{32}", seen)
    assert response["X-Request-ID"] == seen
    assert current_request_id() == ""


@pytest.mark.parametrize("number", ["abcdefgh", "A-1" * 20, "7e1f5a52-9d4c-4d2e-8f53-5b6f2f4a1c11"])
def test_a_safe_number_of_the_proxy_is_kept(number):
    response, seen = answered(RequestFactory().get("/", headers={"x-request-id": number}))

    assert (response["X-Request-ID"], seen) == (number, number)


@pytest.mark.parametrize(
    "number", ["", "short", "a" * 65, "abcdefgh\nevil", "abc defgh", "<script>1</script>", "ก" * 10]
)
def test_an_unsafe_number_is_replaced(number):
    assert re.fullmatch("[0-9a-f]{32}", new_request_id(number))


def test_a_number_ends_with_its_request_even_on_an_error():
    with pytest.raises(RuntimeError):
        RequestIdMiddleware(failing)(RequestFactory().get("/"))

    assert current_request_id() == ""


def failing(request):
    raise RuntimeError


@pytest.mark.django_db
def test_an_entry_holds_the_number_of_its_request():
    with request_numbered("abc-12345678"):
        record("change", None)

    assert Entry.objects.get().request_id == "abc-12345678"


def test_a_task_works_under_the_number_of_the_request_that_started_it():
    app, seen = Celery("test", broker="memory://", set_as_default=False), []

    @app.task(name="note", shared=False)
    def note():
        seen.append(current_request_id())

    with request_numbered("abc-12345678"):
        headers = {}
        send_number(headers=headers)
    note.push_request(id="task-1", **headers)
    take_number(task_id="task-1", task=note)
    note.run()
    drop_number(task_id="task-1")
    note.pop_request()

    assert seen == ["abc-12345678"]
    assert current_request_id() == ""


def test_a_task_on_a_schedule_gets_a_number():
    app, seen = Celery("test", broker="memory://", set_as_default=False), []
    app.conf.task_always_eager = True

    @app.task(name="note", shared=False)
    def note():
        seen.append(current_request_id())

    note.delay()

    assert re.fullmatch("[0-9a-f]{32}", seen[0])
    assert current_request_id() == ""


def test_an_eager_task_keeps_the_number_of_its_request():
    app, seen = Celery("test", broker="memory://", set_as_default=False), []
    app.conf.task_always_eager = True

    @app.task(name="note", shared=False)
    def note():
        seen.append(current_request_id())

    with request_numbered("abc-12345678"):
        note.delay()
        assert current_request_id() == "abc-12345678"

    assert seen == ["abc-12345678"]


@pytest.mark.redis
def test_the_number_travels_through_the_broker():
    app, seen = Celery("test", broker=os.environ["TEST_REDIS_URL"], set_as_default=False), queue.Queue()
    app.conf.task_default_queue = f"audit-{uuid.uuid4().hex}"
    app.conf.task_ignore_result = True

    @app.task(name="note", shared=False)
    def note():
        seen.put(current_request_id())

    with start_worker(app, perform_ping_check=False, pool="solo"), request_numbered("abc-12345678"):
        note.delay()
        first = seen.get(timeout=10)
    with redis.Redis.from_url(os.environ["TEST_REDIS_URL"]) as broker:
        broker.delete(*broker.keys(f"*{app.conf.task_default_queue}*"))

    assert first == "abc-12345678"


def test_celery_is_listened_to():
    assert send_number in [receiver() for _, receiver in signals.before_task_publish.receivers]


@pytest.fixture
def written():
    """A function that sets the logging up anew and gives back what is written."""
    stream = io.StringIO()

    def set_up(**options):
        config = logging_config(**{"as_json": True, "level": "INFO", **options})
        config["handlers"]["stderr"]["stream"] = stream
        logging.config.dictConfig(config)
        return stream

    kept = {name: (logging.getLogger(name).level, logging.getLogger(name).handlers[:]) for name in (None, "django")}
    yield set_up
    for name, (level, handlers) in kept.items():
        logging.getLogger(name).setLevel(level)
        logging.getLogger(name).handlers = handlers


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_of_log_is_one_object(written):
    stream = written()

    with request_numbered("abc-12345678"):
        structlog.get_logger("portal.test").info("authn.fail", user_id=7)
        logging.getLogger("plain").warning("ค่า %s", "ลำปาง", extra={"rows": 3})

    first, second = lines(stream)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00", first.pop("ts"))
    assert second.pop("ts")
    assert first == {
        "level": "info",
        "logger": "portal.test",
        "event": "authn.fail",
        "request_id": "abc-12345678",
        "user_id": 7,
    }
    assert second == {
        "level": "warning",
        "logger": "plain",
        "event": "ค่า ลำปาง",
        "request_id": "abc-12345678",
        "rows": 3,
    }


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x1b[31m"])
@pytest.mark.parametrize("as_json", [True, False])
def test_nobody_can_forge_a_line(written, sign, as_json):
    stream = written(as_json=as_json)

    structlog.get_logger("portal.test").info(f"a{sign}b", value=f"c{sign}d")
    logging.getLogger("plain").info("a%sb", sign)

    assert len(stream.getvalue().splitlines()) == 2


def test_an_error_carries_its_trace_on_the_same_line(written):
    stream = written()

    try:
        raise ValueError("สองบรรทัด\nในข้อความ")
    except ValueError:
        structlog.get_logger("portal.test").exception("import failed")
        logging.getLogger("plain").exception("import failed")

    assert ["ValueError: สองบรรทัด\nในข้อความ" in line["exception"] for line in lines(stream)] == [True, True]


def test_what_cannot_be_written_is_written_as_text(written):
    stream = written()

    structlog.get_logger("portal.test").info("odd", value=object, raw=b"\xff")

    assert lines(stream)[0]["value"] == "<class 'object'>"


def test_lower_levels_are_left_out(written):
    stream = written(level="WARNING")

    structlog.get_logger("portal.test").info("quiet")
    structlog.get_logger("portal.test").warning("loud")

    assert [line["event"] for line in lines(stream)] == ["loud"]


@pytest.mark.django_db
def test_a_request_is_one_line_without_its_address(written, client):
    stream = written()

    client.get("/audit/?seq=1&noted=secret-token")
    client.get("/agendas/reply/secret-token/")

    found, missing = (line for line in lines(stream) if line["logger"] == "portal.requests")
    assert (found["event"], found["method"], found["route"], found["status"]) == ("request", "GET", "audit:head", 200)
    assert (found["user_id"], found["ms"] > 0, len(found["request_id"])) == (None, True, 32)
    assert (missing["route"], missing["status"]) == ("agendas:reply", 404)
    assert "secret-token" not in stream.getvalue()


@pytest.mark.django_db
def test_an_error_of_a_view_is_logged_without_its_address(written, client, monkeypatch):
    stream = written()
    client.raise_request_exception = False
    monkeypatch.setattr("foundation.audit.queries.head", failing_query)

    response = client.get("/audit/?noted=secret-token")

    assert response.status_code == 500
    error = next(line for line in lines(stream) if line["logger"] == "django.request")
    assert (error["event"], error["request_id"]) == ("Internal Server Error", response["X-Request-ID"])
    assert "RuntimeError: away" in error["exception"]
    assert "secret-token" not in stream.getvalue()


def failing_query():
    raise RuntimeError("away")
