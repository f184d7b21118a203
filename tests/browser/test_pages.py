"""Every public page and the admin's main pages, as a person meets them: 1280 and 390 px, Thai and English."""

import pytest

pytestmark = pytest.mark.browser

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
    "/secretariat/pm25/importrun/",
    "/secretariat/pm25/station/",
    "/secretariat/accounts/user/",
    "/secretariat/audit/entry/",
    "/accounts/2fa/",
]
OFFICER = [
    "/desk/",
    "/pm25/burning/report/",
    "/pm25/burning/records/",
    "/pm25/burning/import/",
    "/pm25/burning/requests/",
    "/pm25/burning/requests/new/",
]
NARROWEST = 320  # px, what WCAG asks of reflow
VIEWS = [
    pytest.param(width, prefix, id=f"{prefix[1:] or 'th'}-{width}") for width in (390, 1280) for prefix in ("", "/en")
]


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_public_pages_have_no_fault(visit, width, language):
    visitor = visit(width)

    faults = {path: visitor.look(language + path) + visitor.sideways(NARROWEST) for path in PUBLIC}

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_secretariat_pages_have_no_fault(visit, width, language):
    visitor = visit(width, "opdc@demo.example")

    faults = {path: visitor.look(language + path) for path in SECRETARIAT}
    faults |= {path: visitor.look(path) for path in changes(visitor, language)}

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_officer_pages_have_no_fault(visit, width, language):
    visitor = visit(width, "officer.lampang@demo.example")

    faults = {path: visitor.look(language + path) for path in OFFICER}
    visitor.open("/pm25/burning/records/")
    burn = visitor.page.get_attribute("ul.rows a", "href")
    visitor.open("/pm25/burning/requests/")
    wish = visitor.page.get_attribute("ul.rows a", "href")
    faults |= {path: visitor.look(language + path) for path in (burn, f"{burn}correct/", wish)}

    assert {path: found for path, found in faults.items() if found} == {}


def changes(visitor, language):
    """The change and the history page of the first group of the list, and the setting up of a second factor."""
    visitor.open(f"{language}/secretariat/workgroups/workgroup/")
    change = visitor.page.get_attribute("#result_list tbody tr th a", "href")
    return [change, change.replace("/change/", "/history/")]
