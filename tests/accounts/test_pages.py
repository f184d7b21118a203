"""Every page of sign-in and accounts opens in Thai and English; Thai ones hold no English sentence."""

import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from foundation.accounts.services import invite
from tests.accounts.factories import PASSWORD, StaffFactory, UserFactory, prove_again, sign_in
from tests.accounts.reading import read
from tests.accounts.security_key import SecurityKey

pytestmark = pytest.mark.django_db

# Names, and words that Thai officers write in Latin letters
NAMES = re.compile(
    r"OG&MP|MapSVG / @svg-maps \(CC BY 4\.0\)|CC BY|PM2\.5|English|QR|USB|PIN|TXT|JavaScript|Google Authenticator"
    r"|Microsoft Authenticator|Test Login|SHA-256|\S+@\S+|https?://\S+|\b[A-Z2-7]{32}\b|Firefox(/\d+)?"
)
ANONYMOUS = [
    "login/",
    "signup/",
    "inactive/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
    "password/reset/key/1-bad/",
    "confirm-email/",
    "confirm-email/bad/",
    "3rdparty/login/cancelled/",
    "3rdparty/login/error/",
    "invitation/unknown/",
]
SIGNED_IN = [
    "logout/",
    "email/",
    "password/change/",
    "reauthenticate/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "sessions/",
    "3rdparty/",
]
WITH_FACTORS = [
    "2fa/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/reauthenticate/",
    "2fa/webauthn/",
    "2fa/webauthn/keys/{key}/edit/",
    "2fa/webauthn/keys/{key}/remove/",
    "2fa/webauthn/reauthenticate/",
]


@pytest.fixture(autouse=True)
def provider(settings):
    app = {
        "provider_id": "test",
        "name": "Test Login",
        "client_id": "x",
        "settings": {"server_url": "http://127.0.0.1:1"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


def english(texts):
    """Words of two Latin letters or more that are no names."""
    return [text for text in texts if re.search(r"[A-Za-z]{2,}", NAMES.sub("", text))]


def check(client, address, *, status=200):
    for prefix, language in (("", "th"), ("/en", "en")):
        response = client.get(f"{prefix}/accounts/{address}")
        assert response.status_code == status, (address, response.headers.get("Location"))
        page = read(response)
        assert (page.language, page.inline) == (language, []), address
        assert len(page.headings) == 1
        assert page.headings[0]
        assert page.title.split("·")[0].strip(), address
        if language == "th":
            assert english(page.words) == [], address


@pytest.mark.parametrize("address", ANONYMOUS)
def test_pages_before_signing_in(client, address):
    check(client, address, status={"invitation/unknown/": 404, "3rdparty/login/error/": 401}.get(address, 200))


def test_page_of_an_invitation(client):
    invitation = invite("new@agency.example", "สมศรี ใจดี", by=None, is_staff=True)

    check(client, invitation.link.split("/accounts/")[1])


def test_page_that_asks_for_the_second_factor(client):
    person = StaffFactory()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    check(client, "2fa/authenticate/")


def test_page_to_confirm_an_address(client):
    address = EmailAddress.objects.create(user=UserFactory(), email="new@agency.example")

    check(client, f"confirm-email/{EmailConfirmationHMAC(address).key}/")


def test_page_to_leave_for_another_site(client):
    check(client, "oidc/test/login/?process=login")
    check(client, "oidc/test/login/?process=connect")


@pytest.mark.parametrize("address", SIGNED_IN)
def test_pages_of_ones_own_account(client, address):
    sign_in(client, UserFactory(name="สมศรี ใจดี"), HTTP_USER_AGENT="Firefox/140")
    prove_again(client)

    check(client, address)


@pytest.mark.parametrize("address", WITH_FACTORS)
def test_pages_of_an_account_with_a_second_factor(client, address):
    person = StaffFactory(name="สมศรี ใจดี")
    RecoveryCodes.activate(person)
    data = {"name": "กุญแจหลัก", "credential": SecurityKey().register("eHg")}
    key = Authenticator.objects.create(user=person, type="webauthn", data=data)
    sign_in(client, person)
    prove_again(client)

    check(client, address.format(key=key.pk))


def test_page_of_the_second_factor_that_is_missing(client):
    sign_in(client, StaffFactory(app=False))

    check(client, "second-factor/")


def test_page_of_who_is_no_staff(client):
    sign_in(client, UserFactory(name="สมศรี ใจดี"))

    response = client.get("/secretariat/login/")

    assert response.status_code == 403
    assert english(read(response).words) == []


def test_page_of_an_address_that_waits_for_its_confirmation(client):
    person = UserFactory()
    EmailAddress.objects.create(user=person, email="new@agency.example")
    sign_in(client, person)

    check(client, "email/")


def test_pages_with_mistakes_say_in_thai_what_to_do(client):
    answers = [
        client.post("/accounts/login/", {"login": "", "password": ""}),
        client.post("/accounts/login/", {"login": "nobody", "password": "x"}),
        client.post("/accounts/login/", {"login": "nobody@agency.example", "password": "x"}),
        client.post("/accounts/password/reset/", {"email": "x"}),
    ]
    sign_in(client, UserFactory(name="สมศรี ใจดี"))
    answers += [
        client.post("/accounts/password/change/", {"oldpassword": "x", "password1": "รหัสผ่าน", "password2": "y"}),
        client.post("/accounts/email/", {"action_add": "", "email": "x"}),
        client.post("/accounts/reauthenticate/", {"password": "x"}),
    ]

    for answer in answers:
        page = read(answer)
        assert answer.status_code == 200
        assert page.errors
        assert english(page.words) == []


LETTERS = [
    "account/email/password_reset_key",
    "account/email/email_confirmation",
    "account/email/email_changed",
    "account/email/email_confirm",
    "account/email/password_changed",
    "account/email/password_reset",
    "account/email/password_set",
    "mfa/email/recovery_codes_generated",
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
    "mfa/email/webauthn_added",
    "mfa/email/webauthn_removed",
    "socialaccount/email/account_connected",
    "socialaccount/email/account_disconnected",
]


@pytest.mark.parametrize("name", LETTERS)
def test_letters_are_in_thai(name, rf: RequestFactory):
    context = {
        "password_reset_url": "https://portal.example/a/",
        "activate_url": "https://portal.example/b/",
        "from_email": "a@b.example",
        "to_email": "c@d.example",
        "provider": "Test Login",
        "ip": "127.0.0.1",
        "user_agent": "Firefox/140",
        "timestamp": UserFactory().date_joined,
    }
    with translation.override("th"):
        subject = render_to_string(f"{name}_subject.txt", context)
        body = render_to_string(f"{name}_message.txt", context, rf.get("/"))

    for text in (subject, body):
        assert re.search("[ก-๛]", text)
        assert not re.search(r"[A-Za-z]{2,}", NAMES.sub("", text)), text


def test_devices_are_listed_with_the_browser(client):
    sign_in(client, UserFactory(), HTTP_USER_AGENT="Firefox/140")

    page = read(client.get("/accounts/sessions/", HTTP_USER_AGENT="Firefox/140"))

    assert {"Firefox", "เครื่องนี้"} <= set(page.words)
    assert UserSession.objects.count() == 1
