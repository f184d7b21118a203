from pm25.services.imports import adapter_named, describe, import_origin
from pm25.services.reference import load_pm25_reference
from pm25.services.rollups import rebuild_rollups
from pm25.services.samples import load_samples, remove_samples, top_up_samples
from pm25.services.schedule import import_due
from pm25.services.stations import StationMoveRefused, move_station, recompute_station_provinces

__all__ = [
    "StationMoveRefused",
    "adapter_named",
    "describe",
    "import_due",
    "import_origin",
    "load_pm25_reference",
    "load_samples",
    "move_station",
    "rebuild_rollups",
    "recompute_station_provinces",
    "remove_samples",
    "top_up_samples",
]
