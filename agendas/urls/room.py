"""Addresses of those who record a meeting: attendance, minutes, resolutions, adoption."""

from django.urls import path, re_path

from agendas.views import adoption, record, registration, resolutions, room

ROOM = "<slug:host>/<slug:slug>/room/"
RECORD = "<slug:host>/<slug:slug>/record/"

urlpatterns = [
    # A colon is in no slug, so this is no meeting's address
    re_path(r"^register/(?P<token>[\w.-]+:[\w-]+)/$", registration.register, name="register"),
    path("past/new/", adoption.past_new, name="past_new"),
    path(ROOM, room.room, name="room"),
    path(f"{ROOM}state/", room.room_state, name="room_state"),
    path(f"{ROOM}seats/rest/", room.seats_rest, name="seats_rest"),
    path(f"{ROOM}seats/<int:pk>/", room.seat, name="seat"),
    path(f"{ROOM}seats/<int:pk>/mark/", room.seat_mark, name="seat_mark"),
    path(f"{ROOM}guests/new/", room.guest_new, name="guest_new"),
    path(f"{ROOM}guests/<int:pk>/remove/", room.guest_remove, name="guest_remove"),
    path(f"{ROOM}registrations/<int:pk>/", room.registration, name="registration"),
    path(f"{ROOM}roster/", room.roster_refresh, name="roster_refresh"),
    path(f"{ROOM}electronic/", room.electronic, name="electronic"),
    path(f"{ROOM}hold/", room.hold, name="hold"),
    path(f"{ROOM}code/", registration.room_code, name="room_code"),
    path(f"{ROOM}code.svg", registration.room_code_picture, name="room_code_picture"),
    path(RECORD, record.record, name="record"),
    path(f"{RECORD}begin/", record.minutes_begin, name="minutes_begin"),
    path(f"{RECORD}closing/", record.record_closing, name="record_closing"),
    path(f"{RECORD}conclude/", record.meeting_conclude, name="meeting_conclude"),
    path(f"{RECORD}missing/", record.minutes_missing, name="minutes_missing"),
    path(f"{RECORD}items/<int:pk>/text/", record.record_text, name="record_text"),
    path(f"{RECORD}items/<int:pk>/resolutions/new/", resolutions.resolution_new, name="resolution_new"),
    path(f"{RECORD}items/<int:pk>/sentence/", resolutions.resolution_sentence, name="resolution_sentence"),
    path(f"{RECORD}confirm/", resolutions.decisions_confirm, name="decisions_confirm"),
    path(f"{RECORD}resolutions/<int:number>/", resolutions.resolution_change, name="resolution_change"),
    path(f"{RECORD}resolutions/<int:number>/drop/", resolutions.resolution_drop, name="resolution_drop"),
    path(f"{RECORD}resolutions/<int:number>/dissent/", resolutions.dissent_new, name="dissent_new"),
    path(f"{RECORD}resolutions/<int:number>/summary/", resolutions.summary, name="summary"),
    path(f"{RECORD}dissents/<int:pk>/drop/", resolutions.dissent_drop, name="dissent_drop"),
    path(f"{RECORD}directives/new/", resolutions.directive_new, name="directive_new"),
    path(f"{RECORD}directives/<int:number>/", resolutions.directive_change, name="directive_change"),
    path(f"{RECORD}directives/<int:number>/drop/", resolutions.directive_drop, name="directive_drop"),
    path(f"{RECORD}circulate/", adoption.minutes_circulate, name="minutes_circulate"),
    path(f"{RECORD}reopen/", adoption.minutes_reopen, name="minutes_reopen"),
    path(f"{RECORD}corrections/<int:pk>/", adoption.correction_answer, name="correction_answer"),
    path(f"{RECORD}adopt/", adoption.minutes_adopt, name="minutes_adopt"),
    path(f"{RECORD}scans/new/", adoption.past_scan, name="past_scan"),
    path(f"{RECORD}scans/<int:number>/", adoption.past_scan_file, name="past_scan_file"),
]
