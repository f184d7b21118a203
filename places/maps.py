"""What the map tag draws, from items `{province, css_class, label, href, callout, value}`; no geometry is done here."""

import unicodedata
from urllib.parse import quote

from django.core.cache import cache

from foundation.ui.moulds import Mould
from places.drawing import CALLOUT, ZOOM
from places.models import Lake, Province
from places.projection import HEIGHT, WIDTH, to_drawing

LETTER = 13  # average width of a letter that takes room, at the map's 23 px
PADDING = 14
SWATCH = 26
HOUR = 3600
SHAPE = Mould("places/map_shape.html", "href", "css_class", "hot", "label", "path", "late")
GROWTH = 1.3  # of callouts on a phone, as in places.css


def whole_map(items, size="full"):
    """The country: provinces, those with a callout last so that their outline lies on top, the lake, the callouts."""
    drawn = sorted(items, key=lambda item: bool(item.get("callout")))
    late_fill = f"map-late-{size}"
    return {
        "view": f"0 0 {WIDTH} {HEIGHT}",
        "size": size,
        "late_fill": late_fill,
        "shapes": SHAPE.fill(_shape(item, item["province"].shape_path, late_fill) for item in drawn),
        "lakes": _lakes(drawn),
        "callouts": _callouts([item for item in items if item.get("callout")]),
    }


def _lakes(items):
    """The shapes of lakes; they change only with those of the provinces."""
    version = quote(items[0]["province"].shape_version, safe="") if items else ""
    return cache.get_or_set(f"lakes:{version}", lambda: list(Lake.objects.values_list("shape_path", flat=True)), HOUR)


def zoomed_map(focus, items, points):
    """One province large in its colour among grey neighbours; `points` are `{lat, lon, css_class, label}` on top."""
    zoomed = focus.zoomed
    by_code = {item["province"].code: item for item in items}
    codes = [code for code, *_rest in zoomed["neighbours"]]
    missing = Province.objects.light().filter(code__in=set(codes) - by_code.keys())
    by_code |= {row.code: {"province": row, "href": row.get_absolute_url()} for row in missing}
    own = {"province": focus, **by_code.get(focus.code, {}), "callout": focus.name}
    beside = {"css_class": "beside", "callout": ""}
    shapes = [({**by_code[code], **beside}, path) for code, path, *_ in zoomed["neighbours"]]
    late_fill = "map-late-zoom"
    return {
        "view": f"0 0 {ZOOM[0]} {ZOOM[1]}",
        "size": "zoom",
        "late_fill": late_fill,
        "shapes": SHAPE.fill(_shape(*shape, late_fill) for shape in [*shapes, (own, zoomed["path"])]),
        "names": [{"x": x, "y": y, "name": by_code[code]["province"]} for code, _, x, y in zoomed["neighbours"] if x],
        "points": [placed for point in points if (placed := _point(point, zoomed))],
    }


def _shape(item, path, late_fill):
    """What SHAPE shows; `late_fill` is the name of the pattern by which old values are drawn."""
    css_class, label = item.get("css_class", "q0"), item.get("label") or item["province"].name
    late = late_fill if "late" in css_class.split() else ""
    return item.get("href", ""), css_class, "hot" if item.get("callout") else "", label, path, late


def _point(point, zoomed):
    """A point in the view, or None where it lies outside."""
    x, y = to_drawing(float(point["lon"]), float(point["lat"]))
    x, y = round((x - zoomed["left"]) * zoomed["scale"]), round((y - zoomed["top"]) * zoomed["scale"])
    inside = 0 <= x <= ZOOM[0] and 0 <= y <= ZOOM[1]
    return {**point, "x": x, "y": y} if inside else None


def _callouts(items):
    """Boxes off the land for `items`, each at the nearest place of its province that no other box took."""
    taken, callouts = [], []
    for item in items:
        province = item["province"]
        places = [place for place in province.callout_places if not any(_overlap(place, other) for other in taken)]
        if not places:
            continue
        taken.append(places[0])
        callouts.append(_callout(item, *places[0]))
    return callouts


def _overlap(one, other):
    return abs(one[0] - other[0]) < CALLOUT[0] and abs(one[1] - other[1]) < CALLOUT[1]


def _callout(item, x, y):
    province, value = item["province"], str(item.get("value", ""))
    width = min(PADDING * 2 + SWATCH + LETTER * _letters(f"{item['callout']} {value}"), WIDTH - 8)
    x = min(x, WIDTH - 4 - width)
    edge_x = min(max(province.label_x, x), x + width)
    edge_y = min(max(province.label_y, y), y + CALLOUT[1])
    return {
        "x": x,
        "y": y,
        "width": width,
        "height": CALLOUT[1],
        "swatch_x": x + PADDING,
        "swatch_y": y + 15,
        "text_x": x + PADDING + SWATCH,
        "text_y": y + 32,
        "line": f"M{province.label_x} {province.label_y}L{edge_x} {edge_y}",
        "text": item["callout"],
        "value": value,
        "css_class": item.get("css_class", "q0"),
        "grows": "east" if x + width * GROWTH < WIDTH else "west",
    }


def _letters(text):
    """How many signs of `text` take room of their own: Thai marks above and below do not."""
    return sum(unicodedata.category(sign) != "Mn" for sign in text)
