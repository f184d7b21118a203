"""Addresses of those who prepare and call meetings."""

from django.urls import path

from agendas.views import agenda, intake, papers, preparing, rules, steps

MEETING = "<slug:host>/<slug:slug>/"
PREPARE = f"{MEETING}prepare/"

urlpatterns = [
    path("prepare/", preparing.preparing, name="preparing"),
    path("prepare/new/", preparing.meeting_new, name="meeting_new"),
    path("prepare/referrals/", intake.referrals, name="referrals"),
    path("prepare/referrals/<int:pk>/", intake.referral, name="referral"),
    path("prepare/rules/<slug:group>/", rules.rules, name="rules"),
    path("prepare/rules/<slug:group>/emblem/", rules.emblem, name="emblem"),
    path(PREPARE, preparing.prepare, name="prepare"),
    path(f"{PREPARE}facts/", preparing.meeting_change, name="meeting_change"),
    path(f"{PREPARE}letter/", rules.letter_change, name="letter_change"),
    path(f"{PREPARE}call/", steps.meeting_call, name="meeting_call"),
    path(f"{PREPARE}carry-over/", preparing.carry_over, name="carry_over"),
    path(f"{PREPARE}step/<slug:step>/", steps.meeting_step, name="meeting_step"),
    path(f"{PREPARE}items/new/", agenda.item_new, name="item_new"),
    path(f"{PREPARE}items/<int:pk>/", agenda.item_change, name="item_change"),
    path(f"{PREPARE}items/<int:pk>/move/", agenda.item_move, name="item_move"),
    path(f"{PREPARE}items/<int:pk>/withdraw/", agenda.item_withdraw, name="item_withdraw"),
    path(f"{PREPARE}sections/new/", agenda.section_new, name="section_new"),
    path(f"{PREPARE}sections/<int:pk>/", agenda.section_change, name="section_change"),
    path(f"{PREPARE}sections/<int:pk>/move/", agenda.section_move, name="section_move"),
    path(f"{PREPARE}sections/<int:pk>/remove/", agenda.section_remove, name="section_remove"),
    path(f"{PREPARE}proposals/<int:pk>/", intake.proposal, name="proposal"),
    path(f"{PREPARE}papers/new/", papers.paper_new, name="paper_new"),
    path(f"{PREPARE}papers/<int:pk>/", papers.paper_versions, name="paper_versions"),
    path(f"{PREPARE}papers/<int:pk>/pin/", papers.paper_pin, name="paper_pin"),
    path(f"{MEETING}papers/<int:pk>/", papers.paper, name="paper"),
]
