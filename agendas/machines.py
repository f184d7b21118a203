"""Addresses of meetings for machines: calendars and feeds, one each, without a language."""

from django.urls import path

from agendas import feeds

urlpatterns = [
    path("calendar.ics", feeds.calendar, name="calendar"),
    path("meetings.atom", feeds.meetings_feed, name="meetings_feed"),
    path("resolutions.atom", feeds.resolutions_feed, name="resolutions_feed"),
    path("<slug:host>/calendar.ics", feeds.host_calendar, name="host_calendar"),
]
