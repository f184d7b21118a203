from django.urls import path

from workgroups import views

app_name = "workgroups"
urlpatterns = [
    path("", views.index, name="index"),
    path("challenges/", views.challenges, name="challenges"),
    path("<slug:slug>/", views.group, name="group"),
    path("<slug:slug>/orders/<int:pk>/", views.order, name="order"),
    path("<slug:slug>/roster.csv", views.roster, name="roster"),
]
