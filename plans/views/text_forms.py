"""What groups write of their province: situation, partners, good practices, the road."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.texts import PartnerForm, PracticeForm, RoadMapForm, SituationForm
from plans.models import FrameItem, NetworkPartner, RoadMap, Situation
from plans.services import propose_practice, publish_situation, save_partner, save_roadmap, write_situation
from plans.views.provinces import provincial_group
from plans.views.writing import GET_POST, answer, attempt, need_secretary, own_group, own_groups


@login_required
@require_http_methods(GET_POST)
def partner_new(request):
    form = PartnerForm(request.POST or None, groups=own_groups(request))

    def save(told):
        save_partner(by=request.user, group=told["group"], **form.facts())

    return answer(
        request,
        form,
        save,
        title=_("เพิ่มภาคีเครือข่าย"),
        lead=_("ชื่อองค์กรหรือเครือข่าย ไม่ใส่ชื่อหรือเบอร์โทรของบุคคล"),
        send=_("เพิ่ม"),
        done=_("เพิ่มภาคีเครือข่ายแล้ว"),
        back="plans:partners",
    )


@login_required
@require_http_methods(GET_POST)
def partner_edit(request, pk):
    partners = NetworkPartner.objects.written_by(request.user).select_related("group__province")
    form = PartnerForm(request.POST or None, instance=get_object_or_404(partners, pk=pk), groups=[])

    def save(told):
        save_partner(get_object_or_404(partners, pk=pk), by=request.user, **form.facts())

    return answer(
        request, form, save, title=_("แก้ไขภาคีเครือข่าย"), send=_("บันทึก"), done=_("บันทึกแล้ว"), back="plans:partners"
    )


@login_required
@require_http_methods(GET_POST)
def practice_new(request):
    form = PracticeForm(request.POST or None, groups=own_groups(request))

    def propose(told):
        propose_practice(by=request.user, **told)

    return answer(
        request,
        form,
        propose,
        title=_("เสนอแนวปฏิบัติที่ดี"),
        lead=_("ฝ่ายเลขานุการ (สำนักงาน ก.พ.ร.) พิจารณาก่อนเผยแพร่"),
        send=_("เสนอ"),
        done=_("เสนอแล้ว รอฝ่ายเลขานุการพิจารณา"),
        back="plans:practices",
    )


@login_required
@require_http_methods(GET_POST)
def roadmap_edit(request, slug):
    """`?agenda=agenda-pm25`: the road on one agenda; without it that of the first."""
    group = own_group(request, slug)
    provincial_group(slug)
    agenda = _agenda(request)
    road = RoadMap.objects.filter(group=group, agenda=agenda).first() or RoadMap(group=group)
    form = RoadMapForm(request.POST or None, instance=road, initial={"agenda": agenda})
    return answer(
        request,
        form,
        lambda told: save_roadmap(group, told["agenda"], by=request.user, **form.facts()),
        title=_("แก้ไขเส้นทางของจังหวัด"),
        lead=group.heading_th,
        send=_("บันทึก"),
        done=_("บันทึกแล้ว"),
        back=reverse("plans:roadmap", args=[slug]),
    )


@login_required
@require_http_methods(GET_POST)
def situation_edit(request, slug):
    """Write the version that is not published yet; a new one begins with the words of the last."""
    group = own_group(request, slug)
    provincial_group(slug)
    agenda = _agenda(request)
    versions = Situation.objects.filter(group=group, agenda=agenda).order_by("-number")
    draft = next((row for row in versions if row.published_on is None), None)
    last = next((row for row in versions if row.published_on), None)
    begun = {name: getattr(last, name) for name in [*Situation.PARTS, "references_th"]} if last and not draft else {}
    form = SituationForm(
        request.POST or None,
        instance=draft or Situation(group=group),
        initial={"agenda": agenda} | begun,
        is_first=last is None,
    )
    return answer(
        request,
        form,
        lambda told: write_situation(group, told["agenda"], by=request.user, version=told["version"], **form.facts()),
        title=_("เขียนสถานการณ์ของจังหวัด"),
        lead=_("บันทึกเป็นร่างก่อน เลขานุการคณะทำงานเป็นผู้เผยแพร่ ฉบับที่เผยแพร่แล้วแก้ไขไม่ได้"),
        send=_("บันทึกร่าง"),
        done=_("บันทึกร่างแล้ว"),
        back=reverse("plans:situation", args=[slug]),
    )


@login_required
@require_POST
def situation_publish(request, slug):
    group = own_group(request, slug)
    need_secretary(request, group)
    number = request.POST.get("number", "")
    drafts = Situation.objects.filter(group=group, agenda__key=request.POST.get("agenda", "")[:40])
    situation = get_object_or_404(drafts, number=int(number) if number.isdecimal() and len(number) < 5 else 0)
    return attempt(
        request,
        lambda: publish_situation(situation, by=request.user),
        done=_("เผยแพร่แล้ว"),
        back=redirect("plans:situation", slug).url,
    )


def _agenda(request):
    """The agenda that is asked for, in the form or the address; else the first."""
    agendas = FrameItem.objects.of(FrameItem.Kind.AGENDA)
    posted = request.POST.get("agenda", "")
    if posted.isdecimal() and len(posted) < 12:
        return agendas.filter(pk=int(posted)).first()
    return agendas.filter(key=request.GET.get("agenda", "")[:40]).first() or agendas.first()
