"""The reference files: facts of the pilot, each with the document and the day it was read for."""

from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent


def read(name):
    """The content of `<name>.yaml`."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def sources():
    """The documents by key: title_th, publisher_th, kind_th, as_of, and url where there is one."""
    return read("sources")


def origin(key):
    """The columns `source`, `source_url` and `as_of` of a fact that was read in document `key`. KeyError if unknown."""
    document = sources()[key]
    return {"source": document["title_th"], "source_url": document.get("url", ""), "as_of": document["as_of"]}
