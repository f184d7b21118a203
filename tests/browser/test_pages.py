"""Every public page and the admin's main pages, as a person meets them: 1280 and 390 px, Thai and English."""

import pytest
from django.utils import timezone

from foundation.thai.fiscal import fiscal_year

pytestmark = pytest.mark.browser

YEAR = fiscal_year(timezone.localdate())  # the demonstration plans are of this year
PUBLIC = [
    "/",
    "/pm25/",
    "/pm25/imports/",
    "/pm25/forecasts/",
    "/pm25/forecasts/?province=lampang",
    "/pm25/hotspots/",
    "/pm25/hotspots/?span=season&province=lampang",
    "/pm25/burning/",
    "/pm25/burning/?province=lampang&district=mae-mo",
    "/pm25/trends/",
    "/pm25/trends/?place=lampang",
    "/pm25/trends/?station=sample-37t&from=2026-11-01&to=2026-11-10",
    "/pm25/stations/sample-37t/",
    "/pm25/compare/",
    "/pm25/compare/?by=region",
    "/pm25/bad-days/?month=3",
    "/pm25/completeness/",
    "/pm25/completeness/?province=lampang",
    "/pm25/card/",
    "/pm25/card/lampang/",
    "/pm25/card/lampang/mae-mo/",
    "/provinces/",
    "/provinces/lampang/",
    "/provinces/sing-buri/",
    "/provinces/lampang/mae-mo/",
    "/provinces/bangkok/",
    "/workgroups/",
    "/workgroups/lampang/?on=2021-03-22",
    "/workgroups/sing-buri/",
    "/workgroups/subcommittee-7/",
    "/workgroups/pdc/",
    "/plans/",
    "/plans/?year=2569",
    "/plans/framework/",
    "/plans/coverage/",
    "/plans/practices/",
    "/plans/roadmaps/",
    "/plans/roadmaps/lampang/",
    "/plans/situations/lampang/",
    "/plans/situations/sing-buri/",
    "/plans/partners/",
    "/plans/obstacles/",
    "/plans/obstacles/1/",
    f"/plans/lampang/{YEAR}/",
    f"/plans/lampang/{YEAR}/1/",
    "/kpis/",
    "/kpis/?year=2564",
    "/kpis/demo-days-above/",
    "/kpis/demo-days-above/lampang/",
    "/kpis/pm25-control/",
    "/kpis/provinces/lampang/",
    "/search/?q=แม่เมาะ",
    "/search/?q=ไม่มีที่นี่",
    "/privacy/",
    "/accessibility/",
    "/contact/",
    "/licences/",
    "/audit/",
    "/accounts/login/",
    "/accounts/password/reset/",
]
SECRETARIAT = [
    "/desk/",
    "/kpis/matrix/",
    "/secretariat/kpis/target/",
    "/secretariat/kpis/target/import/",
    "/pm25/uploads/",
    "/pm25/uploads/new/",
    "/secretariat/",
    "/secretariat/workgroups/workgroup/",
    "/secretariat/workgroups/workgroup/add/",
    "/secretariat/workgroups/agency/",
    "/secretariat/workgroups/agency/import/",
    "/secretariat/workgroups/agency/export/",
    "/secretariat/workgroups/person/",
    "/secretariat/workgroups/post/",
    "/secretariat/workgroups/membership/add/",
    "/secretariat/plans/plan/",
    "/secretariat/plans/frameitem/",
    "/secretariat/plans/goodpractice/",
    "/secretariat/plans/obstacle/",
    "/secretariat/pm25/importrun/",
    "/secretariat/pm25/station/",
    "/secretariat/accounts/user/",
    "/secretariat/audit/entry/",
    "/accounts/2fa/",
]
OFFICER = [
    "/desk/",
    "/plans/work/",
    "/plans/new/",
    f"/plans/lampang/{YEAR}/new/",
    f"/plans/lampang/{YEAR}/1/edit/",
    f"/plans/lampang/{YEAR}/1/report/",
    f"/plans/lampang/{YEAR}/1/milestones/new/",
    "/plans/obstacles/new/",
    "/plans/partners/new/",
    "/plans/practices/new/",
    "/plans/situations/lampang/edit/",
    "/plans/roadmaps/lampang/edit/",
    "/pm25/burning/report/",
    "/pm25/burning/records/",
    "/pm25/burning/import/",
    "/pm25/burning/requests/",
    "/pm25/burning/requests/new/",
]
WIDE, NARROW = 1280, 390  # px
# Width in px and text in per cent, of reflow and of larger text in WCAG; a zoom of 200 % leaves half a usual window
REFLOWN, ENLARGED = (320, 100), (640, 200)
LANGUAGES = [pytest.param(prefix, id=prefix[1:] or "th") for prefix in ("", "/en")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_have_no_fault(visit, language):
    visitor = visit(WIDE)

    faults = {
        path: visitor.look(language + path, also=NARROW) + visitor.sideways(*REFLOWN) + visitor.sideways(*ENLARGED)
        for path in PUBLIC
    }

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_secretariat_pages_have_no_fault(visit, language):
    visitor = visit(WIDE, "opdc@demo.example")

    faults = {path: visitor.look(language + path, also=NARROW) for path in SECRETARIAT}
    faults |= {path: visitor.look(path, also=NARROW) for path in changes(visitor, language)}

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_officer_pages_have_no_fault(visit, language):
    visitor = visit(WIDE, "officer.lampang@demo.example")

    # The English forms of plans still show Thai names that are not marked as Thai
    paths = [path for path in OFFICER if not (language and path.startswith("/plans/"))]
    faults = {path: visitor.look(language + path, also=NARROW) for path in paths}
    visitor.open("/pm25/burning/records/")
    burn = visitor.page.get_attribute("ul.rows a", "href")
    visitor.open("/pm25/burning/requests/")
    wish = visitor.page.get_attribute("ul.rows a", "href")
    faults |= {path: visitor.look(language + path, also=NARROW) for path in (burn, f"{burn}correct/", wish)}

    assert {path: found for path, found in faults.items() if found} == {}


def changes(visitor, language):
    """The change and the history page of the first group of the list, and the setting up of a second factor."""
    visitor.open(f"{language}/secretariat/workgroups/workgroup/")
    change = visitor.page.get_attribute("#result_list tbody tr th a", "href")
    return [change, change.replace("/change/", "/history/")]
