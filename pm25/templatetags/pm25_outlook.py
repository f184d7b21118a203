"""What other apps show of the days ahead and of the fires that satellites see."""

from django import template

from pm25.queries.forecasts import outlook
from pm25.queries.hotspots import recent_hotspots

SATELLITES = {"N": "Suomi NPP", "N20": "NOAA-20", "N21": "NOAA-21", "Terra": "Terra", "Aqua": "Aqua"}

register = template.Library()


@register.inclusion_tag("pm25/forecast_strip.html")
def forecast_strip(province, bands, district=None, is_sample=False, paper=True):
    """{% forecast_strip province bands district=district is_sample=… %}: the next three days, nothing where unknown."""
    found = outlook(province, district, bands=bands, is_sample=is_sample)
    return {"outlook": found, "province": province, "paper": paper}


@register.inclusion_tag("pm25/hotspots_of_province.html")
def province_hotspots(province):
    """{% province_hotspots province %}: the last seven days and the newest season, nothing where none is known."""
    return {"found": recent_hotspots(province), "province": province}


@register.filter
def satellite_words(code):
    """The name of a satellite as its owner writes it."""
    return SATELLITES.get(code, code)
