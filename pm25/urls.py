"""Pages of the air: the country, a station, how the data came in."""

from django.urls import path

from pm25.views import imports, national, stations

app_name = "pm25"
urlpatterns = [
    path("", national.index, name="index"),
    path("share.png", national.share, name="share"),
    path("stations/<slug:code>/", stations.station, name="station"),
    path("stations/<slug:code>/share.png", stations.station_share, name="station_share"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.import_run, name="import_run"),
]
