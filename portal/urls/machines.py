"""Addresses for machines: one each, without a language."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from portal.sitemaps import SITEMAPS
from portal.views import machines

urlpatterns = [
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
