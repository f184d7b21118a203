"""Every word on screen is in the English catalogue."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def test_every_message_of_the_tree_is_translated():
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(
        ROOT, methods, options, keywords={"_": None, "gettext": None, "gettext_lazy": None}, directory_filter=_own
    )
    used = {message for _, _, message, _, _ in found if isinstance(message, str)}
    with (ROOT / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        translated = {message.id for message in read_po(file) if message.string}

    assert sorted(used - translated) == []


def _own(path):
    return Path(path).name not in {".venv", "node_modules", "var", "tests", ".git"}
