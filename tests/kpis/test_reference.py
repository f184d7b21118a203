"""Facts once and twice, the demonstration written by services and gone without a rest."""

import io

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.services import load_demo_accounts, remove_demo_accounts
from foundation.notices.models import Notice
from foundation.thai.fiscal import fiscal_year, fiscal_year_span
from kpis.models import Cycle, Indicator, Report, ScoringScheme, Target
from kpis.queries.associations import groups_with_baseline
from kpis.services import load_demo_kpis, load_kpis, remove_demo_kpis
from places.services import load_places
from plans.services import load_demo_plans, remove_demo_plans
from pm25.services import load_pm25_reference
from tests.kpis.test_air import put_days
from tests.pm25.factories import SeriesFactory, SourceFactory, StationFactory
from workgroups.models import Workgroup
from workgroups.services import load_demo_workgroups, load_workgroups

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts():
    silent = io.StringIO()
    load_places(silent)
    load_workgroups(silent)
    load_pm25_reference(silent)
    load_kpis(silent)


def rows():
    return {model.__name__: model.objects.count() for model in apps.get_app_config("kpis").get_models()}


def test_the_joint_kpi_of_2564_is_there_by_name_alone(facts, client):
    indicator = Indicator.objects.get(code="pm25-control")
    cycle = Cycle.objects.get(year_be=2564)

    assert indicator.name_th == "ความสำเร็จของการควบคุมฝุ่นละอองขนาดเล็ก PM 2.5"
    assert (indicator.is_joint, indicator.versions.count(), indicator.targets.count()) == (True, 0, 0)
    assert (cycle.status, str(cycle.as_of), list(cycle.indicators.all())) == ("closed", "2021-03-22", [indicator])
    page = client.get(indicator.get_absolute_url()).content.decode()
    assert "ยังไม่พบค่าเป้าหมายของตัวชี้วัดนี้ในเอกสาร" in page
    assert "เอกสารให้เพียงชื่อ ยังไม่มีนิยาม" in page
    assert indicator.name_th in client.get(reverse("kpis:index")).content.decode()


def test_facts_may_be_loaded_again_and_keep_what_staff_changed(facts):
    Cycle.objects.update(note_th="แก้โดยเจ้าหน้าที่")
    before = rows()

    assert load_kpis() == 0
    assert rows() == before
    assert Cycle.objects.get().note_th == "แก้โดยเจ้าหน้าที่"


@pytest.fixture
def demonstration(facts, settings):
    """The demonstration year, with complete sample days for Lampang and none elsewhere."""
    settings.DEMO = True
    silent = io.StringIO()
    before = rows()
    load_demo_accounts(silent)
    load_demo_workgroups(silent)
    load_demo_plans(silent)
    lampang = Workgroup.objects.get(slug="lampang").province
    station = StationFactory(province=lampang, source=SourceFactory(sample=True))
    year = load_year()
    put_days(SeriesFactory(station=station), year[0], 365, "41")
    load_demo_kpis(silent)
    return before


def load_year():
    return fiscal_year_span(fiscal_year(timezone.localdate()) - 1)


def test_the_demonstration_is_marked_and_stays_out_of_what_is_real(demonstration):
    assert Target.objects.filter(is_demo=True).count() == Target.objects.count() == 60
    assert not Report.objects.real().exists()
    assert not Indicator.objects.real().filter(code__startswith="demo").exists()
    assert not Notice.objects.filter(kind="kpis.report", status="queued").exists()
    statuses = set(Report.objects.filter(target__province__slug="lampang").values_list("status", flat=True))
    assert statuses == {"published", "returned", "draft", "submitted"}
    lampang = Workgroup.objects.get(slug="lampang")
    assert list(groups_with_baseline([lampang])) == [lampang.pk]


def test_the_demonstration_is_loaded_once_and_leaves_nothing_behind(demonstration):
    assert load_demo_kpis() == 0

    assert remove_demo_kpis() > 300
    remove_demo_plans()
    remove_demo_accounts()

    assert rows() == demonstration
    assert ScoringScheme.objects.count() == 3
    assert load_kpis() == 0


def test_the_chain_of_lampang_can_be_walked_to_the_indicator_and_back(demonstration, client):
    home = client.get("/").content.decode()
    target = Target.objects.get(indicator__code="demo-days-above", province__slug="lampang")

    assert f'href="{target.get_absolute_url()}"' in home
    page = client.get(target.get_absolute_url()).content.decode()
    assert 'href="/provinces/lampang/"' in client.get("/kpis/provinces/lampang/").content.decode()
    assert "วัน" in page
