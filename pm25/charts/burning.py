"""How burning is drawn: twelve months as bars, provinces by the area burnt in ไร่."""

from decimal import Decimal

from django.utils.translation import gettext as _

from pm25.charts.axis import MOST_STEPS, Axis, axis_for, number

LEFT, WIDTH = 8, 92  # of 100, the plot's share of the figure
TOP, PLOT = 12, 190  # pixels
BAR = Decimal("0.64")
SMALL = 4
AREA_STEPS = (10, 100, 1000)  # ไร่: the classes b1 to b4 lie below, between and above them


def month_bars(counts):
    """The drawing of twelve whole `counts`: bars and labels in percent across and pixels down."""
    highest = Decimal(max(counts, default=0))
    axis = _small_axis() if highest <= SMALL else axis_for(highest)
    step = Decimal(WIDTH) / 12
    bars = []
    for index, count in enumerate(counts):
        y = axis.depth(Decimal(count), PLOT) + TOP
        left = LEFT + step * index
        bars.append(
            {
                "month": index + 1,
                "count": count,
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
