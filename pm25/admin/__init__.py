from pm25.admin.burning import BurnRecordAdmin, FuelRequestAdmin
from pm25.admin.flag_intervals import FlagIntervalAdmin, SeriesAdmin
from pm25.admin.forecasts import ForecastAdmin
from pm25.admin.hotspots import HotspotAdmin
from pm25.admin.runs import ImportRunAdmin
from pm25.admin.sources import SourceAdmin
from pm25.admin.standards import BandScaleAdmin, StandardAdmin
from pm25.admin.stations import StationAdmin

__all__ = [
    "BandScaleAdmin",
    "BurnRecordAdmin",
    "FlagIntervalAdmin",
    "ForecastAdmin",
    "FuelRequestAdmin",
    "HotspotAdmin",
    "ImportRunAdmin",
    "SeriesAdmin",
    "SourceAdmin",
    "StandardAdmin",
    "StationAdmin",
]
