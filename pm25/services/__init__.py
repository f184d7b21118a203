from pm25.services.burning import (
    BurnRefused,
    correct_burn,
    import_burns,
    move_burn,
    record_burn,
    remove_demo_burning,
    show_burn_photo,
)
from pm25.services.fuel import FuelMoveRefused, ask_to_burn, move_fuel_request
from pm25.services.imports import adapter_named, describe, import_origin
from pm25.services.reference import load_pm25_reference
from pm25.services.rollups import rebuild_rollups
from pm25.services.samples import load_samples, remove_samples, top_up_samples
from pm25.services.schedule import import_due
from pm25.services.stations import StationMoveRefused, move_station, recompute_station_provinces

__all__ = [
    "BurnRefused",
    "FuelMoveRefused",
    "StationMoveRefused",
    "adapter_named",
    "ask_to_burn",
    "correct_burn",
    "describe",
    "import_burns",
    "import_due",
    "import_origin",
    "load_pm25_reference",
    "load_samples",
    "move_burn",
    "move_fuel_request",
    "move_station",
    "rebuild_rollups",
    "recompute_station_provinces",
    "record_burn",
    "remove_demo_burning",
    "remove_samples",
    "show_burn_photo",
    "top_up_samples",
]
