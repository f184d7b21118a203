"""Addresses of meetings, in order of who they are for; fixed words stand before the names of hosts."""

from agendas.urls import documents, members, preparing, public, room

app_name = "agendas"
urlpatterns = [
    *members.urlpatterns,
    *preparing.urlpatterns,
    *room.urlpatterns,
    *documents.urlpatterns,
    *public.urlpatterns,
]
