from pm25.models.burning import BurnRecord, FuelRequest
from pm25.models.flag_intervals import FlagInterval
from pm25.models.forecasts import Forecast
from pm25.models.hotspots import Hotspot
from pm25.models.months import CountryDay, ProvinceMonth, StationMonth
from pm25.models.outages import Outage
from pm25.models.readings import Reading, Revision
from pm25.models.rollups import DailyMean, Latest, ProvinceDay
from pm25.models.runs import ImportRun, Reject
from pm25.models.sources import Source
from pm25.models.standards import Band, BandScale, Standard
from pm25.models.stations import Averaging, Parameter, Series, Station, StationPosition
from pm25.models.uploads import Upload

__all__ = [
    "Averaging",
    "Band",
    "BandScale",
    "BurnRecord",
    "CountryDay",
    "DailyMean",
    "FlagInterval",
    "Forecast",
    "FuelRequest",
    "Hotspot",
    "ImportRun",
    "Latest",
    "Outage",
    "Parameter",
    "ProvinceDay",
    "ProvinceMonth",
    "Reading",
    "Reject",
    "Revision",
    "Series",
    "Source",
    "Standard",
    "Station",
    "StationMonth",
    "StationPosition",
    "Upload",
]
