"""Addresses that anybody may open: calendar, meetings, resolutions."""

from django.urls import path

from agendas.views import public

urlpatterns = [
    path("", public.index, name="index"),
    path("resolutions/", public.resolutions, name="resolutions"),
    path("<slug:host>/", public.host, name="host"),
    path("<slug:host>/<slug:slug>/", public.meeting, name="meeting"),
    path("<slug:host>/<slug:slug>/resolutions/<int:number>/", public.resolution, name="resolution"),
]
