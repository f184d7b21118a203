"""Logs for machines: one JSON object a line, with the request's number; lines for people in a demonstration.

No Django models here: the settings import this file. Lines go to standard error, so that what a command prints stays
clean.
"""

import datetime
import re

import structlog

from foundation.audit.requests import current_request_id

_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")
_FIRST = ("ts", "level", "logger", "event", "request_id")
# What Django attaches to its records: whole requests, whose addresses may hold tokens
_LEFT_OUT = ("request", "status_code", "server_time")


def logging_config(*, as_json: bool, level: str) -> dict:
    """The LOGGING setting: `level` and above, as JSON lines or for people; structlog and logging come out alike.

    JSON keys: ts (ISO 8601 with offset), level, logger, event, request_id, then what the caller gave by name.
    """
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        _add_time,
        _add_request_id,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*shared, structlog.stdlib.ExtraAdder(), _without_addresses],
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_renderers(as_json)],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},  # the middleware writes a line for every request
            "httpx": {"level": "WARNING"},  # at INFO it writes addresses with their keys
            "httpcore": {"level": "WARNING"},
        },
    }


def _renderers(as_json):
    if as_json:
        return [
            structlog.processors.format_exc_info,
            _in_order,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            _on_one_line,
        ]
    return [_values_on_one_line, structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)]


def _add_time(logger, name, event):
    event["ts"] = datetime.datetime.now(datetime.UTC).astimezone().isoformat(timespec="milliseconds")
    return event


def _add_request_id(logger, name, event):
    number = current_request_id()
    if number:
        event.setdefault("request_id", number)
    return event


def _without_addresses(logger, name, event):
    """Of Django's records on requests keep what happened, not the address: it may hold a token."""
    for key in _LEFT_OUT:
        event.pop(key, None)
    if event["_record"].name == "django.request":
        event["event"] = event["event"].partition(": /")[0]
    return event


def _in_order(logger, name, event):
    return {key: event.pop(key) for key in _FIRST if key in event} | event


def _on_one_line(logger, name, line):
    """JSON escapes line feeds, but not the signs that some readers take for them."""
    return _escaped(line)


def _values_on_one_line(logger, name, event):
    return {key: _escaped(value) if isinstance(value, str) else value for key, value in event.items()}


def _escaped(text):
    return _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
