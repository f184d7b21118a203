"""Keep out what a reference source already gives: a source that passes on other people's readings has them twice."""

from pm25.importers.parsed import LONGEST_RAW, Block, Parsed, Rejected
from pm25.importers.problems import ImportProblem
from pm25.models import Station
from pm25.queries.stations import distance_km

SAME_PLACE_KM = 0.5


def without_known_places(parsed: Parsed, source) -> Parsed:
    """`parsed` without its stations within 500 m of another source's reference station, or without a position.

    Their values become rejects with their lines. Raises ImportProblem where no station is left.
    """
    known = Station.objects.real().reference().exclude(source=source).filter(lat__isnull=False, lon__isnull=False)
    places = list(known.order_by("pk").values_list("lat", "lon"))
    refused = {row.source_station_id: _reason(row, places) for row in parsed.stations}
    refused = {code: reason for code, reason in refused.items() if reason}
    if not refused:
        return parsed
    left = [row for row in parsed.stations if row.source_station_id not in refused]
    if not left:
        raise ImportProblem(
            "duplicate",
            "ทุกสถานีในไฟล์ไม่มีตำแหน่ง หรือมีค่าจากหน่วยงานเจ้าของโดยตรงอยู่แล้ว จึงไม่รับซ้ำ",
            "Every station in the file has no position, or is there already from its own agency.",
        )
    rejects = list(parsed.rejects)
    return Parsed(left, [_without(block, refused, rejects) for block in parsed.blocks], rejects, parsed.doubled)


def _reason(row, places):
    try:
        lat, lon = float(row.lat), float(row.lon)
    except ValueError:
        return "unplaced"
    return "duplicate" if any(distance_km(lat, lon, *place) <= SAME_PLACE_KM for place in places) else ""


def _without(block, refused, rejects):
    """The block without the rows of refused stations, which go to `rejects`."""
    kept = Block(series=[key for key in block.series if key.station not in refused])
    numbers = {block.series.index(key): number for number, key in enumerate(kept.series)}
    for number, *values in zip(*_columns(block), strict=True):
        if number in numbers:
            for column, value in zip(_columns(kept), (numbers[number], *values), strict=True):
                column.append(value)
        else:
            key = block.series[number]
            rejects.append(Rejected(values[-1], refused[key.station], f"{key.station} {key.parameter}"[:LONGEST_RAW]))
    return kept


def _columns(block):
    return block.series_no, block.period_end, block.thousandths, block.flags, block.raw, block.line
