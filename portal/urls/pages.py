"""Pages across apps: home, places, search, desk and what is said about the portal."""

from django.urls import path

from portal.views import about, desk, home, provinces, search

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("provinces/", provinces.provinces, name="provinces"),
    path("provinces/<slug:slug>/", provinces.province, name="province"),
    path("provinces/<slug:slug>/share.png", provinces.province_share, name="province_share"),
    path("provinces/<slug:slug>/<slug:district>/", provinces.district, name="district"),
    path("provinces/<slug:slug>/<slug:district>/share.png", provinces.district_share, name="district_share"),
    path("search/", search.search, name="search"),
    path("desk/", desk.desk, name="desk"),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("contact/", about.contact, name="contact"),
    path("licences/", about.licences, name="licences"),
]
