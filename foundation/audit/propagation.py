"""Carry the request's number into the tasks that it starts, so that one number finds all that followed."""

from celery import signals

from foundation.audit.requests import current_request_id, enter_request, leave_request, new_request_id

_tokens = {}


def connect():
    """Listen to Celery; called once, when the apps are ready."""
    signals.before_task_publish.connect(send_number)
    signals.task_prerun.connect(take_number)
    signals.task_postrun.connect(drop_number)
    signals.setup_logging.connect(keep_logging)


def send_number(headers=None, **kwargs):
    """Put the number of this request into the headers of the message."""
    if headers is not None and current_request_id():
        headers.setdefault("request_id", current_request_id())


def take_number(task_id=None, task=None, **kwargs):
    """Work under the number that came with the message; a task on a schedule gets one of its own."""
    offered = getattr(task.request, "request_id", None) or current_request_id()
    _tokens[task_id] = enter_request(new_request_id(offered))


def drop_number(task_id=None, **kwargs):
    token = _tokens.pop(task_id, None)
    if token is not None:
        leave_request(token)


def keep_logging(**kwargs):
    """Being connected is enough: Celery leaves the portal's logging as it is."""
