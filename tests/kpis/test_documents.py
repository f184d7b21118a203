"""Indicators on paper: the same published figures, PDF and Word; frozen with the values of the day."""

import io

import pypdf
import pytest
import time_machine
from docx import Document as Word

from agendas.models import ItemPaper, Meeting
from kpis.models import MeetingSnapshot
from tests.kpis.factories import VersionFactory, cycle_with, person, target_of
from tests.kpis.test_public import publish

pytestmark = pytest.mark.django_db
PLACE = "/kpis/documents/2569/m12/lampang"


@pytest.fixture
def published():
    target = target_of(baseline_value=47, baseline_year_be=2568)
    publish(target)
    target_of(target.cycle, version=VersionFactory(), is_assessable=False, not_assessable_th="สถานีติดตั้งกลางปี", levels=[])
    return target


def words(content):
    """The text of a Word file."""
    file = Word(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(part.text for part in file.paragraphs), *cells])


def test_the_self_assessment_holds_levels_result_score_and_why(client, published):
    text = words(client.get(f"{PLACE}/self-assessment.docx").content)

    for said in ("รายงานการประเมินตนเอง", "๙๐.๐๐", "ค่าจริง ๓๔ วัน", "สถานีติดตั้งกลางปี", "ข้อมูล ณ วันที่"):
        assert said in text


def test_the_brief_is_one_page(client, published):
    answer = client.get(f"{PLACE}/brief.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1
    assert client.get(f"{PLACE}/brief.pdf", headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_the_board_shows_scores_as_the_page_does(client, published):
    text = words(client.get("/kpis/documents/2569/m12/board.docx").content)

    assert "๙๐.๐" in text
    assert "ช่องที่ยังประเมินไม่ได้ ไม่นับเป็น ๐" in text


@pytest.mark.parametrize(
    "path", ["2570/m12/board.pdf", "2569/m6/board.pdf", "2569/m12/nowhere/brief.pdf", "2569/m12/lampang/brief.odt"]
)
def test_what_is_not_there_is_not_found(client, published, path):
    assert client.get(f"/kpis/documents/{path}").status_code == 404


@time_machine.travel("2026-03-01T03:00:00Z", tick=False)
def test_a_paper_is_frozen_with_the_values_of_the_day_and_a_newer_one_is_a_new_version(
    client, published, item, settings, tmp_path
):
    settings.MEDIA_ROOT = settings.VAR_DIR = tmp_path
    Meeting.objects.update(status=Meeting.Status.CALLED)
    client.force_login(person("secretary", item.section.meeting.host_group))
    address = "/kpis/documents/2569/m12/freeze/"

    for _ in range(2):
        assert client.post(address, {"item": item.pk}).status_code == 302

    paper = ItemPaper.objects.get(item=item).paper
    assert [version.number for version in paper.versions.all()] == [1, 2]
    rows = MeetingSnapshot.objects.filter(target=published)
    assert [(row.value, row.points, str(row.as_of)) for row in rows] == [(34, 90, "2026-03-01")] * 2
    assert len(rows[0].sha256) == 64


def test_only_who_prepares_a_meeting_may_freeze(client, published, item):
    client.force_login(person("officer", item.section.meeting.host_group))

    assert client.get("/kpis/documents/2569/m12/freeze/").status_code == 404


def test_a_demonstration_says_so_on_paper(client):
    cycle = cycle_with(is_demo=True)
    publish(target_of(cycle))

    text = words(client.get("/kpis/documents/2569-demo/m12/lampang/brief.docx").content)

    assert "ข้อมูลสาธิต" in text
