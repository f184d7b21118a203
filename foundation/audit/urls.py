from django.urls import path

from foundation.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.head, name="head"),
]
