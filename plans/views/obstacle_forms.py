"""Obstacles for those who raise, refer, take up and answer them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.forms.obstacles import AnswerForm, EndForm, ObstacleForm, ReferForm, TakeUpForm
from plans.models import Obstacle
from plans.permissions import can_answer, can_take_up, can_write
from plans.services import (
    answer_obstacle,
    change_obstacle,
    end_obstacle,
    raise_obstacle,
    refer_obstacle,
    take_up_obstacle,
)
from plans.views.obstacles import found_obstacle
from plans.views.writing import GET_POST, answer, need_secretary, own_groups


@login_required
@require_http_methods(GET_POST)
def obstacle_new(request):
    form = ObstacleForm(request.POST or None, groups=own_groups(request))

    def tell(told):
        row, _new = raise_obstacle(by=request.user, group=told["group"], key=told["key"], **form.facts())
        return row

    return answer(
        request,
        form,
        tell,
        title=_("เสนอข้อจำกัดที่ต้องการปลดล็อก"),
        lead=_("บอกสิ่งที่จังหวัดแก้เองไม่ได้ และใครแก้ได้ ทุกคนเห็นเรื่องนี้และอายุของมัน"),
        send=_("เสนอ"),
        done=_("เสนอแล้ว เลขานุการคณะทำงานส่งต่อได้จากหน้านี้"),
        back="plans:obstacles",
    )


@login_required
@require_http_methods(GET_POST)
def obstacle_edit(request, pk):
    row = _own(request, pk)
    form = ObstacleForm(request.POST or None, instance=_own(request, pk), groups=[row.group])
    return answer(
        request,
        form,
        lambda told: change_obstacle(row, by=request.user, **form.facts()),
        title=_("แก้ไขข้อจำกัด"),
        send=_("บันทึก"),
        done=_("บันทึกแล้ว"),
        back=row,
    )


@login_required
@require_http_methods(GET_POST)
def obstacle_refer(request, pk):
    row = _own(request, pk)
    need_secretary(request, row.group)
    return answer(
        request,
        ReferForm(request.POST or None, obstacle=row),
        lambda told: refer_obstacle(row, by=request.user, **told),
        title=_("ส่งต่อข้อจำกัด"),
        lead=row.title_th,
        send=_("ส่งต่อ"),
        done=_("ส่งต่อแล้ว เลขานุการของคณะนั้นเป็นผู้บรรจุวาระ"),
        back=row,
    )


@login_required
@require_http_methods(GET_POST)
def obstacle_take_up(request, pk):
    """For the secretaries of the body that it was sent to."""
    row = found_obstacle(pk)
    if row.status != Obstacle.Status.REFERRED or not can_take_up(request.user, row):
        raise Http404
    return answer(
        request,
        TakeUpForm(request.POST or None, obstacle=row),
        lambda told: take_up_obstacle(row, by=request.user, **told),
        title=_("บรรจุข้อจำกัดเข้าระเบียบวาระ"),
        lead=row.title_th,
        send=_("บรรจุวาระ"),
        done=_("บรรจุเข้าระเบียบวาระแล้ว"),
        back=row,
    )


@login_required
@require_http_methods(GET_POST)
def obstacle_answer(request, pk):
    row = found_obstacle(pk)
    if not can_answer(request.user, row):
        if can_write(request.user, row.group):
            raise PermissionDenied
        raise Http404
    return answer(
        request,
        AnswerForm(request.POST or None, obstacle=row, user=request.user),
        lambda told: answer_obstacle(row, by=request.user, **told),
        title=_("บันทึกคำตอบ"),
        lead=row.title_th,
        send=_("บันทึกคำตอบ"),
        done=_("บันทึกคำตอบแล้ว คณะทำงานที่เสนอจะบอกว่าปลดล็อกแล้วหรือไม่"),
        back=row,
    )


@login_required
@require_http_methods(GET_POST)
def obstacle_end(request, pk):
    row = _own(request, pk)
    need_secretary(request, row.group)
    return answer(
        request,
        EndForm(request.POST or None, obstacle=row),
        lambda told: end_obstacle(row, by=request.user, **told),
        title=_("สรุปผลข้อจำกัด"),
        lead=row.title_th,
        send=_("บันทึก"),
        done=_("บันทึกแล้ว"),
        back=row,
    )


def _own(request, pk):
    row = found_obstacle(pk)
    if not can_write(request.user, row.group):
        raise Http404
    return row
