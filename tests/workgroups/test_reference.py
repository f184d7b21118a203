"""The pilot's facts, loaded as often as one likes, and what staff did in between."""

import datetime
import io

import pytest

from foundation.audit.models import Entry
from foundation.audit.services import verify
from tests.accounts.factories import UserFactory
from tests.workgroups.factories import AgencyFactory, WorkgroupFactory
from workgroups import reference
from workgroups.models import (
    Agency,
    Challenge,
    Duty,
    Grant,
    LoadedFact,
    Membership,
    Person,
    PolicyLevel,
    Post,
    Workgroup,
    WorkgroupAlias,
)
from workgroups.services import load_demo_workgroups, load_workgroups, remove_demo_workgroups

pytestmark = pytest.mark.django_db
ROWS = [Agency, Challenge, Duty, LoadedFact, Membership, Person, PolicyLevel, Post, Workgroup, WorkgroupAlias]


def state():
    """Every row of every table, and the length of the audit chain."""
    rows = {model: list(model.objects.order_by("pk").values()) for model in ROWS}
    return rows, Entry.objects.count()


def test_pilot_has_what_the_documents_say(pilot):
    kinds = [group.kind for group in Workgroup.objects.all()]

    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "commission": 1,
        "subcommittee": 12,
        "provincial": 1,
        "law_drafting": 1,
        "support": 1,
    }
    assert Post.objects.filter(group__slug="lampang").count() == 19
    assert Duty.objects.filter(group__slug="lampang").count() == 5
    assert Challenge.objects.count() == 5
    assert not Workgroup.objects.filter(is_demo=True).exists()
    assert verify().broken is None


def test_subcommittees_have_number_chair_and_long_name(pilot):
    rows = Post.objects.filter(group__kind="subcommittee").select_related("group").order_by("group__number")

    assert [(post.group.slug, post.group.number, post.role, post.group.ad_hoc) for post in rows] == [
        (f"subcommittee-{number}", number, "chair", number == 6) for number in range(1, 13)
    ]
    assert [str(post.memberships.get().person) if post.filled_by == "person" else post.title_th for post in rows] == [
        "นายสุวิทย์ เมษินทรีย์",
        "ศาสตราจารย์พิเศษทศพร ศิริสัมพันธ์",
        "รองศาสตราจารย์วรากรณ์ สามโกเศศ",
        "ศาสตราจารย์พิเศษธงทอง จันทรางศุ",
        "นางสาวรื่นวดี สุวรรณมงคล",
        "นายกอบศักดิ์ ภูตระกูล",
        "นายบัณฑูร เศรษฐศิโรตม์",
        "นายไมตรี อินทุสุต",
        "ศาสตราจารย์ปรัชญา เวสารัชช์",
        "นางสาวสุทธิรัตน์ รัตนโชติ",
        "นายปกรณ์ นิลประพันธ์",
        "เลขาธิการ ก.พ.ร.",
    ]
    assert [post.group.official_th.split("เกี่ยวกับ")[0] for post in rows] == [
        "คณะอนุกรรมการพัฒนาระบบราชการเฉพาะกิจ" if number == 6 else "คณะอนุกรรมการพัฒนาระบบราชการ" for number in range(1, 13)
    ]


def test_every_fact_names_its_document_and_day(pilot):
    unsourced = [
        str(row)
        for model in (Workgroup, Post, Membership, Duty, Agency, Person, Challenge, PolicyLevel)
        for row in model.objects.all()
        if not row.source or not row.as_of
    ]

    assert unsourced == []


def test_lampang_comes_from_the_resolution_of_the_subcommittee(pilot):
    group = Workgroup.objects.get(slug="lampang")

    assert (group.origin_group.slug, group.origin_number, group.origin_date) == (
        "subcommittee-7",
        "1/2563",
        datetime.date(2020, 11, 9),
    )
    assert (group.parent.slug, group.province.slug, group.started_on) == ("subcommittee-7", "lampang", None)
    assert not group.orders.exists()


def test_one_person_of_two_documents_is_one_row(pilot):
    terms = Membership.objects.filter(person__name_th="บัณฑูร เศรษฐศิโรตม์").order_by("post__group__slug")

    assert [term.post.group.slug for term in terms] == ["clean-air-law", "lampang", "subcommittee-7"]


