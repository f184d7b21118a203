"""Situation texts, network partners, good practices, road maps: what groups write about their province."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from plans.models import GoodPractice, NetworkPartner, RoadMap, Situation
from plans.services.refusals import PlanRefused, need
from plans.services.writing import demo_of, locked, put, same_version
from workgroups.models import Workgroup


@transaction.atomic
def write_situation(group, agenda, *, by, version=None, is_demo=None, **facts):
    """Write the version that is not published yet, beginning it where there is none. Raises Conflict."""
    group = Workgroup.objects.select_for_update().get(pk=group.pk)
    need(group.province_id, _("เขียนสถานการณ์ได้เฉพาะคณะทำงานระดับจังหวัด"))
    rows = Situation.objects.filter(group=group, agenda=agenda)
    draft = rows.filter(published_on__isnull=True).select_for_update().first()
    before = snapshot(draft) if draft else None
    if draft is None:
        last = rows.aggregate(last=Max("number"))["last"] or 0
        draft = Situation(group=group, agenda=agenda, number=last + 1)
        draft.is_demo = demo_of(group) if is_demo is None else is_demo
    else:
        same_version(draft, version)
    put(draft, facts | {"written_by": by, "written_at": timezone.now()})
    record("plans.situation", draft, by=by, before=before, after=snapshot(draft))
    return draft


@transaction.atomic
def publish_situation(situation, *, by, on=None):
    """Make a version public; it never changes again. From the second on it says what changed."""
    situation = locked(situation)
    need(situation.published_on is None, _("ฉบับนี้เผยแพร่แล้ว"))
    need(any(getattr(situation, name).strip() for name in Situation.PARTS), _("เขียนอย่างน้อยหนึ่งหัวข้อก่อนเผยแพร่"))
    need(situation.references, _("ใส่เอกสารอ้างอิงอย่างน้อยหนึ่งรายการก่อนเผยแพร่"))
    first = situation.number == 1
    need(first or situation.change_note_th.strip(), _("เขียนว่าแก้ไขอะไรจากฉบับก่อนก่อนเผยแพร่"))
    before = snapshot(situation)
    put(situation, {"published_on": on or timezone.localdate()})
    record("plans.publish_situation", situation, by=by, before=before, after=snapshot(situation))
    return situation


@transaction.atomic
def save_partner(partner=None, *, by, group=None, districts=(), is_demo=None, **facts):
    """Enter a partner of `group`, or change one that is there."""
    before = None
    if partner is None:
        partner = NetworkPartner(group=group)
        partner.is_demo = demo_of(group) if is_demo is None else is_demo
    else:
        partner = locked(partner)
        before = _with_places(partner)
    strange = [row for row in districts if partner.group.province_id not in (None, row.province_id)]
    need(not strange, _("เลือกเฉพาะอำเภอในจังหวัดของคณะทำงาน"))
    put(partner, facts)
    partner.districts.set(districts)
    after = _with_places(partner)
    if after != before:
        record("plans.partner", partner, by=by, before=before, after=after)
    return partner


@transaction.atomic
def propose_practice(*, by, group, approaches=(), is_demo=None, **facts):
    """Hand in a good practice; the secretariat publishes it."""
    practice = GoodPractice(group=group)
    practice.is_demo = demo_of(group) if is_demo is None else is_demo
    put(practice, facts)
    practice.approaches.set(approaches)
    record("plans.practice", practice, by=by, after=snapshot(practice))
    return practice


@transaction.atomic
def judge_practice(practice, *, by, status, reason=""):
    """Publish a practice, or say why not."""
    practice = locked(practice)
    if status not in GoodPractice.MOVES[practice.status]:
        raise PlanRefused(_("แนวปฏิบัตินี้อยู่ในสถานะ “%(now)s” แล้ว") % {"now": practice.get_status_display()})
    declined = status == GoodPractice.Status.DECLINED
    need(not declined or reason.strip(), _("ใส่เหตุผลที่ไม่เผยแพร่"))
    before = snapshot(practice)
    put(practice, {"status": status, "status_reason_th": reason if declined else ""})
    record("plans.practice", practice, by=by, before=before, after=snapshot(practice))
    return practice


@transaction.atomic
def save_roadmap(group, agenda, *, by, anchors=(), mechanisms=(), is_demo=None, **facts):
    """Enter or change the road of `group` on `agenda`."""
    group = Workgroup.objects.select_for_update().get(pk=group.pk)
    road = RoadMap.objects.filter(group=group, agenda=agenda).first()
    before = snapshot(road) if road else None
    if road is None:
        road = RoadMap(group=group, agenda=agenda, is_demo=demo_of(group) if is_demo is None else is_demo)
    put(road, facts)
    road.anchors.set(anchors)
    road.mechanisms.set(mechanisms)
    record("plans.roadmap", road, by=by, before=before, after=snapshot(road))
    return road


def _with_places(partner):
    return snapshot(partner) | {"districts": sorted(str(row) for row in partner.districts.all())}
