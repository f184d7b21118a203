"""From areas in the drawing's units to what a page draws: SVG paths, label points, callout places, zoomed maps."""

from itertools import pairwise

import shapely
from shapely.affinity import affine_transform
from shapely.geometry import MultiPolygon, Point, box

from places.projection import HEIGHT, WIDTH

SMALLEST_ISLAND = 1.5  # square units of the drawing, about 4 km²
CALLOUT = (190, 48)
CALLOUT_STEP = 12
CALLOUTS = 5
ZOOM = (560, 420)
ZOOM_MARGIN = 1.4  # the view is this much larger than the province
LABEL_RADIUS = 26  # a neighbour is named where a circle of this size fits into what is seen of it


def path_of(area):
    """An area as one SVG path in whole units, each ring absolute at its start and relative after it."""
    return "".join(_ring_path(ring) for island in islands(area) for ring in (island.exterior, *island.interiors))


def islands(area):
    """The parts worth drawing, the largest first, turned so that a hole runs against its rim."""
    parts = sorted(parts_of(area), key=lambda part: -part.area)
    return [shapely.orient_polygons(part) for part in parts if part is parts[0] or part.area >= SMALLEST_ISLAND]


def parts_of(area):
    """The polygons of an area."""
    return list(area.geoms) if isinstance(area, MultiPolygon) else [area]


def label_of(area):
    """The middle of the widest place of the area's largest part."""
    return Point(shapely.maximum_inscribed_circle(islands(area)[0]).coords[0])


def _ring_path(ring):
    points = [(round(x), round(y)) for x, y in ring.coords]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points) if (ax, ay) != (bx, by)]
    if len(steps) < 3:
        return ""
    numbers = "".join(f"{number}" if number < 0 else f" {number}" for step in steps[:-1] for number in step)
    return f"M{points[0][0]} {points[0][1]}l{numbers.strip()}z"


def free_boxes(land):
    """Boxes of the size CALLOUT in the drawing that do not touch `land`."""
    width, height = CALLOUT
    shapely.prepare(land)
    boxes = [
        box(x, y, x + width, y + height)
        for x in range(4, WIDTH - width - 3, CALLOUT_STEP)
        for y in range(4, HEIGHT - height - 3, CALLOUT_STEP)
    ]
    return [place for place in boxes if not land.intersects(place)]


def callout_places(label, boxes):
    """Corners [x, y] of some of `boxes`, the nearest to `label` first, none over another."""
    taken = []
    for place in sorted(boxes, key=lambda place: (round(place.distance(label)), place.bounds)):
        if all(not place.intersects(other) for other in taken):
            taken.append(place)
        if len(taken) == CALLOUTS:
            break
    return [[int(place.bounds[0]), int(place.bounds[1])] for place in taken]


def zoomed(name, areas):
    """One province filling a view of the size ZOOM, with what the view holds of its neighbours.

    Returns {scale, left, top, path, neighbours}; x in the view is (x in the drawing - left) × scale; a neighbour is
    [name, path, label_x, label_y], its label 0, 0 where there is no room for it.
    """
    scale, left, top = _view(areas[name])
    view = box(left - 2 / scale, top - 2 / scale, left + (ZOOM[0] + 2) / scale, top + (ZOOM[1] + 2) / scale)
    seen = {other: _polygons(area.intersection(view)) for other, area in areas.items() if other != name}
    placed = {other: affine_transform(area, _to_view(scale, left, top)) for other, area in seen.items() if area.area}
    return {
        "scale": round(scale, 4),
        "left": round(left, 3),
        "top": round(top, 3),
        "path": path_of(affine_transform(areas[name], _to_view(scale, left, top))),
        "neighbours": [[other, path_of(area), *_room(area)] for other, area in placed.items()],
    }


def _view(area):
    west, north, east, south = area.bounds
    scale = min(ZOOM[0] / (east - west), ZOOM[1] / (south - north)) / ZOOM_MARGIN
    return scale, (west + east) / 2 - ZOOM[0] / scale / 2, (north + south) / 2 - ZOOM[1] / scale / 2


def _polygons(geometry):
    """What of a cut geometry has an area."""
    return MultiPolygon([part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and part.area])


def _to_view(scale, left, top):
    return [scale, 0, 0, scale, -left * scale, -top * scale]


def _room(area):
    """Where to write a neighbour's name in the view: [x, y], or [0, 0] without room."""
    inside = _polygons(area.intersection(box(0, 0, *ZOOM)))
    if not inside.area:
        return [0, 0]
    circle = shapely.maximum_inscribed_circle(max(inside.geoms, key=lambda part: part.area))
    return [round(value) for value in circle.coords[0]] if circle.length >= LABEL_RADIUS else [0, 0]