def test_challenges_have_agencies_tasks_months_and_levels(pilot):
    found = {
        row.slug: (
            row.due_month,
            sorted({agency.role for agency in row.participants.all()}),
            row.participants.count(),
            [level.key for level in row.levels.all()],
        )
        for row in Challenge.objects.all()
    }

    september = datetime.date(2021, 9, 1)
    assert found == {
        "2564-local-economy": (september, ["lead"], 6, ["pyp1", "pyp2", "pyp4"]),
        "2564-reopening": (september, ["responsible", "supporting"], 4, ["pyp1", "pyp2", "pyp4"]),
        "2564-learning": (september, ["responsible"], 6, ["pyp1", "pyp2", "pyp4"]),
        "2566-education-and-work": (None, ["taking_part"], 11, ["pyp2", "pyp3", "pyp4"]),
        "2566-drugs": (None, ["taking_part"], 11, ["pyp2", "pyp3", "pyp4"]),
    }
    tasks = Challenge.objects.get(slug="2564-reopening").participants.exclude(task_th="")
    assert [row.task_th for row in tasks] == [
        "เร่งรัดการฉีดวัคซีน",
        "จัดทำแพลตฟอร์มกลางให้ผู้เดินทางเข้าประเทศ",
        "ใช้เครือข่ายการข่าวติดตามสถานการณ์และตรวจสอบความถูกต้องของข้อมูล",
    ]


def test_environment_office_has_its_name_of_the_day(pilot):
    agency = Agency.objects.get(slug="environment-office-2")

    assert agency.named_on(datetime.date(2021, 3, 22)).name_th == "สำนักงานสิ่งแวดล้อมภาคที่ 2 (ลำปาง)"
    assert agency.named_on(datetime.date(2026, 11, 20)).name_th == "สำนักงานสิ่งแวดล้อมและควบคุมมลพิษที่ 2 (ลำปาง)"


def test_second_run_changes_nothing(pilot):
    before = state()
    output = io.StringIO()

    written = load_workgroups(output)

    assert written == 0
    assert state() == before
    assert "เขียน 0 แถว" in output.getvalue()


def test_what_staff_edited_is_kept(pilot):
    Workgroup.objects.filter(slug="lampang").update(mandate_th="ภารกิจที่เจ้าหน้าที่แก้")
    Membership.objects.filter(person__name_th="นภนง ขวัญยืน").update(end=datetime.date(2026, 9, 30))
    before = state()

    load_workgroups()

    assert state() == before


def test_what_staff_deleted_stays_deleted(pilot):
    WorkgroupAlias.objects.filter(group__slug="subcommittee-8").delete()
    Membership.objects.filter(post__group__slug="clean-air-law").delete()
    Post.objects.filter(group__slug="clean-air-law").delete()
    before = state()

    load_workgroups()

    assert state() == before


def test_changed_file_changes_only_what_staff_left_alone(pilot, monkeypatch):
    Workgroup.objects.filter(slug="e-document").update(name_en="Our own words")
    facts = reference.read("groups")
    facts[2] |= {"name_en": "New words", "mandate_en": "New mandate"}
    real = reference.read
    monkeypatch.setattr(reference, "read", lambda name: facts if name == "groups" else real(name))

    written = load_workgroups()

    group = Workgroup.objects.get(slug="e-document")
    assert (written, group.name_en, group.mandate_en) == (1, "Our own words", "New mandate")


def test_row_that_staff_entered_first_is_adopted(provinces):
    agency = AgencyFactory(slug="gistda", name_th="จิสด้า", name_en="", tier="")

    load_workgroups()

    agency.refresh_from_db()
    assert (agency.name_th, agency.tier) == ("จิสด้า", "public_organisation")
    assert Agency.objects.filter(slug="gistda").count() == 1


def test_demonstration_group_is_marked_and_has_no_persons(demonstration):
    group = Workgroup.objects.get(slug="sing-buri")

    assert (group.is_demo, group.parent.slug, group.posts.count()) == (True, "subcommittee-7", 10)
    assert not Membership.objects.filter(post__group=group).exists()
    assert "sing-buri" not in Workgroup.objects.real().values_list("slug", flat=True)


def test_demonstration_accounts_get_their_rights_once(pilot):
    UserFactory(email="secretary.lampang@demo.example")
    UserFactory(email="reviewer.opdc@demo.example")

    load_demo_workgroups()
    before = state()
    again = load_demo_workgroups()

    rights = Grant.objects.order_by("role").values_list("user__email", "role", "group__slug")
    assert list(rights) == [
        ("reviewer.opdc@demo.example", "reviewer", None),
        ("secretary.lampang@demo.example", "secretary", "lampang"),
    ]
    assert again == 0
    assert state() == before


def test_removed_demonstration_leaves_the_facts(pilot):
    UserFactory(email="officer.singburi@demo.example")
    facts = {model: list(model.objects.order_by("pk").values()) for model in ROWS if model is not LoadedFact}
    load_demo_workgroups()

    remove_demo_workgroups()

    assert {model: list(model.objects.order_by("pk").values()) for model in ROWS if model is not LoadedFact} == facts
    assert not Grant.objects.exists()
    assert load_demo_workgroups(io.StringIO()) > 0


def test_own_group_is_no_demonstration(pilot):
    group = WorkgroupFactory()

    remove_demo_workgroups()

    assert Workgroup.objects.filter(pk=group.pk).exists()
