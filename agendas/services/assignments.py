"""The work typed together with a draft: given with it, changed and dropped with it."""

from agendas.services.actions import assign_action
from foundation.audit.services import record, snapshot


def assign_all(actions, *, by, **origin):
    """Give each of `actions`, dicts as `assign_action` takes them, from a resolution or directive."""
    return [assign_action(by=by, **facts, **origin) for facts in actions]


def discard_actions(actions, *, by):
    """Take away work that has not started: its origin is a draft."""
    for action in actions:
        record("agendas.assign", action, by=by, before=snapshot(action))
        action.supporters.clear()
        action.delete()
