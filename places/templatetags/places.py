"""Maps of provinces, drawn on the server."""

from django import template

from places.maps import whole_map, zoomed_map

register = template.Library()


@register.inclusion_tag("places/province_map.html")
def province_map(items, focus=None, size="full", label="", points=()):
    """Draw `items`, dicts of {province, css_class (q1…q5, q0, with `late` where old), label, href, callout, value}.

    `label` is the text alternative of the whole map and should name where the same figures stand as a table: the
    provinces are links that the Tab key passes over. `focus`, a province, zooms to it among its grey neighbours and
    shows `points`, dicts of {lat, lon, css_class, label, href}. One query.
    """
    drawing = zoomed_map(focus, items, points) if focus else whole_map(items, size)
    return drawing | {"label": label}
