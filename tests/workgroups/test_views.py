"""The pages and the file that everybody may read."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import strip_tags

from foundation.documents.services import store_file
from tests.accounts.factories import StaffFactory, UserFactory
from tests.documents.factories import pdf
from tests.workgroups.factories import (
    MembershipFactory,
    OrderFactory,
    PersonFactory,
    PostFactory,
    VacancyFactory,
    WorkgroupFactory,
    filled_group,
)
from workgroups.models import Grant, Membership, Workgroup
from workgroups.services import rename_agency

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"
LAMPANG_SEATS = [
    ("1", "ผู้ว่าราชการจังหวัดลำปาง", "ประธานคณะทำงาน", "โดยตำแหน่ง"),
    ("2", "นายบัณฑูร เศรษฐศิโรตม์", "รองประธานคณะทำงาน", "บุคคล (ระบุชื่อ)"),
    ("3", "หัวหน้าสำนักงานจังหวัดลำปาง", "คณะทำงาน", "โดยตำแหน่ง"),
    ("4", "ผู้แทนสำนักงานเกษตรและสหกรณ์จังหวัดลำปาง", "คณะทำงาน", "ผู้แทนหน่วยงาน"),
    ("5", "ผู้แทนสำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัดลำปาง", "คณะทำงาน", "ผู้แทนหน่วยงาน"),
    ("6", "ผู้แทนสำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดลำปาง", "คณะทำงาน", "ผู้แทนหน่วยงาน"),
    ("7", "ผู้แทนสำนักงานพัฒนาเทคโนโลยีอวกาศและภูมิสารสนเทศ (องค์การมหาชน)", "คณะทำงาน", "ผู้แทนหน่วยงาน"),
    ("8", "ผู้แทนสำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)", "คณะทำงาน", "ผู้แทนหน่วยงาน"),
    ("9", "ผู้แทนสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดลำปาง", "คณะทำงาน", "ผู้แทนหน่วยงาน"),
    ("10", "ผู้แทนสำนักงานสิ่งแวดล้อมภาคที่ 2 (ลำปาง)", "คณะทำงาน", "ผู้แทนหน่วยงาน"),
    ("11", "ผู้แทนสำนักงานอุตสาหกรรมจังหวัดลำปาง", "คณะทำงาน", "ผู้แทนหน่วยงาน"),
    ("12", "ผู้แทนภาคประชาสังคม", "คณะทำงาน", "ผู้แทนหน่วยงาน"),
    ("13", "ผู้แทนภาคเอกชน", "คณะทำงาน", "ผู้แทนหน่วยงาน"),
    ("14", "นางสาวนภนง ขวัญยืน", "คณะทำงาน", "บุคคล (ระบุชื่อ)"),
    ("15", "นางสาวบุษยา เจริญผล", "คณะทำงาน", "บุคคล (ระบุชื่อ)"),
    ("16", "นายสุนิตย์ เชรษฐา", "คณะทำงาน", "บุคคล (ระบุชื่อ)"),
    ("17", "นางอารีย์พันธ์ เจริญสุข", "คณะทำงาน", "บุคคล (ระบุชื่อ)"),
    ("18", "นางสาวกนกพร ศรีวิทยา", "คณะทำงานและเลขานุการ", "บุคคล (ระบุชื่อ)"),
    ("19", "นางสาวตวงทอง สังข์แก้ว", "คณะทำงานและผู้ช่วยเลขานุการ", "บุคคล (ระบุชื่อ)"),
]


def words(html):
    """What a reader sees of `html`, in one line."""
    return " ".join(strip_tags(html.replace("<", " <")).replace(NBSP, " ").split())


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def rows(html):
    """The rows of the roster: number, bold title or name, role, and how the seat is filled."""
    body = html.split('<tbody role="rowgroup">')[1].split("</tbody>")[0]
    found = []
    for row in body.split("</tr>")[:-1]:
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        bold = re.search(r"<b>(.*?)</b>", cells[1], re.DOTALL)[1]
        found.append((words(cells[0]), words(bold), words(cells[2]), words(re.split("<span", cells[3])[0])))
    return found


def main(html):
    return words(html.split("<main")[1].split("</main>")[0])


def test_lampang_lists_its_19_seats_in_order_with_roles(client, pilot):
    html = page(client, "/workgroups/lampang/?on=2021-03-22")

    assert rows(html) == LAMPANG_SEATS
    assert "รายชื่อ ณ 22 มีนาคม 2564 รวม 19 ตำแหน่ง" in main(html)
    assert "รายชื่อตามเอกสาร ข้อมูล ณ วันที่ 22 มีนาคม 2564" in main(html)
    assert main(html).count("ไม่ปรากฏชื่อในเอกสาร") == 12
    assert main(html).count("ไม่ปรากฏวันแต่งตั้ง") == 7
    assert "ตำแหน่งว่าง" not in main(html)


def test_lampang_tells_mandate_duties_origin_and_source(client, pilot):
    text = main(page(client, "/workgroups/lampang/"))

    assert "ประธานคณะทำงาน: ผู้ว่าราชการจังหวัดลำปาง" in text
    assert text.index("สร้างระบบนิเวศภาครัฐระบบเปิด") < text.index("ประธานคณะทำงาน:") < text.index("หน้าที่และอำนาจ")
    assert text.count("ในระดับพื้นที่") >= 5
    assert "อ.ก.พ.ร. ส่วนร่วมฯ ครั้งที่ 1/2563 เมื่อ 9 พฤศจิกายน 2563" in text
    assert "มีมติเห็นชอบให้ดำเนินการสร้างระบบนิเวศภาครัฐระบบเปิดและการมีส่วนร่วม" in text
    assert "คำสั่งแต่งตั้ง ไม่ปรากฏในเอกสาร" in text
    assert "แหล่งที่มา เอกสารประกอบการประชุม" in text


def test_roster_of_today_says_that_nobody_checked_it_since(client, pilot, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 20, 5, tzinfo=datetime.UTC))

    html = page(client, "/workgroups/lampang/")

    assert "รายชื่อ ณ 20 พฤศจิกายน 2569" in main(html)
    assert ("รายชื่อนี้เป็นข้อมูล ณ วันที่ 22 มีนาคม 2564 ยังไม่ได้ตรวจสอบหลังจากวันนั้น จึงอาจไม่ใช่ผู้ดำรงตำแหน่งในวันที่เลือก") in main(html)
    assert "ชื่อหน่วยงานในวันที่เลือก: สำนักงานสิ่งแวดล้อมและควบคุมมลพิษที่ 2 (ลำปาง)" in main(html)


def test_roster_before_the_document_says_what_is_not_known(client, pilot):
    text = main(page(client, "/workgroups/lampang/?on=2020-01-01"))

    assert "เอกสารบอกรายชื่อ ณ วันที่ 22 มีนาคม 2564 และไม่บอกวันแต่งตั้ง รายชื่อในวันที่เลือกจึงอาจต่างไป" in text
    assert "วันที่เลือกอยู่ก่อนมติที่มา (9 พฤศจิกายน 2563)" in text


@pytest.mark.parametrize("typed", ["22/3/2564", "๒๒ มีนาคม ๒๕๖๔", "22 มี.ค. 2564", "2021-03-22", "22 March 2021"])
def test_day_is_read_as_people_write_it(client, pilot, typed):
    response = client.get("/workgroups/lampang/", {"on": typed})

    assert response.context["on"] == datetime.date(2021, 3, 22)
    assert response.context["standing"] == "recorded"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31 กุมภาพันธ์ 2564", "ไม่มีวันที่ 31 กุมภาพันธ์ 2564 เดือนนี้มี 28 วัน ตรวจวันที่อีกครั้ง"),
        ("เมื่อวาน", "อ่าน “เมื่อวาน” เป็นวันที่ไม่ได้"),
        ("1/1/2400", "อยู่นอกช่วงที่รับ"),
        ("1/1/2700", "อยู่นอกช่วงที่รับ"),
        ("22/3/64", "ปี “64” มีไม่ครบสี่หลัก"),
        ('"><script>', "เป็นวันที่ไม่ได้"),
    ],
)
def test_wrong_day_is_kept_and_explained(client, pilot, typed, message):
    response = client.get("/workgroups/lampang/", {"on": typed})
    html = response.content.decode()

    assert response.status_code == 200
    assert message in words(html.split('class="err"')[1].split("<input")[0])
    assert response.context["form"]["on"].value() == typed
    assert "<script>" not in html
    assert len(response.context["seats"]) == 19


def test_list_shows_the_commission_and_its_twelve_subcommittees(client, pilot):
    html = page(client, "/workgroups/")
    names = [words(link) for link in re.findall(r'<div class="node">\s*<a[^>]*>(.*?)</a>', html, re.DOTALL)]

    assert names[0] == "คณะกรรมการพัฒนาระบบราชการ"
    assert [name.split(".")[0] for name in names if "อ.ก.พ.ร." in name] == [str(number) for number in range(1, 13)]
    assert names[8] == "คณะทำงานจังหวัดลำปาง"
    assert names[-2:] == [
        "คณะทำงานเพื่อขับเคลื่อนร่างกฎหมายว่าด้วยอากาศสะอาด",
        "คณะทำงานเพื่อให้การสนับสนุนการขับเคลื่อนการใช้ระบบ e-Document แก่หน่วยราชการ",
    ]
    assert "คณะอนุกรรมการ 12 คณะ คณะทำงาน 3 คณะ และโจทย์นโยบาย 5 เรื่อง" in main(html)
    assert "ประธานอนุกรรมการ เลขาธิการ ก.พ.ร." in main(html)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("q=ส่วนร่วมฯ", ["subcommittee-7"]),
        ("q=บัณฑูร", ["subcommittee-7", "lampang", "clean-air-law"]),
        ("q=ลำปาง", ["lampang"]),
        ("q=ลำปาง บัณฑูร", ["lampang"]),
        ("q=Lampang", ["lampang"]),
        ("q=บริหารงานภาครัฐระบบเปิด", ["subcommittee-7"]),
        ("q=e-document", ["e-document"]),
        ("q=เลขาธิการ", ["subcommittee-12"]),
        ("q=ขวัญยืน", ["lampang"]),
        ("kind=support", ["e-document"]),
        ("kind=commission", ["pdc"]),
        ("province=lampang", ["lampang"]),
        ("province=lampang&kind=support", []),
        ("q=ไม่มีคณะนี้", []),
    ],
)
def test_search_finds_by_name_alias_person_kind_and_province(client, pilot, query, slugs):
    response = client.get(f"/workgroups/?{query}")

    assert [node.group.slug for node in response.context["nodes"]] == slugs
    assert f"พบ {len(slugs)} คณะ" in main(response.content.decode())


def test_unknown_filter_is_passed_over(client, pilot):
    response = client.get("/workgroups/?kind=nothing&province=atlantis")

    assert len(response.context["nodes"]) == 3


def test_search_that_finds_nothing_says_what_to_try(client, pilot):
    assert "ไม่พบคณะทำงานตามที่ค้นหา ลองใช้คำสั้นลง" in main(page(client, "/workgroups/?q=xyz"))


def test_empty_portal_says_what_will_come(client, db):
    assert "ยังไม่มีคณะทำงาน จะมีเมื่อฝ่ายเลขานุการบันทึก" in main(page(client, "/workgroups/"))
    assert "ยังไม่มีโจทย์นโยบาย" in main(page(client, "/workgroups/challenges/"))


def test_challenges_tell_goal_agencies_tasks_and_due_month(client, pilot):
    text = main(page(client, "/workgroups/challenges/"))

    assert text.index("ปี 2566") < text.index("ปี 2564")
    assert "กันยายน 2564 · เสนอต่อนายกรัฐมนตรี" in text
    assert "หน่วยงานรับผิดชอบหลัก 6 หน่วยงาน" in text
    assert "กระทรวงสาธารณสุข เร่งรัดการฉีดวัคซีน" in text
    assert "หน่วยงานสนับสนุน 1 หน่วยงาน กระทรวงแรงงาน" in text
    assert "ป.ย.ป. 2 · ป.ย.ป. 3 · ป.ย.ป. 4" in text
    assert "การกำหนดผู้มีส่วนได้ส่วนเสีย" in text


@pytest.mark.parametrize("name", ["", "lampang/", "pdc/", "e-document/", "challenges/"])
def test_english_page_marks_what_stands_in_thai(client, pilot, name):
    """Our own words come from the catalogue; a fact without an English text is marked as Thai."""
    html = page(client, f"/en/workgroups/{name}")

    assert '<html lang="en">' in html
    assert '<span lang="th">' in html


def test_english_roster_has_english_titles_and_marked_names(client, pilot):
    html = page(client, "/en/workgroups/lampang/?on=2021-03-22")

    assert len(rows(html)) == 19
    assert rows(html)[0][1] == "Governor of Lampang"
    assert '<b><span lang="th">นายบัณฑูร เศรษฐศิโรตม์</span></b>' in html
    assert "22 March 2021" in main(html)


def test_english_list_has_the_twelve_subcommittees(client, pilot):
    text = main(page(client, "/en/workgroups/"))

    assert "Public Sector Development Commission" in text
    assert text.count("Sub-committee on") == 11
    assert "Ad hoc sub-committee on the Thailand National Digital Trade Platform" in text


def test_demonstration_group_is_marked_and_has_no_file(client, demonstration):
    html = page(client, "/workgroups/sing-buri/")

    assert '<section class="demo" aria-label="ข้อมูลสาธิต">' in html
    assert "roster.csv" not in html
    assert client.get("/workgroups/sing-buri/roster.csv").status_code == 404
    assert "ข้อมูลสาธิต" in main(page(client, "/workgroups/"))
    assert '<section class="demo" aria-label="ข้อมูลสาธิต">' not in page(client, "/workgroups/lampang/")


def test_vacant_seat_says_since_when_and_why(client):
    vacancy = VacancyFactory(start=datetime.date(2020, 10, 1))

    text = main(page(client, f"/workgroups/{vacancy.post.group.slug}/?on=2021-03-22"))

    assert "ตำแหน่งว่าง 1 ตำแหน่ง" in text
    assert "ตำแหน่งว่าง ตั้งแต่ 1 ต.ค. 2563 · เกษียณอายุราชการ" in text


def test_group_of_which_only_the_chair_is_known_says_so(client, pilot):
    text = main(page(client, "/workgroups/subcommittee-1/?on=2021-03-22"))

    assert "เอกสารระบุเฉพาะประธาน" in text
    assert "รวม 1 ตำแหน่ง" not in text


def test_group_without_seats_says_what_will_fill_it(client, pilot):
    assert "ไม่ปรากฏรายชื่อในเอกสาร จะแสดงเมื่อฝ่ายเลขานุการบันทึกจากคำสั่งแต่งตั้ง" in main(page(client, "/workgroups/e-document/"))


def test_ended_group_says_so(client):
    group = WorkgroupFactory(status="ended", ended_on=datetime.date(2025, 9, 30))

    assert "สิ้นสุดแล้ว 30 ก.ย. 2568" in main(page(client, group.get_absolute_url()))


@pytest.mark.parametrize("path", ["nothing/", "nothing/roster.csv", "lampang/orders/1/"])
def test_unknown_address_is_not_found(client, pilot, path):
    assert client.get(f"/workgroups/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "challenges/", "lampang/", "lampang/roster.csv"])
def test_pages_only_read(client, pilot, path):
    assert client.post(f"/workgroups/{path}").status_code == 405


def test_orders_are_shown_to_whom_they_may_be(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    group = WorkgroupFactory()
    upload = SimpleUploadedFile("คำสั่ง.pdf", pdf(), "application/pdf")
    public = OrderFactory(group=group, number="1/2569", is_public=True, file=store_file(upload, by=None))
    inside = OrderFactory(group=group, number="2/2569", amends=public)
    member, stranger = UserFactory(), UserFactory()
    Grant.objects.create(user=member, role="member", group=group)
    Grant.objects.create(user=stranger, role="member", group=WorkgroupFactory())

    def seen(user):
        if user:
            client.force_login(user)
        text = main(page(client, group.get_absolute_url()))
        return [number for number in ("เลขที่ 1/2569", "เลขที่ 2/2569") if number in text]

    assert seen(None) == ["เลขที่ 1/2569"]
    assert seen(stranger) == ["เลขที่ 1/2569"]
    assert seen(member) == ["เลขที่ 1/2569", "เลขที่ 2/2569"]
    response = client.get(f"/workgroups/{group.slug}/orders/{public.pk}/")
    assert (response.status_code, response["Content-Type"], response.getvalue()) == (200, "application/pdf", pdf())
    assert client.get(f"/workgroups/{group.slug}/orders/{inside.pk}/").status_code == 404


def test_file_of_an_inner_order_is_not_found_from_outside(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("คำสั่ง.pdf", pdf(), "application/pdf")
    order = OrderFactory(file=store_file(upload, by=None))
    path = f"/workgroups/{order.group.slug}/orders/{order.pk}/"

    outside = client.get(path).status_code
    client.force_login(StaffFactory())
    inside = client.get(path)

    assert (outside, inside.status_code, inside.getvalue()) == (404, 200, pdf())


def test_contact_data_are_on_no_page_and_in_no_file(client):
    person = PersonFactory(phone="0-5426-5000", email="private@agency.example")
    term = MembershipFactory(person=person)
    path = f"/workgroups/{term.post.group.slug}/"

    texts = [client.get(address).content.decode() for address in (path, f"{path}roster.csv", "/workgroups/")]

    assert not [text for text in texts if "private@" in text or "5426" in text]


def test_group_page_takes_as_many_queries_for_60_seats_as_for_10(client, django_assert_num_queries):
    small, large = filled_group(10), filled_group(60)
    Workgroup.objects.filter(pk=large.pk).update(parent=small)

    with django_assert_num_queries(12):
        page(client, small.get_absolute_url())
    with django_assert_num_queries(12):
        page(client, large.get_absolute_url())


def test_list_takes_as_many_queries_for_60_groups_as_for_10(client, django_assert_num_queries):
    for _number in range(10):
        filled_group(2)
    with django_assert_num_queries(11):
        page(client, "/workgroups/")
    for _number in range(50):
        filled_group(2)

    with django_assert_num_queries(11):
        page(client, "/workgroups/")


def test_file_has_the_roster_of_the_day(client):
    group = WorkgroupFactory(slug="tested", source="คำสั่ง 1/2569", as_of=datetime.date(2026, 10, 1))
    held = PostFactory(group=group, order=1, title_th="ผู้ว่าราชการจังหวัด", role="chair", tier="regional")
    PostFactory(group=group, order=2, title_th="=ผู้แทน", filled_by="representative")
    vacancy = VacancyFactory(post=PostFactory(group=group, order=3, title_th="ผู้แทนภาคเอกชน"))
    person = PersonFactory(title_th="นาย", name_th="สมชาย ใจดี", phone="0812345678")
    MembershipFactory(post=held, person=person, start=datetime.date(2026, 10, 1))

    response = client.get("/workgroups/tested/roster.csv?on=๑ ตุลาคม ๒๕๖๙")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="roster-tested-2026-10-01.csv"'
    assert response.content.decode("utf-8").split("\r\n") == [
        "\ufeffลำดับ,ตำแหน่ง,บทบาท,วิธีได้มา,ระดับหน่วยงาน,หน่วยงาน,สถานะ,ชื่อ,ลักษณะ,ตั้งแต่วันที่,ถึงวันที่,"
        "รายชื่อ ณ วันที่,ข้อมูล ณ วันที่,แหล่งที่มา",
        "1,ผู้ว่าราชการจังหวัด,ประธานคณะทำงาน,โดยตำแหน่ง,ส่วนภูมิภาค,,มีผู้ดำรงตำแหน่ง,นายสมชาย ใจดี,ดำรงตำแหน่ง,2026-10-01,,"
        "2026-10-01,2026-10-01,คำสั่ง 1/2569",
        "2,'=ผู้แทน,คณะทำงาน,ผู้แทนหน่วยงาน,,,ไม่ปรากฏชื่อในเอกสาร,,,,,2026-10-01,2026-10-01,คำสั่ง 1/2569",
        "3,ผู้แทนภาคเอกชน,คณะทำงาน,โดยตำแหน่ง,,,ตำแหน่งว่าง,,,2026-10-01,,2026-10-01,2026-10-01,คำสั่ง 1/2569",
        "",
    ]
    assert vacancy.start == datetime.date(2026, 10, 1)


def test_file_of_a_day_that_cannot_be_read_is_refused_in_words(client, pilot):
    response = client.get("/workgroups/lampang/roster.csv?on=31/2/2564")

    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == "ไม่มีวันที่ 31 กุมภาพันธ์ 2564 เดือนนี้มี 28 วัน ตรวจวันที่อีกครั้ง"


def test_file_of_lampang_has_a_row_a_seat(client, pilot):
    lines = client.get("/workgroups/lampang/roster.csv?on=2021-03-22").content.decode("utf-8-sig").splitlines()

    assert len(lines) == 20
    assert [line.split(",")[0] for line in lines[1:]] == [str(number) for number in range(1, 20)]


def test_renamed_agency_is_named_beside_the_seat(client):
    group = filled_group(1)
    post = group.posts.get()
    rename_agency(post.agency, name_th="สำนักงานชื่อใหม่", on=datetime.date(2021, 3, 22), by=None)

    assert "ชื่อหน่วยงานในวันที่เลือก: สำนักงานชื่อใหม่" in main(page(client, f"{group.get_absolute_url()}?on=2021-03-22"))
    assert Membership.objects.count() == 1
