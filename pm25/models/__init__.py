from pm25.models.burning import BurnRecord, FuelRequest
from pm25.models.hotspots import Hotspot
from pm25.models.readings import Reading, Revision
from pm25.models.rollups import DailyMean, Latest, ProvinceDay
from pm25.models.runs import ImportRun, Reject
from pm25.models.sources import Source
from pm25.models.standards import Band, BandScale, Standard
from pm25.models.stations import Averaging, Parameter, Series, Station, StationPosition

__all__ = [
    "Averaging",
    "Band",
    "BandScale",
    "BurnRecord",
    "DailyMean",
    "FuelRequest",
    "Hotspot",
    "ImportRun",
    "Latest",
    "Parameter",
    "ProvinceDay",
    "Reading",
    "Reject",
    "Revision",
    "Series",
    "Source",
    "Standard",
    "Station",
    "StationPosition",
]
