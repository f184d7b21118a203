"""Addresses that anybody may open."""

from django.urls import path

from plans.views import frames, obstacles, plans, provinces

urlpatterns = [
    path("", plans.index, name="index"),
    path("framework/", frames.framework, name="framework"),
    path("coverage/", frames.coverage, name="coverage"),
    path("practices/", frames.practices, name="practices"),
    path("roadmaps/", provinces.roadmaps, name="roadmaps"),
    path("roadmaps/<slug:slug>/", provinces.roadmap, name="roadmap"),
    path("situations/<slug:slug>/", provinces.situation, name="situation"),
    path("partners/", provinces.partners, name="partners"),
    path("obstacles/", obstacles.obstacles, name="obstacles"),
    path("obstacles/<int:pk>/", obstacles.obstacle, name="obstacle"),
    path("evidence/<int:pk>/", plans.evidence, name="evidence"),
    path("<slug:slug>/<int:year>/", plans.plan, name="plan"),
    path("<slug:slug>/<int:year>/<int:number>/", plans.activity, name="activity"),
]
