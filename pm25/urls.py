"""Pages of the air: the country, a station, how the data came in."""

from django.urls import path

from pm25.views import burn_register, burning, fuel, imports, national, stations

app_name = "pm25"
urlpatterns = [
    path("", national.index, name="index"),
    path("share.png", national.share, name="share"),
    path("stations/<slug:code>/", stations.station, name="station"),
    path("stations/<slug:code>/share.png", stations.station_share, name="station_share"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.import_run, name="import_run"),
    path("burning/", burning.burning, name="burning"),
    path("burning/report/", burning.burning_report, name="burning_report"),
    path("burning/records/", burning.burning_records, name="burning_records"),
    path("burning/import/", burn_register.burning_import, name="burning_import"),
    path("burning/requests/", fuel.fuel_requests, name="fuel_requests"),
    path("burning/requests/new/", fuel.fuel_request_new, name="fuel_request_new"),
    path("burning/requests/<int:pk>/", fuel.fuel_request, name="fuel_request"),
    path("burning/<int:pk>/", burning.burning_record, name="burning_record"),
    path("burning/<int:pk>/correct/", burning.burning_correct, name="burning_correct"),
    path("burning/<int:pk>/withdraw/", burning.burning_withdraw, name="burning_withdraw"),
    path("burning/<int:pk>/photo/", burning.burning_photo, name="burning_photo"),
]
