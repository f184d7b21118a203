"""Addresses of those who write plans, report and refer."""

from django.urls import path

from plans.views import activity_forms, milestone_forms, obstacle_forms, plan_forms, text_forms, work

ONE = "<slug:slug>/<int:year>/<int:number>/"

urlpatterns = [
    path("work/", work.work, name="work"),
    path("intake/", work.intake, name="intake"),
    path("new/", plan_forms.plan_new, name="plan_new"),
    path("obstacles/new/", obstacle_forms.obstacle_new, name="obstacle_new"),
    path("obstacles/<int:pk>/edit/", obstacle_forms.obstacle_edit, name="obstacle_edit"),
    path("obstacles/<int:pk>/refer/", obstacle_forms.obstacle_refer, name="obstacle_refer"),
    path("obstacles/<int:pk>/take-up/", obstacle_forms.obstacle_take_up, name="obstacle_take_up"),
    path("obstacles/<int:pk>/answer/", obstacle_forms.obstacle_answer, name="obstacle_answer"),
    path("obstacles/<int:pk>/end/", obstacle_forms.obstacle_end, name="obstacle_end"),
    path("partners/new/", text_forms.partner_new, name="partner_new"),
    path("partners/<int:pk>/edit/", text_forms.partner_edit, name="partner_edit"),
    path("practices/new/", text_forms.practice_new, name="practice_new"),
    path("roadmaps/<slug:slug>/edit/", text_forms.roadmap_edit, name="roadmap_edit"),
    path("situations/<slug:slug>/edit/", text_forms.situation_edit, name="situation_edit"),
    path("situations/<slug:slug>/publish/", text_forms.situation_publish, name="situation_publish"),
    path("<slug:slug>/<int:year>/edit/", plan_forms.plan_edit, name="plan_edit"),
    path("<slug:slug>/<int:year>/discard/", plan_forms.plan_discard, name="plan_discard"),
    path("<slug:slug>/<int:year>/move/<slug:status>/", plan_forms.plan_move, name="plan_move"),
    path("<slug:slug>/<int:year>/new/", activity_forms.activity_new, name="activity_new"),
    path(f"{ONE}edit/", activity_forms.activity_edit, name="activity_edit"),
    path(f"{ONE}drop/", activity_forms.activity_drop, name="activity_drop"),
    path(f"{ONE}report/", activity_forms.activity_report, name="activity_report"),
    path(f"{ONE}status/", activity_forms.activity_status, name="activity_status"),
    path(f"{ONE}milestones/new/", milestone_forms.milestone_new, name="milestone_new"),
    path(f"{ONE}milestones/<int:pk>/", milestone_forms.milestone_edit, name="milestone_edit"),
    path(f"{ONE}milestones/<int:pk>/drop/", milestone_forms.milestone_drop, name="milestone_drop"),
    path(f"{ONE}milestones/<int:pk>/check/", milestone_forms.milestone_check, name="milestone_check"),
]
