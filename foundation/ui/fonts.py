"""Sarabun for drawing on the server: the Thai and Latin web fonts of @fontsource/sarabun (OFL 1.1) in one file."""

import logging
import os
import tempfile
from pathlib import Path

from django.conf import settings
from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

WEIGHTS = {400: "Regular", 600: "SemiBold"}
SCRIPTS = ("thai", "latin")
logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells every table that it merges
_HINTING = ["DSIG", "fpgm", "prep", "cvt ", "gasp"]


class FontsMissing(Exception):
    """The npm package with the web fonts is not installed."""


def font_path(weight: int) -> Path:
    """Return the TrueType file of Sarabun in `weight` (400 or 600), made where it is not there. Raises FontsMissing."""
    path = Path(settings.VAR_DIR) / "fonts" / f"Sarabun-{WEIGHTS[weight]}.ttf"
    if not path.is_file():
        build_font(weight, path)
    return path


def build_font(weight: int, path: Path, scripts=SCRIPTS):
    """Merge the `scripts` of one weight into `path`, at once or not at all, so that two builds do no harm."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        parts = [_plain_part(script, weight, Path(folder)) for script in scripts]
        merged = Path(folder) / path.name
        Merger(options=Options(drop_tables=_HINTING)).merge(parts).save(merged)
        os.replace(merged, path)


def _plain_part(script, weight, folder):
    """One script's web font without its compression, which the merger cannot read."""
    source = Path(settings.NODE_MODULES) / "@fontsource/sarabun/files" / f"sarabun-{script}-{weight}-normal.woff2"
    if not source.is_file():
        raise FontsMissing(f"ไม่พบแบบอักษรที่ {source} สั่ง npm ci --ignore-scripts ก่อน | run npm ci first")
    font = TTFont(source)
    font.flavor = None
    part = folder / f"{script}-{weight}.ttf"
    font.save(part)
    return str(part)
