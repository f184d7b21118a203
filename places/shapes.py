"""Province shapes from the npm package @svg-maps/thailand (MapSVG, CC BY 4.0), made small without gaps at borders."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import shapely
from django.conf import settings
from shapely.geometry import MultiPolygon, Point, Polygon, box

from places.projection import HEIGHT, WIDTH, to_degrees

PACKAGE = "@svg-maps/thailand"
DRAWN_AREA = 1.1  # square root of the smallest triangle that is kept; all shapes together take 30 kB
OUTLINE_AREA = 0.6
SMALLEST_ISLAND = 1.5  # square units of the drawing, about 4 km²
CALLOUT = (190, 48)
CALLOUT_GAP = 9
CALLOUT_STEP = 12
CALLOUTS = 5

_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


class ShapesMissing(Exception):
    """The package is not there, or it does not hold what we know how to read."""


@dataclass(frozen=True)
class Shape:
    """An SVG path in whole units of the drawing, a point to label, rings of [lon, lat], corners [x, y] for callouts."""

    path: str
    label: tuple[int, int]
    outline: list
    callout_places: list


@lru_cache(maxsize=2)
def read_shapes(node_modules: Path | None = None) -> dict[str, Shape]:
    """Return the shapes by the English name in the package, the lake among them. Raises ShapesMissing."""
    names, areas = _read(_package(node_modules) / "index.js")
    clean = list(shapely.coverage_clean(areas))
    drawn = shapely.coverage_simplify(clean, DRAWN_AREA)
    outlines = shapely.coverage_simplify(clean, OUTLINE_AREA)
    sea = _free_boxes(shapely.union_all(drawn).buffer(CALLOUT_GAP))
    return {name: _shape(*parts, sea) for name, *parts in zip(names, drawn, outlines, strict=True)}


def shapes_version(node_modules: Path | None = None) -> str:
    """Name the package and how we draw from it; when this changes, shapes are made anew. Raises ShapesMissing."""
    version = json.loads((_package(node_modules) / "package.json").read_text())["version"]
    return f"{PACKAGE} {version} / {DRAWN_AREA} {OUTLINE_AREA} {CALLOUT[0]}×{CALLOUT[1]}"


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


def _shape(drawn, outline, sea):
    islands = _islands(drawn)
    label = shapely.maximum_inscribed_circle(islands[0]).coords[0]
    return Shape(
        path="".join(_ring_path(ring) for island in islands for ring in (island.exterior, *island.interiors)),
        label=(round(label[0]), round(label[1])),
        outline=[_degrees(part.exterior) for part in _parts(outline)],
        callout_places=_callout_places(Point(label), sea),
    )


def _parts(area):
    return list(area.geoms) if isinstance(area, MultiPolygon) else [area]


def _islands(area):
    """The parts worth drawing, the largest first, turned so that a hole runs against its rim."""
    parts = sorted(_parts(area), key=lambda part: -part.area)
    return [shapely.orient_polygons(part) for part in parts if part is parts[0] or part.area >= SMALLEST_ISLAND]


def _ring_path(ring):
    """A ring as a path in whole units, absolute at its start and relative after it."""
    points = [(round(x), round(y)) for x, y in ring.coords]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points) if (ax, ay) != (bx, by)]
    if len(steps) < 3:
        return ""
    numbers = "".join(f"{number:+d}" if number < 0 else f" {number}" for step in steps[:-1] for number in step)
    return f"M{points[0][0]} {points[0][1]}l{numbers.strip()}z"


def _degrees(ring):
    return [[round(degrees, 3) for degrees in to_degrees(x, y)] for x, y in ring.coords]


def _free_boxes(land):
    """Boxes of the size CALLOUT in the drawing that do not touch `land`."""
    width, height = CALLOUT
    shapely.prepare(land)
    boxes = [
        box(x, y, x + width, y + height)
        for x in range(4, WIDTH - width - 3, CALLOUT_STEP)
        for y in range(4, HEIGHT - height - 3, CALLOUT_STEP)
    ]
    return [place for place in boxes if not land.intersects(place)]


def _callout_places(label, sea):
    """Corners [x, y] of some boxes of `sea`, the nearest to `label` first, none over another."""
    taken = []
    for place in sorted(sea, key=lambda place: (round(place.distance(label)), place.bounds)):
        if all(not place.intersects(other) for other in taken):
            taken.append(place)
        if len(taken) == CALLOUTS:
            break
    return [[int(place.bounds[0]), int(place.bounds[1])] for place in taken]
