"""How burning is drawn: twelve months as bars, provinces by the area burnt in ไร่."""

from decimal import Decimal

from django.utils.translation import gettext as _

from foundation.thai.dates.names import BE_OFFSET
from pm25.charts.axis import MOST_STEPS, Axis, axis_for, number

LEFT, WIDTH = 8, 92  # of 100, the plot's share of the figure
TOP, PLOT = 12, 190  # pixels
BAR = Decimal("0.64")
SMALL = 4
COUNT_STEPS = (10, 100, 1000)  # detections
AREA_STEPS = (10, 100, 1000)  # ไร่: the classes b1 to b4 lie below, between and above them


def month_bars(counts):
    """The drawing of twelve whole `counts`: bars and labels in percent across and pixels down."""
    drawing = bar_chart(counts, [""] * 12)
    for month, bar in enumerate(drawing["bars"], start=1):
        bar["month"] = month
    return drawing


def bar_chart(counts, labels):
    """The drawing of whole `counts` beside each other, each with its label ("" for none) under it."""
    highest = Decimal(max(counts, default=0))
    axis = _small_axis() if highest <= SMALL else axis_for(highest)
    step = Decimal(WIDTH) / max(1, len(counts))
    bars = []
    for index, (count, label) in enumerate(zip(counts, labels, strict=True)):
        y = axis.depth(Decimal(count), PLOT) + TOP
        left = LEFT + step * index
        bars.append(
            {
                "count": count,
                "label": label,
                "x": number(left + step * (1 - BAR) / 2),
                "width": number(step * BAR),
                "y": number(y),
                "height": number(PLOT + TOP - y),
                "middle": number(left + step / 2),
                "label_y": number(y - 4),
            }
        )
    ticks = [{"y": number(axis.depth(tick, PLOT) + TOP), "label": f"{tick:f}"} for tick in axis.ticks]
    return {"bars": bars, "ticks": ticks, "left": LEFT, "bottom": TOP + PLOT, "height": TOP + PLOT + 26}


def _small_axis():
    return Axis(top=Decimal(MOST_STEPS), ticks=tuple(Decimal(count) for count in range(MOST_STEPS + 1)))


def burning_map(tallies):
    """Items for {% province_map %} from {province: Tally}; provinces without a record are not among them."""
    return [
        {
            "province": province,
            "css_class": f"b{1 + sum(tally.area > step for step in AREA_STEPS)}",
            "label": _("%(place)s เผา %(count)s ครั้ง %(area)s ไร่")
            % {"place": province.name, "count": tally.count, "area": f"{tally.area:,}"},
            "href": f"?province={province.slug}",
        }
        for province, tally in tallies.items()
        if tally.count
    ]


def hotspot_map(provinces, counts, span, year):
    """Items for {% province_map %} from {province id: detections}, every province in the class of its count."""
    query = f"?span={span}&year={year + BE_OFFSET}" if span == "season" else "?"
    return [
        {
            "province": province,
            "css_class": f"b{_class(counts.get(province.pk, 0))}",
            "label": _("%(place)s จุดความร้อน %(count)s จุด")
            % {"place": province.name, "count": f"{counts.get(province.pk, 0):,}"},
            "href": f"{query}&province={province.slug}".replace("?&", "?"),
        }
        for province in provinces
    ]


def _class(count):
    return 0 if not count else 1 + sum(count > step for step in COUNT_STEPS)
