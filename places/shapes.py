"""Province shapes from the npm package @svg-maps/thailand (MapSVG, CC BY 4.0), made small without gaps at borders."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import shapely
from django.conf import settings
from shapely.geometry import Polygon

from places.drawing import callout_places, free_boxes, label_of, parts_of, path_of, zoomed
from places.projection import to_degrees

PACKAGE = "@svg-maps/thailand"
STEP = "2026-11"  # name another month here when the drawing changes, and every shape is made anew
DRAWN_AREA = 1.1  # square root of the smallest triangle that is kept; all shapes together take 30 kB
OUTLINE_AREA = 0.6
CALLOUT_GAP = 9

_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


class ShapesMissing(Exception):
    """The package is not there, or it does not hold what we know how to read."""


@dataclass(frozen=True)
class Shape:
    """An SVG path, a point to label, corners [x, y] for callouts, rings of [lon, lat], and the zoomed map."""

    path: str
    label: tuple[int, int]
    callout_places: list
    outline: list
    zoomed: dict


@lru_cache(maxsize=2)
def read_shapes(node_modules: Path | None = None) -> dict[str, Shape]:
    """Return the shapes by the English name in the package, the lake among them. Raises ShapesMissing."""
    names, areas = _read(_package(node_modules) / "index.js")
    clean = list(shapely.coverage_clean(areas))
    drawn = dict(zip(names, shapely.coverage_simplify(clean, DRAWN_AREA), strict=True))
    outlines = dict(zip(names, shapely.coverage_simplify(clean, OUTLINE_AREA), strict=True))
    sea = free_boxes(shapely.union_all(list(drawn.values())).buffer(CALLOUT_GAP))
    return {name: _shape(name, drawn[name], outlines, sea) for name in names}


def shapes_version(node_modules: Path | None = None) -> str:
    """Name the package and how we draw from it; when this changes, shapes are made anew. Raises ShapesMissing."""
    version = json.loads((_package(node_modules) / "package.json").read_text(encoding="utf-8"))["version"]
    return f"{PACKAGE} {version} ({STEP})"


def _package(node_modules):
    folder = Path(node_modules or settings.NODE_MODULES) / PACKAGE
    if not (folder / "index.js").is_file():
        raise ShapesMissing(f"ไม่พบรูปร่างจังหวัดที่ {folder} สั่ง npm ci --ignore-scripts ก่อน | run npm ci first")
    return folder


def _read(file):
    source = file.read_text(encoding="utf-8")
    locations = json.loads(source[source.index("{") :].rstrip().rstrip(";"))["locations"]
    return [place["name"] for place in locations], [_area(_rings(place["path"])) for place in locations]


def _rings(path):
    """The closed rings of a path that is drawn by relative `m x y dx dy … z` alone."""
    if unknown := set(re.sub(r"[-\d.,\se]", "", path)) - {"m", "z"}:
        raise ShapesMissing(f"รูปร่างใช้คำสั่งที่ไม่รู้จัก {unknown} | unknown path commands {unknown}")
    rings, x, y = [], 0.0, 0.0
    for part in re.findall("m([^m]*)", path):
        numbers = [float(number) for number in _NUMBER.findall(part)]
        ring = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        x, y = ring[0]
        rings.append(ring)
    return rings


def _area(rings):
    """Join rings to one area; a ring inside another one is a hole."""
    polygons = [Polygon(ring).buffer(0) for ring in rings if len(ring) > 3]
    area = polygons[0]
    for polygon in polygons[1:]:
        hole = area.contains(polygon.representative_point())
        area = area.difference(polygon) if hole else area.union(polygon)
    return area


def _shape(name, drawn, outlines, sea):
    label = label_of(drawn)
    return Shape(
        path=path_of(drawn),
        label=(round(label.x), round(label.y)),
        callout_places=callout_places(label, sea),
        outline=[_degrees(part.exterior) for part in parts_of(outlines[name])],
        zoomed=zoomed(name, outlines),
    )


def _degrees(ring):
    return [[round(degrees, 3) for degrees in to_degrees(x, y)] for x, y in ring.coords]
