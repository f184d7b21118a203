"""Addresses of members and officers: personal links, replies, actions."""

from django.urls import path

from agendas.views import actions, desk, replies, seats

urlpatterns = [
    path("reply/<str:token>/", replies.reply, name="reply"),
    path("reply/<str:token>/papers/<int:pk>/", replies.reply_paper, name="reply_paper"),
    path("reply/<str:token>/papers.zip", replies.reply_pack, name="reply_pack"),
    path("reply/<str:token>/propose/", replies.reply_propose, name="reply_propose"),
    path("reply/<str:token>/minutes/", replies.reply_minutes, name="reply_minutes"),
    path("reply/<str:token>/actions/<int:pk>/", replies.reply_action, name="reply_action"),
    path("due/", desk.due, name="due"),
    path("handover/<int:pk>/", desk.handover, name="handover"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/report/", actions.action_report, name="action_report"),
    path("actions/<int:pk>/verify/", actions.action_verify, name="action_verify"),
    path("actions/<int:pk>/send-back/", actions.action_send_back, name="action_send_back"),
    path("actions/<int:pk>/due/", actions.action_due, name="action_due"),
    path("actions/<int:pk>/close/", actions.action_close, name="action_close"),
    path("actions/<int:pk>/evidence/<int:update>/", actions.action_evidence, name="action_evidence"),
    path("<slug:host>/<slug:slug>/replies/", seats.replies, name="replies"),
    path("<slug:host>/<slug:slug>/replies/<int:pk>/", seats.seat_reply, name="seat_reply"),
    path("<slug:host>/<slug:slug>/replies/<int:pk>/address/", seats.seat_address, name="seat_address"),
    path("<slug:host>/<slug:slug>/replies/<int:pk>/link/", seats.seat_link, name="seat_link"),
    path("<slug:host>/<slug:slug>/my-seat/", seats.my_seat, name="my_seat"),
    path("<slug:host>/<slug:slug>/papers.zip", seats.paper_pack, name="paper_pack"),
    path("<slug:host>/<slug:slug>/propose/", seats.propose, name="propose"),
    path("<slug:host>/<slug:slug>/draft-minutes/", seats.draft_minutes, name="draft_minutes"),
]
