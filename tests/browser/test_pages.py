"""Every public page and the admin's main pages, as a person meets them: 1280 and 390 px, Thai and English."""

import pytest

pytestmark = pytest.mark.browser

PUBLIC = [
    "/",
    "/pm25/",
    "/pm25/imports/",
    "/pm25/stations/sample-37t/",
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
SIZES = [1280, 390]
LANGUAGES = ["", "/en"]


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("language", LANGUAGES, ids=["th", "en"])
def test_public_pages_have_no_fault(visit, width, language):
    visitor = visit(width)

    faults = {path: visitor.look(language + path) for path in PUBLIC}

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("language", LANGUAGES, ids=["th", "en"])
def test_secretariat_pages_have_no_fault(visit, width, language):
    visitor = visit(width, "opdc@demo.example")

    faults = {path: visitor.look(language + path) for path in SECRETARIAT}
    faults |= {path: visitor.look(path) for path in changes(visitor, language)}

    assert {path: found for path, found in faults.items() if found} == {}


def changes(visitor, language):
    """The change and the history page of the first group of the list, and the setting up of a second factor."""
    visitor.open(f"{language}/secretariat/workgroups/workgroup/")
    change = visitor.page.get_attribute("#result_list tbody tr th a", "href")
    return [change, change.replace("/change/", "/history/")]


@pytest.mark.parametrize("width", [320])
def test_nothing_is_cut_at_320_pixels(visit, width):
    visitor = visit(width)

    faults = {path: [fault for fault in visitor.look(path) if fault.startswith("sideways")] for path in PUBLIC}

    assert {path: found for path, found in faults.items() if found} == {}
