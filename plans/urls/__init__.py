"""Addresses of plans; fixed words stand before the names of groups."""

from plans.urls import public, working

app_name = "plans"
urlpatterns = [*working.urlpatterns, *public.urlpatterns]
