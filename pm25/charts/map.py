"""How the air of a place is coloured, and what the map of the provinces shows of it."""

from pm25.sentences import value_words


def air_class(now):
    """The class of a block or a shape: q1 … q5 while the value is fresh, else q0; an old one is also `late`."""
    if now.band:
        return f"q{now.band.level}"
    return "q0 late" if now.state == "late" else "q0"


def map_items(nows, callouts=()):
    """Items for {% province_map %}, one a row of `nows`; `callouts` are slugs of provinces that the map names."""
    return [_item(now, now.province.slug in callouts) for now in nows]


def _item(now, named):
    province = now.province
    return {
        "province": province,
        "css_class": air_class(now),
        "label": f"{province.name} {value_words(now)}",
        "href": province.get_absolute_url(),
        "callout": province.name if named else "",
        "value": f"{now.value:.1f}" if now.value is not None else "–",
    }
