from django.urls import path

from ecosystem import views

app_name = "ecosystem"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.group, name="group"),
    path("<slug:slug>/<int:round_pk>/", views.assessment, name="assessment"),
    path("<slug:slug>/<int:round_pk>/start/", views.start, name="start"),
    path("<slug:slug>/<int:round_pk>/points/", views.points, name="points"),
    path("<slug:slug>/<int:round_pk>/hand-in/", views.hand_in, name="hand_in"),
    path("<slug:slug>/<int:round_pk>/check/", views.check, name="check"),
    path("<slug:slug>/<int:round_pk>/send-back/", views.send_back, name="send_back"),
    path("<slug:slug>/<int:round_pk>/release/", views.release, name="release"),
    path("<slug:slug>/<int:round_pk>/<slug:component>/", views.answer, name="answer"),
    path("<slug:slug>/<int:round_pk>/<slug:component>/evidence/", views.evidence, name="evidence"),
]
