"""The libraries that the portal names in its pyproject.toml, with version and licence as installed."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from django.conf import settings

_NAME = re.compile(r"^[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Library:
    name: str
    version: str
    licence: str


@cache
def libraries():
    """List the direct dependencies by name; read once, they change only with a new start."""
    with open(settings.BASE_DIR / "pyproject.toml", "rb") as file:
        wanted = tomllib.load(file)["project"]["dependencies"]
    names = sorted({_NAME.match(requirement).group() for requirement in wanted}, key=str.lower)
    return [_library(name) for name in names]


def _library(name):
    found = metadata.metadata(name)
    return Library(found["Name"], found["Version"], _licence(found))


def _licence(found):
    """The SPDX expression, else the licence's classifier, else the first line of the licence field."""
    if found.get("License-Expression"):
        return found["License-Expression"]
    for classifier in found.get_all("Classifier", []):
        if classifier.startswith("License :: OSI Approved :: "):
            return classifier.rsplit(" :: ", 1)[1]
    return (found.get("License") or "–").splitlines()[0][:80]
