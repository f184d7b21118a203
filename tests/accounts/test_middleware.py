from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.factories import PASSWORD, StaffFactory, SuperuserFactory, UserFactory, prove_again, sign_in
from tests.accounts.reading import read

pytestmark = pytest.mark.django_db

EVERYWHERE = [
    "/",
    "/desk/",
    "/secretariat/",
    "/en/workgroups/",
    "/notices/",
    "/accounts/email/",
    "/accounts/password/change/",
]


def after(**ago):
    return time_machine.travel(timezone.now() + timedelta(**ago), tick=False)


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_superuser": True}])
def test_staff_without_a_second_factor_see_only_how_to_set_it_up(client, path, fields):
    sign_in(client, UserFactory(**fields))

    answer = client.get(path)
    posted = client.post(path, {})

    expected = "/en/accounts/second-factor/" if path.startswith("/en/") else "/accounts/second-factor/"
    assert (answer.status_code, answer.headers["Location"]) == (302, expected)
    assert posted.status_code == 302


def test_staff_without_a_second_factor_are_told_why(client):
    sign_in(client, StaffFactory(app=False))

    page = client.get("/desk/", follow=True)

    assert read(page).headings == ["ตั้งค่ายืนยันตัวตนสองขั้นก่อนใช้งาน"]
    assert {"ใช้แอปในโทรศัพท์", "ใช้กุญแจความปลอดภัย", "ออกจากระบบ"} <= set(read(page).words)


@pytest.mark.parametrize("path", ["/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"])
def test_staff_without_a_second_factor_reach_the_pages_that_set_it_up(client, path):
    sign_in(client, StaffFactory(app=False))
    prove_again(client)

    assert client.get(path).status_code == 200


def test_staff_without_a_second_factor_can_sign_out(client):
    sign_in(client, StaffFactory(app=False))

    assert client.get("/accounts/logout/").status_code == 200
    client.post("/accounts/logout/")
    assert not signed_in(client)


def test_staff_in_a_demonstration_need_no_second_factor(client, settings):
    settings.DEMO = True
    sign_in(client, StaffFactory(app=False))

    assert client.get("/secretariat/").status_code == 200


def test_staff_with_a_second_factor_go_on(client):
    sign_in(client, SuperuserFactory())

    assert client.get("/desk/").status_code == 200
    assert client.get("/accounts/second-factor/").headers["Location"] == "/desk/"


def test_people_who_are_no_staff_need_none(client):
    sign_in(client, UserFactory())

    assert client.get("/desk/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client):
    person = StaffFactory(app=False)
    person.authenticator_set.create(type="recovery_codes", data={})
    sign_in(client, person)

    assert client.get("/desk/").headers["Location"] == "/accounts/second-factor/"


def test_session_of_staff_ends_after_half_an_hour_of_rest(client):
    sign_in(client, StaffFactory())

    with after(minutes=29):
        assert client.get("/desk/").status_code == 200
    with after(minutes=58):
        assert client.get("/desk/").status_code == 200
    with after(minutes=89):
        answer = client.get("/desk/", follow=True)

    assert answer.request["PATH_INFO"] == "/accounts/login/"
    assert any(word.startswith("หมดเวลาใช้งานแล้ว") for word in read(answer).words)
    assert not signed_in(client)


def test_session_that_ended_leaves_public_pages_open(client):
    sign_in(client, StaffFactory())

    with after(hours=1):
        assert client.get("/contact/").status_code == 200

    assert not signed_in(client)


def test_session_that_ended_takes_no_form(client):
    sign_in(client, StaffFactory())

    with after(hours=1):
        answer = client.post("/notices/", {})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/")


def test_session_of_other_people_lasts_eight_hours_and_no_longer(client):
    sign_in(client, UserFactory())

    for hours in (2, 4, 6, 7.9):
        with after(hours=hours):
            assert client.get("/desk/").status_code == 200
    with after(hours=8.1):
        assert client.get("/desk/").status_code == 302


def test_session_of_staff_lasts_eight_hours_however_busy_they_are(client):
    sign_in(client, StaffFactory())

    for quarter in range(1, 32):
        with after(minutes=15 * quarter):
            assert client.get("/desk/").status_code == 200
    with after(minutes=481):
        assert client.get("/desk/").status_code == 302


def test_session_is_written_at_most_once_a_minute(client):
    sign_in(client, UserFactory())
    client.get("/contact/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/contact/")

    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


def test_signed_in_pages_are_kept_by_no_cache(client):
    sign_in(client, UserFactory())

    for path in ("/desk/", "/contact/", "/accounts/sessions/", "/nowhere/"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_public_pages_stay_cacheable_for_everybody(rf):
    client = Client()

    answer = client.get("/accounts/inactive/")
    other = client.get("/robots.txt")

    assert "no-store" not in answer.headers.get("Cache-Control", "")
    assert "Cookie" not in other.headers.get("Vary", "")
    assert "sessionid" not in client.cookies


def test_a_forged_session_cookie_is_nobody(client):
    client.cookies["sessionid"] = "x" * 32

    answer = client.get("/desk/")

    assert answer.status_code == 302
    assert answer.headers.get("Cache-Control") != "no-store" or not signed_in(client)


def test_password_in_a_form_is_not_echoed(client):
    person = UserFactory()

    page = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD + "x"}).content.decode()

    assert PASSWORD not in page
