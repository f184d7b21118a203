"""Meetings of all groups: to be found and read, and moved on by the same services as the task pages."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agendas.admin.forms import ReasonTask, RescheduleTask
from agendas.admin.reading import RegisterAdmin, RegisterInline
from agendas.models import Meeting, MeetingEvent, MeetingMove
from agendas.queries.preparing import invited
from agendas.services import meetings as services
from agendas.services.refusals import MeetingRefused
from agendas.steps import step_named, steps_of
from workgroups.admin.forms import ConfirmForm
from workgroups.admin.pages import SOURCE
from workgroups.admin.tasks import Preview, run_task

FORMS = {"reschedule": RescheduleTask, "fix": ConfirmForm}
ACTS = {
    "fix": services.fix_agenda,
    "reopen": services.reopen_agenda,
    "reschedule": services.reschedule_meeting,
    "postpone": services.postpone_meeting,
    "cancel": services.cancel_meeting,
}


class EventInline(RegisterInline):
    model = MeetingEvent
    fields = readonly_fields = ["at", "by", "before", "after", "reason"]
    verbose_name_plural = gettext_lazy("เหตุการณ์ของการประชุม")


class MoveInline(RegisterInline):
    model = MeetingMove
    fields = readonly_fields = ["at", "old_date", "new_date", "reason"]
    verbose_name_plural = gettext_lazy("การเลื่อนวันประชุม")


@admin.register(Meeting)
class MeetingAdmin(RegisterAdmin):
    list_display = ["date", "name", "host_name", "kind", "status", "is_urgent", "is_past_entry", "is_demo"]
    list_display_links = ["date", "name"]
    list_filter = [
        *("status", "kind", "mode", "year_be", "is_urgent", "is_past_entry", "is_demo"),
        ("host_group", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["host_group", "host_agency"]
    search_fields = ["host_group__search_text", "host_agency__search_text", "title_th", "slug"]
    search_help_text = gettext_lazy("ค้นด้วยชื่อคณะ เรื่องที่ประชุม หรือเลขครั้งแบบ 1-2564")
    date_hierarchy = None
    inlines = [EventInline, MoveInline]
    fieldsets = [
        (None, {"fields": ["host_group", "host_agency", "about", "kind", "status", "title_th", "title_en"]}),
        (gettext_lazy("เลขครั้ง"), {"fields": [("number", "year_be"), "number_inferred", "number_note_th", "slug"]}),
        (
            gettext_lazy("วัน เวลา และสถานที่"),
            {"fields": ["date", ("starts", "ends"), "venue_th", "venue_en", "mode", "platform", "join_url"]},
        ),
        (
            gettext_lazy("ผู้รับผิดชอบการประชุม"),
            {
                "fields": [
                    ("presided_by", "presided_by_post"),
                    ("recorded_by", "recorded_by_post"),
                    ("checked_by", "checked_by_post"),
                ]
            },
        ),
        (
            gettext_lazy("กำหนดเวลาและองค์ประชุม"),
            {
                "fields": [
                    *("called_on", "is_urgent", "reply_by", "papers_by", "corrections_by", "adopted_on"),
                    *(("quorum_needed", "seats_counted"), "no_quorum_reason"),
                ]
            },
        ),
        (gettext_lazy("สรุปและหมายเหตุ"), {"fields": ["summary_th", "opinion_th", "note_th", "minutes_missing_th"]}),
        SOURCE,
    ]

    @admin.display(description=gettext_lazy("ครั้งที่"), ordering="slug")
    def name(self, meeting):
        return f"{meeting.label} · {meeting.title}" if meeting.title else meeting.label

    @admin.display(description=gettext_lazy("ผู้จัดประชุม"))
    def host_name(self, meeting):
        return meeting.host

    def get_urls(self):
        step = self.admin_site.admin_view(self.step_view)
        call = self.admin_site.admin_view(self.call_view)
        return [
            path("<int:object_id>/call/", call, name="agendas_meeting_call"),
            path("<int:object_id>/step/<slug:step>/", step, name="agendas_meeting_step"),
            *super().get_urls(),
        ]

    def _buttons(self, request, meeting):
        """The page on which it is prepared, then the steps that it can take from where it stands."""
        if not self.has_task_permission(request, meeting):
            return []
        page = reverse("agendas:prepare", args=[meeting.host.slug, meeting.slug])
        buttons = [(page, _("เปิดหน้าเตรียมการประชุม"))]
        if meeting.status == Meeting.Status.DRAFT:
            buttons.append((self.task_url("call", meeting), _("เชิญประชุม")))
        for step in steps_of(meeting):
            if step.name in ACTS:
                address = reverse("admin:agendas_meeting_step", args=[meeting.pk, step.name])
                buttons.append((address, step.words))
        return buttons

    def call_view(self, request, object_id):
        return run_task(
            self,
            request,
            object_id,
            form_class=ConfirmForm,
            title=_("เชิญประชุม"),
            intro=_("เลขครั้งออกให้เมื่อเชิญ และส่งหนังสือเชิญถึงผู้ที่มีอีเมล"),
            button=_("เชิญประชุม"),
            act=lambda meeting, data: _act(services.call_meeting, meeting, data, request.user),
            preview=lambda meeting, data: _invitation(meeting),
            done=lambda meeting, data: _("เชิญประชุมแล้ว: %(meeting)s") % {"meeting": meeting.host},
        )

    def step_view(self, request, object_id, step):
        meeting = self.get_object(request, object_id)
        chosen = step_named(step, meeting) if meeting else None
        if chosen is None or step not in ACTS:
            raise Http404
        return run_task(
            self,
            request,
            object_id,
            form_class=FORMS.get(step, ReasonTask),
            title=chosen.words,
            intro=chosen.follows,
            button=chosen.words,
            act=lambda meeting, data: _act(ACTS[step], meeting, data, request.user),
            preview=lambda meeting, data: Preview([chosen.follows]),
            done=lambda meeting, data: _("%(step)s: เรียบร้อยแล้ว") % {"step": chosen.words},
        )


def _act(service, meeting, data, user):
    """Run a service of meetings; its refusal is one of the form."""
    try:
        service(meeting, by=user, **data)
    except MeetingRefused as refusal:
        raise ValidationError(refusal.reasons) from refusal


def _invitation(meeting):
    """Who would be invited."""
    seats = invited(meeting)
    rows = [
        [
            seat.number,
            seat.post.title_th or seat.post.role_label,
            ", ".join(holder.person.full_name for holder in seat.holders) or "–",
        ]
        for seat in seats
    ]
    headings = [_("ลำดับ"), _("ตำแหน่ง"), _("ผู้ดำรงตำแหน่ง")]
    return Preview(
        [_("เชิญ %(count)s ตำแหน่ง ตามรายชื่อ ณ วันประชุม") % {"count": len(seats)}], headings if rows else [], rows
    )
