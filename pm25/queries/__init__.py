"""What pages read about the air: now, hour by hour, day by day, and how the data came in."""

from pm25.queries.days import DayValue, HourValue, hours, year_days, years_with_days
from pm25.queries.hotspots import hotspot_days, hotspots_by_province
from pm25.queries.ledger import FeedHealth, feed_health, ledger, newest_hour, troubled_feeds
from pm25.queries.now import AirNow, national_now, province_now, station_now
from pm25.queries.standards import Scales, standard_on
from pm25.queries.stations import stations_near, visible_stations

__all__ = [
    "AirNow",
    "DayValue",
    "FeedHealth",
    "HourValue",
    "Scales",
    "feed_health",
    "hotspot_days",
    "hotspots_by_province",
    "hours",
    "ledger",
    "national_now",
    "newest_hour",
    "province_now",
    "standard_on",
    "station_now",
    "stations_near",
    "troubled_feeds",
    "visible_stations",
    "year_days",
    "years_with_days",
]
