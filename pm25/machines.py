"""Addresses of the air for machines: one each, without a language."""

from django.urls import path

from pm25 import feeds

urlpatterns = [path("bad-days.atom", feeds.bad_days_feed, name="bad_days_feed")]
