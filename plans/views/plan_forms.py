"""Plans for those who write them: begin, put right, move on."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.plans import ApproveForm, CloseForm, ConsultForm, PlanForm, PlanWordsForm, ReturnForm, StartForm
from plans.models import Plan
from plans.services import (
    approve_plan,
    change_plan,
    close_plan,
    consult_plan,
    create_plan,
    discard_plan,
    return_plan,
    start_plan,
)
from plans.views.writing import GET_POST, answer, attempt, need_secretary, own_groups, own_plan

# By the state that is asked for: the form, the service and the words on the button
STEPS = {
    Plan.Status.CONSULTED: (ConsultForm, consult_plan, lambda: _("บันทึกว่ารับฟังความเห็นแล้ว")),
    Plan.Status.DRAFT: (ReturnForm, return_plan, lambda: _("ส่งแผนกลับเป็นร่าง")),
    Plan.Status.APPROVED: (ApproveForm, approve_plan, lambda: _("บันทึกมติที่เห็นชอบแผน")),
    Plan.Status.IN_FORCE: (StartForm, start_plan, lambda: _("ให้แผนมีผลใช้")),
    Plan.Status.CLOSED: (CloseForm, close_plan, lambda: _("ปิดแผน")),
}


@login_required
@require_http_methods(GET_POST)
def plan_new(request):
    form = PlanForm(request.POST or None, groups=own_groups(request))
    return answer(
        request,
        form,
        lambda told: create_plan(by=request.user, **told),
        title=_("สร้างแผนปฏิบัติการ"),
        lead=_("แผนหนึ่งฉบับต่อคณะทำงานและปีงบประมาณ เริ่มเป็นร่างที่เห็นเฉพาะคณะทำงาน"),
        send=_("สร้างร่างแผน"),
        done=_("สร้างร่างแผนแล้ว เพิ่มกิจกรรมต่อได้เลย"),
        back="plans:work",
    )


@login_required
@require_http_methods(GET_POST)
def plan_edit(request, slug, year):
    plan = own_plan(request, slug, year)
    form = PlanWordsForm(request.POST or None, instance=own_plan(request, slug, year))
    return answer(
        request,
        form,
        lambda told: change_plan(plan, by=request.user, **told),
        title=_("แก้ไขแผน"),
        send=_("บันทึก"),
        done=_("บันทึกแล้ว"),
        back=plan,
    )


@login_required
@require_http_methods(GET_POST)
def plan_move(request, slug, year, status):
    """`status`: the state that the plan is to have; 404 for one that cannot follow."""
    plan = own_plan(request, slug, year)
    need_secretary(request, plan.group)
    if status not in Plan.MOVES[plan.status]:
        raise Http404
    form_class, service, words = STEPS[Plan.Status(status)]
    return answer(
        request,
        form_class(request.POST or None, plan=plan, user=request.user),
        lambda told: service(plan, by=request.user, **told),
        title=words(),
        lead=plan.title_th,
        send=words(),
        done=_("บันทึกแล้ว สถานะของแผน: %(status)s") % {"status": Plan.Status(status).label},
        back=plan,
    )


@login_required
@require_POST
def plan_discard(request, slug, year):
    plan = own_plan(request, slug, year)
    need_secretary(request, plan.group)
    back = "plans:work" if plan.status == Plan.Status.DRAFT else plan
    return attempt(request, lambda: discard_plan(plan, by=request.user), done=_("ลบร่างแผนแล้ว"), back=back)
