"""The matrix of a year: its states, its queries and its growth; the workbook."""

import io
import time
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kpis.models import Cycle, Indicator, IndicatorVersion, Report, Round, Target
from kpis.queries.matrix import matrix
from places.models import Province
from tests.accounts.factories import UserFactory
from tests.kpis.factories import SchemeFactory, VersionFactory, cycle_with, person, target_of
from tests.workgroups.factories import ProvinceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(client):
    client.force_login(person("secretariat"))
    return client


def many(provinces, indicators, kinds=("m6", "m9", "m12", "q1")):
    """A full year, written in bulk."""
    cycle = cycle_with(*kinds)
    scheme = SchemeFactory()
    rows = [
        ProvinceFactory(code=f"{number}", slug=f"p{number}", name_th=f"จังหวัด{number}")
        for number in range(10, 10 + provinces)
    ]
    versions = [VersionFactory() for _ in range(indicators)]
    targets = Target.objects.bulk_create(
        [
            Target(
                cycle=cycle,
                indicator=version.indicator,
                version=version,
                scheme=scheme,
                province=province,
                status="agreed",
                agreed_on=cycle.as_of,
            )
            for province in rows
            for version in versions
        ]
    )
    rounds = list(cycle.rounds.all())
    Report.objects.bulk_create([Report(target=target, round=row) for target in targets for row in rounds[:2]])
    return cycle


@time_machine.travel("2026-11-20T03:00:00Z", tick=False)
def test_states_say_what_waits_what_is_late_and_what_is_not_asked(secretariat):
    cycle = cycle_with("m12")
    version = VersionFactory()
    late = target_of(cycle, version=version, province=ProvinceFactory(code="50", slug="chiang-mai", name_th="เชียงใหม่"))
    sent = target_of(cycle, version=version)
    facts = {"status": "submitted", "submitted_at": "2026-10-05T03:00:00Z", "reported_by": UserFactory()}
    Report.objects.create(target=sent, round=cycle.rounds.get(), **facts)
    target_of(
        cycle,
        version=version,
        province=ProvinceFactory(code="51", slug="lamphun", name_th="ลำพูน"),
        is_assessable=False,
        not_assessable_th="ไม่มีสถานี",
        levels=[],
    )

    found = matrix(cycle, cycle.rounds.get().closes)

    assert {place.name_th: cells[0][0].state for place, cells in found.rows} == {
        "เชียงใหม่": "late",
        "ลำปาง": "submitted",
        "ลำพูน": "not_assessable",
    }
    page = secretariat.get("/kpis/matrix/?state=late").content.decode()
    assert f'<a class="m-late" href="/kpis/reports/{late.pk}/m12/">ช้า</a>' in page
    assert "ลำพูน" not in page


def test_a_name_with_signs_of_html_stays_a_name(secretariat):
    target_of(province=ProvinceFactory(code="50", slug="x", name_th="<b>ก</b>"))

    page = secretariat.get("/kpis/matrix/").content.decode()

    assert "<b>ก</b>" not in page
    assert "&lt;b&gt;ก&lt;/b&gt;" in page


def test_the_matrix_costs_the_same_queries_at_any_size_and_grows_with_its_cells(secretariat):
    """77 × 20 × 4: the time may not grow faster than the cells, with much room for a busy machine."""
    taken = {}
    for provinces, indicators in ((8, 5), (77, 20)):
        Report.objects.all().delete()
        Target.objects.all().delete()
        Round.objects.all().delete()
        Cycle.objects.all().delete()
        IndicatorVersion.objects.all().delete()
        Indicator.objects.all().delete()
        Province.objects.all().delete()
        many(provinces, indicators)
        secretariat.get("/kpis/matrix/")
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            answer = secretariat.get("/kpis/matrix/")
        taken[provinces * indicators * 4] = (len(queries), time.perf_counter() - began, len(answer.content))
        assert answer.content.count(b'<a class="m-') == provinces * indicators * 4

    (few_queries, few_time, _), (many_queries, many_time, size) = taken.values()
    assert few_queries == many_queries <= 14
    assert many_time / few_time < 6160 / 160 * 2
    assert size < 700_000


def test_the_workbook_holds_targets_reports_and_owners_as_numbers(secretariat):
    target = target_of(
        levels=[("50", "60"), ("75", "40"), ("100", "0")], baseline_value=Decimal("47.5"), baseline_year_be=2568
    )
    Report.objects.create(target=target, round=target.cycle.rounds.get(), value=None, narrative_th="=1+1")

    answer = secretariat.get("/kpis/matrix/export.xlsx")

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["targets", "reports", "owners"]
    targets = list(book["targets"].values)
    row = dict(zip(*targets, strict=True))
    assert (row["ข้อมูลพื้นฐาน"], row["ระดับ 50"], row["ระดับ 100"]) == (47.5, 60, 0)
    report = dict(zip(*book["reports"].values, strict=True))
    assert (report["ผลการดำเนินงาน"], report["คะแนน"], report["ผลการดำเนินงานโดยสรุป"]) == (None, None, "'=1+1")
