"""The reference files of the ecosystem."""

from pathlib import Path

import yaml

HERE = Path(__file__).parent


def read(name):
    """The content of `<name>.yaml`."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
