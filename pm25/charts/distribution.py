"""How many provinces lie in each band: one bar and its legend."""

from dataclasses import dataclass
from decimal import Decimal

from pm25.charts.axis import number

ROOM_FOR_A_NUMBER = Decimal(4)  # per cent of the bar on a phone of 360 px


@dataclass(frozen=True)
class Share:
    """One band's part of the bar. `label` is its count where the part is wide enough to hold it."""

    band: object
    count: int
    x: str
    width: str
    middle: str
    label: str

    @property
    def level(self):
        return self.band.level if self.band else 0


@dataclass(frozen=True)
class Distribution:
    """`shares` has one entry a band, also the empty ones; `absent` is the part without a fresh value, or None."""

    shares: tuple[Share, ...]
    absent: Share | None
    total: int
    late: int
    none: int

    @property
    def parts(self):
        """What is drawn: the parts that are not empty."""
        parts = [share for share in self.shares if share.count]
        return [*parts, self.absent] if self.absent else parts

    @property
    def fresh(self):
        return self.total - self.late - self.none


def distribution(nows, bands) -> Distribution:
    """Count the `AirNow` rows in `nows` by band; `bands` in ascending order. Only fresh values have a band."""
    nows = list(nows)
    counts = {band.level: 0 for band in bands}
    late = sum(now.state == "late" for now in nows)
    none = sum(now.state == "none" for now in nows)
    for now in nows:
        if now.band:
            counts[now.band.level] += 1
    shares, drawn = [], 0
    for band in bands:
        shares.append(_share(band, counts[band.level], drawn, len(nows)))
        drawn += counts[band.level]
    absent = _share(None, late + none, drawn, len(nows)) if late + none else None
    return Distribution(tuple(shares), absent, len(nows), late, none)


def _share(band, count, drawn, total):
    unit = Decimal(100) / max(1, total)
    width = unit * count
    label = str(count) if count and width >= ROOM_FOR_A_NUMBER else ""
    return Share(band, count, number(unit * drawn), number(width), number(unit * drawn + width / 2), label)
