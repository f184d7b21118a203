"""Units as people write them, and what turns a value into the unit that we keep."""

from decimal import Decimal

from pm25.importers.answers import clean, plain_unit
from pm25.importers.values import Refused

PARTICLES, TRACES = ("pm1", "pm25", "pm10"), ("o3", "no2", "so2", "no", "nox")
MICROGRAMS = ("ug/m3", "ug/m^3", "ugm-3", "ug/cu.m", "ug/cu.m.", "มคก./ลบ.ม.", "ไมโครกรัมต่อลูกบาศก์เมตร")
MILLIGRAMS = ("mg/m3", "mg/m^3", "mgm-3", "mg/cu.m", "mg/cu.m.", "มก./ลบ.ม.", "มิลลิกรัมต่อลูกบาศก์เมตร")
UNITS = {  # (parameter, unit without signs that vary): the unit that we keep, and what to multiply by
    **{(name, unit): ("µg/m³", 1) for name in PARTICLES for unit in MICROGRAMS},
    **{(name, unit): ("µg/m³", 1000) for name in PARTICLES for unit in MILLIGRAMS},
    **{(name, "ppb"): ("ppb", 1) for name in TRACES},
    **{(name, "ppm"): ("ppb", 1000) for name in TRACES},
    ("co", "ppm"): ("ppm", 1),
    ("co", "ppb"): ("ppm", Decimal("0.001")),
    **{("temp", unit): ("°C", 1) for unit in ("°c", "c", "celsius", "องศาเซลเซียส")},
    **{("rh", unit): ("%", 1) for unit in ("%", "%rh", "percent")},
    **{("ws", unit): ("m/s", 1) for unit in ("m/s", "ms-1", "เมตรต่อวินาที")},
    **{("wd", unit): ("°", 1) for unit in ("°", "deg", "degree", "degrees", "องศา")},
}
MEASURED = {name for name, _ in UNITS}


def unit_kept(parameter: str, sent: str) -> tuple[str, int | Decimal]:
    """The unit that `parameter` is kept in, and the factor from `sent` to it. Raises Refused: nothing is guessed."""
    if parameter not in MEASURED:
        raise Refused("parameter")
    known = UNITS.get((parameter, plain_unit(clean(sent))))
    if known is None:
        raise Refused("unit")
    return known
