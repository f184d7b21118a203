from django.urls import path

from foundation.accounts import views

app_name = "accounts"
urlpatterns = [
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("second-factor/", views.second_factor, name="second_factor"),
]
