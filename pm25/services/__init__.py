from pm25.services.imports import adapter_named, describe, import_origin
from pm25.services.reference import load_pm25_reference
from pm25.services.rollups import rebuild_rollups
from pm25.services.samples import load_samples, remove_samples, top_up_samples
from pm25.services.schedule import import_due

__all__ = [
    "adapter_named",
    "describe",
    "import_due",
    "import_origin",
    "load_pm25_reference",
    "load_samples",
    "rebuild_rollups",
    "remove_samples",
    "top_up_samples",
]
