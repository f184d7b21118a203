"""The number of the request or task that is being worked on, for its logs, its audit entries and its error page."""

import re
import uuid
from contextlib import contextmanager
from contextvars import ContextVar

_SAFE = re.compile(r"[A-Za-z0-9-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """The number of this request or task; "" outside of both."""
    return _current.get()


def new_request_id(offered="") -> str:
    """`offered` if it is a safe number of a proxy before us, else a new one."""
    return offered if _SAFE.fullmatch(offered or "") else uuid.uuid4().hex


def enter_request(number):
    """Make `number` the current one; hand the answer to `leave_request`."""
    return _current.set(number)


def leave_request(token):
    """Go back to what was current before."""
    _current.reset(token)


@contextmanager
def request_numbered(number):
    """Work under `number`."""
    token = enter_request(number)
    try:
        yield number
    finally:
        leave_request(token)
