"""The sheets of agencies, persons and terms: keys, references, dates of both eras, and every bad line by name."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from foundation.audit.models import Entry
from tests.accounts.factories import UserFactory
from tests.workgroups.factories import (
    AgencyFactory,
    MembershipFactory,
    OrderFactory,
    PersonFactory,
    PostFactory,
    ProvinceFactory,
    VacancyFactory,
    WorkgroupFactory,
)
from tests.workgroups.sheets import csv_file
from workgroups.exports import CsvFile
from workgroups.imports.agencies import AgencyResource
from workgroups.imports.archives import FileRefused
from workgroups.imports.files import read_sheet
from workgroups.imports.memberships import MembershipResource
from workgroups.imports.people import PersonResource
from workgroups.models import Agency, Membership, Person

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 1)
AGENCY = ["รหัสหน่วยงาน", "ชื่อ"]
PERSON = ["ชื่อ-นามสกุล"]
TERM = ["รหัสคณะทำงาน", "ลำดับที่นั่ง", "ชื่อ-นามสกุล", "ตั้งแต่วันที่", "ถึงวันที่"]


def take(resource, *lines, dry_run=False, user=None):
    """What taking a CSV file of `lines` comes to."""
    sheet = resource()
    dataset = sheet.dataset(read_sheet(csv_file(*lines)))
    return sheet.import_data(
        dataset, dry_run=dry_run, rollback_on_validation_errors=True, user=user, file_name="รายชื่อ.csv"
    )


def problems(resource, *lines):
    """The bad lines and what is said of them; nothing may be written."""
    before = {model: list(model.objects.values()) for model in (Agency, Person, Membership)}
    result = take(resource, *lines)
    assert {model: list(model.objects.values()) for model in before} == before
    assert not Entry.objects.exists()
    return dict(sorted(result.bad_lines))


def test_agencies_are_added_changed_and_left(django_assert_max_num_queries):
    ProvinceFactory()
    user = UserFactory()
    AgencyFactory(slug="same", name_th="เหมือนเดิม", name_en="", tier="")
    AgencyFactory(slug="old", name_th="ชื่อเดิม", abbr_th="ชด.")

    result = take(
        AgencyResource,
        ["รหัสหน่วยงาน", "ชื่อ", "ชื่อย่อ", "ระดับหน่วยงาน", "จังหวัด", "รหัสหน่วยงานต้นสังกัด", "ข้อมูล ณ วันที่"],
        ["same", "เหมือนเดิม", "", "", "", "", ""],
        ["old", "ชื่อใหม่", "", "ส่วนภูมิภาค", "จ.ลำปาง", "mother", "๒๒ มี.ค. ๒๕๖๔"],
        ["mother", "หน่วยงานแม่", "นม.", "central", "", "", "2021-03-22"],
        user=user,
    )

    assert result.counts() == {"new": 1, "changed": 1, "unchanged": 1}
    old = Agency.objects.get(slug="old")
    assert (old.name_th, old.abbr_th, old.tier, old.province.code, old.parent.slug, old.as_of) == (
        "ชื่อใหม่",
        "",
        "regional",
        "52",
        "mother",
        datetime.date(2021, 3, 22),
    )
    assert old.search_text.startswith("ชื่อใหม่")
    entry = Entry.objects.get()
    assert (entry.action, entry.object_type, entry.actor_id) == ("import", "workgroups.agency", user.pk)
    assert entry.after == {"file": "รายชื่อ.csv", "rows": 3, "new": 1, "changed": 1, "unchanged": 1}


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("word", ["ส่วนภูมิภาค", "regional"])
def test_files_carry_thai_words_whatever_the_language_of_the_page(language, word):
    with translation.override(language):
        take(AgencyResource, [*AGENCY, "ระดับหน่วยงาน"], ["office", "สำนักงาน", word])
        exported = AgencyResource().export(export_fields=["slug", "tier"])

    assert Agency.objects.get().tier == "regional"
    assert exported[0] == ("office", "ส่วนภูมิภาค")


def test_column_that_is_not_in_the_file_is_left_alone():
    AgencyFactory(slug="old", name_th="ชื่อเดิม", abbr_th="ชด.")

    take(AgencyResource, AGENCY, ["old", "ชื่อใหม่"])

    assert Agency.objects.values_list("name_th", "abbr_th").get() == ("ชื่อใหม่", "ชด.")


def test_every_bad_line_of_agencies_is_named():
    WorkgroupFactory(slug="lampang")
    head = ["รหัสหน่วยงาน", "ชื่อ", "ระดับหน่วยงาน", "จังหวัด", "รหัสหน่วยงานต้นสังกัด", "ข้อมูล ณ วันที่", "ที่อยู่ของแหล่งที่มา"]

    found = problems(
        AgencyResource,
        head,
        ["good", "หน่วยงานที่ดี", "", "", "", "", ""],
        ["", "ไม่มีรหัส", "", "", "", "", ""],
        ["bad", "", "กลาง", "ลำพังงา", "nobody", "31/2/2564", "ไม่ใช่ที่อยู่"],
        ["good", "ซ้ำ", "", "", "", "", ""],
        ["lampang", "ชนกับคณะ", "", "", "", "", ""],
        ["resolutions", "ชนกับที่อยู่", "", "", "", "", ""],
        ["หน่วย", "รหัสไทย", "", "", "", "", ""],
        ["year", "ปีสองหลัก", "", "", "", "22/3/64", ""],
    )

    assert {line: [sentence[:50] for sentence in sentences] for line, sentences in found.items()} == {
        3: ["รหัสหน่วยงาน: กรอกรหัสหน่วยงาน"],
        4: [
            "ระดับหน่วยงาน: ไม่รู้จัก “กลาง” ใช้คำใดคำหนึ่งต่อไ",
            "รหัสหน่วยงานต้นสังกัด: ไม่พบ “nobody” ในระบบ ตรวจร",
            "จังหวัด: ไม่พบ “ลำพังงา” ในระบบ ตรวจรหัส หรือเพิ่ม",
            "ข้อมูล ณ วันที่: ไม่มีวันที่ 31 กุมภาพันธ์ 2564 เด",
            "ชื่อ: กรอกช่องนี้",
            "ที่อยู่ของแหล่งที่มา: กรอกที่อยู่เว็บที่ขึ้นต้นด้ว",
        ],
        5: ["ซ้ำกับบรรทัดที่ 2 เหลือไว้บรรทัดเดียว"],
        6: ["รหัสหน่วยงาน: ชื่อในที่อยู่เว็บนี้เป็นของคณะทำงานแ"],
        7: ["ชื่อในที่อยู่เว็บนี้สงวนไว้ เลือกชื่ออื่น"],
        8: ["รหัสหน่วยงาน: ใช้ได้เฉพาะ a-z 0-9 ขีดกลาง และขีดล่"],
        9: ["ข้อมูล ณ วันที่: ปี “64” มีไม่ครบสี่หลัก จึงไม่แน่"],
    }


@pytest.mark.parametrize(
    ("head", "sentences"),
    [
        (["ชื่อ"], ["ไม่มีคอลัมน์ “รหัสหน่วยงาน” เติมหัวคอลัมน์นี้ในบรรทัดแรก"]),
        ([*AGENCY, "ชือ"], ["ไม่รู้จักคอลัมน์ “ชือ” แก้ชื่อให้ตรงกับตารางด้านล่าง หรือลบคอลัมน์นั้น"]),
        ([*AGENCY, "name_th"], ["มีคอลัมน์ “ชื่อ” มากกว่าหนึ่งคอลัมน์ เหลือไว้คอลัมน์เดียว"]),
        ([*AGENCY, "", "ชื่อย่อ"], ["มีคอลัมน์ที่ไม่มีหัว เติมหัวคอลัมน์หรือลบคอลัมน์นั้น"]),
    ],
)
def test_headings_that_do_not_fit_are_named(head, sentences):
    with pytest.raises(FileRefused) as refused:
        take(AgencyResource, head, ["x"] * len(head))

    assert refused.value.messages == sentences


def test_headings_are_taken_as_field_names_in_any_order_with_a_star():
    take(AgencyResource, ["name_th", "รหัสหน่วยงาน *"], ["หน่วยงาน", "office"])

    assert Agency.objects.values_list("slug", "name_th").get() == ("office", "หน่วยงาน")


def test_a_circle_of_parents_ends():
    found = problems(AgencyResource, [*AGENCY, "รหัสหน่วยงานต้นสังกัด"], ["a", "ก", "b"], ["b", "ข", "c"], ["c", "ค", "a"])

    assert "รหัสหน่วยงานต้นสังกัด: ไม่พบ" in next(iter(found.values()))[0]


def test_trial_writes_nothing_and_shows_the_cells_that_change():
    AgencyFactory(slug="old", name_th="ชื่อเดิม", as_of=datetime.date(2021, 3, 22))

    result = take(AgencyResource, [*AGENCY, "ข้อมูล ณ วันที่"], ["old", "ชื่อใหม่", ""], dry_run=True)

    assert [(line, row.diff) for line, row in result.good_lines] == [
        (2, [("ชื่อ", "ชื่อเดิม", "ชื่อใหม่"), ("ข้อมูล ณ วันที่", "22 มี.ค. 2564", "")])
    ]
    assert Agency.objects.get().name_th == "ชื่อเดิม"
    assert not Entry.objects.exists()


def test_person_is_known_by_number_or_by_a_name_that_is_theirs_alone():
    one, twin, other = (
        PersonFactory(name_th="สมชาย ใจดี"),
        PersonFactory(name_th="ชื่อ ซ้ำ"),
        PersonFactory(name_th="ชื่อ ซ้ำ"),
    )
    PersonFactory(name_th="สมชาย ใจดี", merged_into=one)

    result = take(
        PersonResource,
        ["รหัสบุคคล", "คำนำหน้าชื่อ", *PERSON, "โทรศัพท์"],
        ["", "ดร.", "สมชาย  ใจดี", "081"],
        [other.pk, "นาย", "ชื่อ ซ้ำ", ""],
        ["ใหม่", "นาง", "สมชาย ใจดี", ""],
        ["", "นาง", "คนใหม่ จริง", ""],
    )

    assert result.counts() == {"new": 2, "changed": 2, "unchanged": 0}
    assert list(Person.objects.order_by("pk").values_list("title_th", "name_th", "phone")) == [
        ("ดร.", "สมชาย ใจดี", "081"),
        ("นาง", "ชื่อ ซ้ำ", ""),
        ("นาย", "ชื่อ ซ้ำ", ""),
        ("นาง", "สมชาย ใจดี", ""),
        ("นาง", "สมชาย ใจดี", ""),
        ("นาง", "คนใหม่ จริง", ""),
    ]
    assert twin.pk < other.pk


def test_every_bad_line_of_persons_is_named():
    twins = [PersonFactory(name_th="ชื่อ ซ้ำ"), PersonFactory(name_th="ชื่อ ซ้ำ")]
    codes = ", ".join(str(person.pk) for person in sorted(twins, key=lambda person: person.sort_key))

    found = problems(
        PersonResource,
        ["รหัสบุคคล", *PERSON, "อีเมล"],
        ["", "ชื่อ ซ้ำ", ""],
        ["99999", "ไม่มี ใครรู้จัก", ""],
        ["สิบสอง", "ไม่ใช่ เลข", ""],
        ["", "", "somchai@example.org"],
        ["", "อีเมล ผิด", "somchai@"],
    )

    assert found == {
        2: [f"รหัสบุคคล: มีชื่อ ชื่อ ซ้ำ มากกว่าหนึ่งคน กรอกรหัสบุคคล: {codes}"],
        3: ["รหัสบุคคล: ไม่พบบุคคลรหัส 99999 ดูรหัสจากไฟล์ที่ส่งออก"],
        4: ["รหัสบุคคล: อ่าน “สิบสอง” เป็นตัวเลขไม่ได้ กรอกเป็นจำนวนเต็ม เช่น 12"],
        5: ["ชื่อ-นามสกุล: กรอกชื่อ-นามสกุล"],
        6: found[6],
    }
    assert found[6][0].startswith("อีเมล: ")


@pytest.fixture
def group():
    """A group of three seats, the last two with the same number."""
    group = WorkgroupFactory(slug="lampang")
    for order, title in [(1, "ประธาน"), (2, "ผู้แทน ก"), (2, "ผู้แทน ข")]:
        PostFactory(group=group, order=order, title_th=title)
    return group


def test_terms_are_added_and_changed(group):
    first, second = PersonFactory(name_th="คน แรก"), PersonFactory(name_th="คน สอง")
    OrderFactory(group=group, number="5/2569")
    known = MembershipFactory(post=group.posts.get(order=1), person=first, start=None)

    result = take(
        MembershipResource,
        ["รหัสรายการ", *TERM, "ตำแหน่ง", "รหัสบุคคล", "ลักษณะ", "เลขที่คำสั่งแต่งตั้ง"],
        [known.pk, "lampang", "๑", "คน แรก", "1/10/2563", "30 กันยายน 2569", "", "", "", ""],
        ["", "lampang", "1", "คน สอง", "2026-10-01", "", "", second.pk, "", "5/2569"],
        ["", "lampang", "2", "คน สอง", "", "", "ผู้แทน ข", "", "รักษาการ", ""],
    )

    assert result.bad_lines == []
    assert list(
        Membership.objects.order_by("pk").values_list("post__title_th", "person__name_th", "kind", "start", "end")
    ) == [
        ("ประธาน", "คน แรก", "regular", datetime.date(2020, 10, 1), datetime.date(2026, 9, 30)),
        ("ประธาน", "คน สอง", "regular", DAY, None),
        ("ผู้แทน ข", "คน สอง", "acting", None, None),
    ]
    assert Membership.objects.get(start=DAY).appointed_by.number == "5/2569"


def test_term_without_a_number_is_known_by_seat_person_and_start(group):
    term = MembershipFactory(post=group.posts.get(order=1), person=PersonFactory(name_th="คน แรก"), start=DAY)

    result = take(MembershipResource, TERM, ["lampang", 1, "คน แรก", "1/10/2569", "31/12/2569"])

    assert result.counts() == {"new": 0, "changed": 1, "unchanged": 0}
    term.refresh_from_db()
    assert term.end == datetime.date(2026, 12, 31)


def test_every_bad_line_of_terms_is_named(group):
    for name in ("คน แรก", "คน สอง", "ชื่อ ซ้ำ", "ชื่อ ซ้ำ"):
        PersonFactory(title_th="นาย", name_th=name)
    held = MembershipFactory(post=group.posts.get(order=1), start=datetime.date(2025, 1, 1), person__name_th="คน เดิม")
    VacancyFactory(post=group.posts.get(title_th="ผู้แทน ก"), start=DAY)
    first = Person.objects.get(name_th="คน แรก")

    found = problems(
        MembershipResource,
        [*TERM, "ตำแหน่ง", "รหัสบุคคล", "เลขที่คำสั่งแต่งตั้ง"],
        ["nowhere", 1, "คน แรก", "", "", "", "", ""],
        ["lampang", 9, "คน แรก", "", "", "", "", ""],
        ["lampang", 2, "คน แรก", "", "", "", "", ""],
        ["lampang", 1, "ไม่มี ใคร", "", "", "", "", ""],
        ["lampang", 1, "ชื่อ ซ้ำ", "", "", "", "", ""],
        ["lampang", 1, "คน สอง", "", "", "", first.pk, ""],
        ["lampang", 1, "คน แรก", "1/10/2569", "", "", "", ""],
        ["lampang", 2, "คน แรก", "1/10/2569", "30/9/2569", "ผู้แทน ข", "", ""],
        ["lampang", 2, "คน แรก", "1/11/2569", "", "ผู้แทน ก", "", ""],
        ["lampang", 2, "คน แรก", "1/1/2560", "31/12/2560", "ผู้แทน ข", "", "9/2569"],
    )

    assert {line: sentences[0][:60] for line, sentences in found.items()} == {
        2: "ลำดับที่นั่ง: ไม่พบคณะทำงานรหัส “nowhere” ดูรหัสในที่อยู่หน้าเว็บ"[:60],
        3: "ลำดับที่นั่ง: ไม่พบ “9” ในระบบ ตรวจรหัส หรือเพิ่มรายการนั้นก่อน"[:60],
        4: "ลำดับที่นั่ง: มีมากกว่าหนึ่งตำแหน่งในลำดับนี้ กรอกคอลัมน์ตำแหน่งให้ตรงกับในระบบ"[:60],
        5: "ชื่อ-นามสกุล: ไม่พบ “ไม่มี ใคร” ในระบบ ตรวจรหัส หรือเพิ่มรายการนั้นก่อน"[:60],
        6: "ชื่อ-นามสกุล: มีชื่อ ชื่อ ซ้ำ มากกว่าหนึ่งคน กรอกรหัสบุคคล: "[:60],
        7: f"ชื่อ-นามสกุล: รหัสบุคคล {first.pk} คือ คน แรก แก้รหัสหรือชื่อให้ตรงกัน"[:60],
        8: f"ช่วงเวลานี้ซ้อนกับ {held.person} สิ้นสุดรายเดิมก่อน หรือแก้วันที่"[:60],
        9: "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
        10: "ตำแหน่งนี้ประกาศว่างตั้งแต่ 1 ตุลาคม 2569 แก้การประกาศก่อน หรือแก้วันที่"[:60],
        11: "เลขที่คำสั่งแต่งตั้ง: ไม่พบ “9/2569” ในระบบ ตรวจรหัส หรือเพิ่มรายการนั้นก่อน"[:60],
    }


def test_two_lines_of_one_file_that_overlap_are_refused(group):
    PersonFactory(title_th="", name_th="คน แรก")
    PersonFactory(name_th="คน สอง")

    found = problems(MembershipResource, TERM, ["lampang", 1, "คน แรก", "", ""], ["lampang", 1, "คน สอง", "", ""])

    assert found == {3: ["ช่วงเวลานี้ซ้อนกับ คน แรก สิ้นสุดรายเดิมก่อน หรือแก้วันที่"]}


@pytest.mark.parametrize("resource", [AgencyResource, PersonResource, MembershipResource])
def test_what_is_exported_comes_back_unchanged(group, resource):
    ProvinceFactory()
    AgencyFactory(
        name_th="=สูตร",
        parent=AgencyFactory(),
        province_id=ProvinceFactory().pk,
        as_of=DAY,
        source_url="https://a.example/",
    )
    person = PersonFactory(name_th="สมชาย ใจดี", phone="0812345678", email="somchai@example.org", source="- ขีด")
    MembershipFactory(
        post=group.posts.get(title_th="ผู้แทน ข"), person=person, start=DAY, appointed_by=OrderFactory(group=group)
    )
    content = CsvFile().export_data(resource().export()).encode("utf-8-sig")
    sheet = resource()

    result = sheet.import_data(sheet.dataset(read_sheet(content)), rollback_on_validation_errors=True)

    assert result.bad_lines == []
    assert result.counts() == {"new": 0, "changed": 0, "unchanged": len(result.rows)}
    assert "0812345678" not in content.decode()
    assert "somchai@example.org" not in content.decode()
    person.refresh_from_db()
    assert person.phone == "0812345678"


def test_queries_grow_by_the_same_number_for_each_row():
    def cost(first, last):
        lines = [[f"office-{number}", f"สำนักงาน {number}"] for number in range(first, last)]
        with CaptureQueriesContext(connection) as queries:
            take(AgencyResource, AGENCY, *lines)
        return len(queries)

    few, many = cost(0, 10), cost(100, 150)

    assert (many - few) / 40 <= 5
