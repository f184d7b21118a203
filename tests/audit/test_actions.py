"""Every action that the code records has words for people."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from foundation.audit.actions import action_words

ROOMS = ["portal", "pm25", "workgroups", "places", "foundation"]


def recorded_actions():
    """The action of every `record("…", …)` in the code."""
    for path in sorted(source for room in ROOMS for source in Path(settings.BASE_DIR, room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and node.args:
                action = node.args[0]
                if isinstance(action, ast.Constant) and isinstance(action.value, str):
                    yield action.value


@pytest.mark.parametrize("action", sorted(set(recorded_actions())))
def test_a_recorded_action_has_words(action):
    assert action_words(action) != action


def test_an_action_of_an_app_may_use_the_common_words():
    assert action_words("places.load") == action_words("load") == "โหลดข้อมูลตั้งต้น"
    assert action_words("places.unheard") == "places.unheard"
