from pm25.services.burning import (
    BurnRefused,
    correct_burn,
    import_burns,
    move_burn,
    record_burn,
    remove_demo_burning,
    show_burn_photo,
)
from pm25.services.flag_intervals import FlagRefused, hold_out, lift
from pm25.services.flags import rebuild_flags
from pm25.services.fuel import FuelMoveRefused, ask_to_burn, move_fuel_request
from pm25.services.imports import adapter_named, describe, import_origin
from pm25.services.reference import load_pm25_reference
from pm25.services.rollups import rebuild_rollups, recompute_days_above
from pm25.services.sample_burning import load_demo_burning
from pm25.services.samples import load_samples, remove_samples, top_up_samples
from pm25.services.schedule import asks_nobody, import_due
from pm25.services.stations import StationMoveRefused, move_station, recompute_station_provinces
from pm25.services.upload_removal import remove_demo_uploads
from pm25.services.upload_work import import_uploads, progress_of
from pm25.services.uploads import (
    UploadStepRefused,
    change_upload,
    check_upload,
    confirm_upload,
    keep_mapping,
    read_upload,
    start_upload,
    withdraw_upload,
)

__all__ = [
    "BurnRefused",
    "FlagRefused",
    "FuelMoveRefused",
    "StationMoveRefused",
    "UploadStepRefused",
    "adapter_named",
    "ask_to_burn",
    "asks_nobody",
    "change_upload",
    "check_upload",
    "confirm_upload",
    "correct_burn",
    "describe",
    "hold_out",
    "import_burns",
    "import_due",
    "import_origin",
    "import_uploads",
    "keep_mapping",
    "lift",
    "load_demo_burning",
    "load_pm25_reference",
    "load_samples",
    "move_burn",
    "move_fuel_request",
    "move_station",
    "progress_of",
    "read_upload",
    "rebuild_flags",
    "rebuild_rollups",
    "recompute_days_above",
    "recompute_station_provinces",
    "record_burn",
    "remove_demo_burning",
    "remove_demo_uploads",
    "remove_samples",
    "show_burn_photo",
    "start_upload",
    "top_up_samples",
    "withdraw_upload",
]
