"""The secretariat's start page: what waits to be done, and where everything is, in plain words."""

import datetime

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pm25.models import Station
from workgroups.models import Grant, Membership, VacancyDeclaration, Workgroup

SOON = datetime.timedelta(days=60)
OLD = datetime.timedelta(days=365)

# Title, one sentence, and the models in order; what is named nowhere stands in the last group
GROUPS = [
    (
        gettext_lazy("คณะและผู้คน"),
        gettext_lazy("ใครอยู่ในคณะใด ตั้งแต่เมื่อใด ตามเอกสารใด"),
        [
            "workgroups.workgroup",
            "workgroups.post",
            "workgroups.membership",
            "workgroups.person",
            "workgroups.agency",
            "workgroups.appointmentorder",
            "workgroups.challenge",
            "workgroups.policylevel",
        ],
    ),
    (
        gettext_lazy("การประชุมและมติ"),
        gettext_lazy("การประชุมของทุกคณะ มติ ข้อสั่งการ และงานที่มอบหมาย"),
        ["agendas."],
    ),
    (
        gettext_lazy("แผนและกิจกรรม"),
        gettext_lazy("กรอบงานระดับชาติ แผนของจังหวัด ข้อจำกัด และแนวปฏิบัติที่ดี"),
        ["plans."],
    ),
    (gettext_lazy("อากาศ"), gettext_lazy("สถานีตรวจวัด แหล่งข้อมูล และค่ามาตรฐาน"), ["pm25."]),
    (gettext_lazy("พื้นที่"), gettext_lazy("จังหวัด อำเภอ และพื้นที่ปัญหา"), ["places."]),
    (
        gettext_lazy("ผู้ใช้และสิทธิ"),
        gettext_lazy("ใครเข้าระบบได้ และทำอะไรได้ในคณะใด"),
        ["accounts.", "workgroups.grant"],
    ),
    (
        gettext_lazy("ประวัติและหลักฐาน"),
        gettext_lazy("ใครทำอะไรเมื่อใด ไฟล์ และจดหมายที่ส่งออกไป"),
        ["audit.", "documents.", "notices.", "workgroups.loadedfact"],
    ),
    (gettext_lazy("อื่น ๆ"), "", [""]),
]

# What is done most: words, permission, and the page
JOBS = [
    (gettext_lazy("เปลี่ยนผู้ดำรงตำแหน่ง"), "workgroups.change_post", "workgroups_post_changelist"),
    (gettext_lazy("นำเข้ารายชื่อจากไฟล์"), "workgroups.add_membership", "workgroups_membership_import"),
    (gettext_lazy("เพิ่มคณะทำงาน"), "workgroups.add_workgroup", "workgroups_workgroup_add"),
    (gettext_lazy("เชิญผู้ใช้"), "accounts.add_invitation", "accounts_invitation_add"),
    (gettext_lazy("ให้สิทธิในคณะ"), "workgroups.add_grant", "workgroups_grant_add"),
]


def start_groups(app_list):
    """The admin's app list in the groups above: dicts with title, text and models; empty groups are left out."""
    models = [
        (f"{app['app_label']}.{model['object_name'].lower()}", model) for app in app_list for model in app["models"]
    ]
    groups = []
    for title, text, wanted in GROUPS:
        found = [entry for prefix in wanted for entry in models if entry[0].startswith(prefix)]
        models = [entry for entry in models if entry not in found]
        if found:
            groups.append({"title": title, "text": text, "models": [model for name, model in found]})
    return groups


def start_jobs(user):
    """What is done most and `user` may do: dicts with words and url."""
    jobs = [(words, _address(page)) for words, permission, page in JOBS if user.has_perm(permission)]
    return [{"words": words, "url": url} for words, url in jobs if url]


def start_tasks():
    """What waits: dicts with count, words and url; nothing that is at nought. Five queries."""
    return [
        {"count": count, "words": words, "url": url}
        for count, words, url in _waiting(timezone.localdate())
        if count and url
    ]


def _waiting(today):
    old, soon = (today - OLD).isoformat(), (today + SOON).isoformat()
    yield (
        Workgroup.objects.active().real().filter(as_of__lt=old).count(),
        _("คณะที่รายชื่อเก่ากว่า 1 ปี ควรตรวจกับหน่วยงาน"),
        _address("workgroups_workgroup_changelist", status__exact="active", is_demo__exact=0, as_of__lt=old),
    )
    yield (
        VacancyDeclaration.objects.as_of(today).count(),
        _("ตำแหน่งที่ประกาศว่าง รอผู้ดำรงตำแหน่ง"),
        _address("workgroups_post_changelist", state="vacant"),
    )
    ending = {"end__gte": today.isoformat(), "end__lte": soon}
    yield (
        Membership.objects.filter(**ending).count(),
        _("การดำรงตำแหน่งที่จะสิ้นสุดใน 60 วัน"),
        _address("workgroups_membership_changelist", **ending),
    )
    yield (
        Grant.objects.current().filter(ends__lte=soon).count(),
        _("สิทธิในระบบที่จะสิ้นสุดใน 60 วัน"),
        _address("workgroups_grant_changelist", now="yes", ends__lte=soon),
    )
    yield (
        Station.objects.pending().count(),
        _("สถานีตรวจวัดที่รอตรวจก่อนเผยแพร่"),
        _address("pm25_station_changelist", status__exact="pending"),
    )


def _address(page, **filters):
    """The address of an admin page; "" where there is no such page."""
    try:
        address = reverse(f"admin:{page}")
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode(filters)}" if filters else address
