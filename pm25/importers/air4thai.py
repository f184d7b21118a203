"""What the two Air4Thai adapters share: the host, the pollutants with their units and averaging."""

from django.conf import settings

from pm25.models import Averaging

SOURCE = "air4thai"
HOSTS = frozenset({"air4thai.pcd.go.th", "air4thai.com", "www.air4thai.com"})
UNITS = {
    "pm25": "µg/m³",
    "pm10": "µg/m³",
    "o3": "ppb",
    "co": "ppm",
    "no2": "ppb",
    "so2": "ppb",
    "ws": "m/s",
    "wd": "°",
    "temp": "°C",
    "rh": "%",
}
CURRENT_AVERAGING = {
    "pm25": Averaging.RUNNING_DAY,
    "pm10": Averaging.RUNNING_DAY,
    "o3": Averaging.EIGHT_HOURS,
    "co": Averaging.EIGHT_HOURS,
    "no2": Averaging.HOUR,
    "so2": Averaging.HOUR,
}


def base_url() -> str:
    return settings.AIR4THAI_URL.rstrip("/")
