"""Sign-in by another site: a provider on a loopback port, linked from within an account only."""

import http.server
import json
import threading
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from foundation.accounts.models import User
from tests.accounts.factories import StaffFactory, UserFactory, prove_again, sign_in
from tests.accounts.reading import read

pytestmark = pytest.mark.django_db

CITIZEN = "1234567890121"


class Provider(http.server.BaseHTTPRequestHandler):
    person = {}

    def do_GET(self):
        root = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.startswith("/.well-known/"):
            return self.answer(
                {
                    "issuer": root,
                    "authorization_endpoint": f"{root}/authorize",
                    "token_endpoint": f"{root}/token",
                    "userinfo_endpoint": f"{root}/userinfo",
                    "jwks_uri": f"{root}/keys",
                }
            )
        return self.answer(self.person)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "t", "token_type": "Bearer"})

    def answer(self, data):
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def provider(settings):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    app = {
        "provider_id": "thaid",
        "name": "ThaiD",
        "client_id": "portal",
        "secret": "s",
        "settings": {"server_url": url, "uid_field": "pid", "email_authentication": True, "verified_email": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    yield Provider
    server.shutdown()
    thread.join()
    server.server_close()


def come_back(client, provider, process="login", **person):
    """Go to the provider, which says that this is `person`, and come back."""
    provider.person = {"pid": CITIZEN, "email_verified": True, **person}
    sent = client.post(f"/accounts/oidc/thaid/login/?process={process}")
    asked = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get("/accounts/oidc/thaid/login/callback/", {"code": "c", "state": asked["state"][0]})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_nobody_comes_in_by_the_address_of_an_account(client, provider):
    person = UserFactory()

    answer = come_back(client, provider, email=person.email)

    assert not signed_in(client)
    assert SocialAccount.objects.count() == 0
    assert User.objects.count() == 1
    assert (
        "เปิดบัญชีได้โดยคำเชิญ"
        in read(client.get(answer.headers["Location"]) if answer.headers.get("Location") else answer).headings
    )


def test_nobody_gets_an_account_by_coming_in(client, provider):
    come_back(client, provider, email="new@agency.example")

    assert not signed_in(client)
    assert User.objects.count() == 0


def test_a_person_links_from_within_the_account_and_comes_in_by_it(client, provider):
    person = UserFactory()
    sign_in(client, person)
    prove_again(client)

    come_back(client, provider, process="connect", email="else@agency.example")

    page = client.get("/accounts/3rdparty/")
    assert "ThaiD" in read(page).words
    other = Client()
    come_back(other, provider, email="else@agency.example")
    assert signed_in(other)
    assert User.objects.get().email == person.email


def test_the_citizens_number_is_nowhere(client, provider):
    sign_in(client, UserFactory())
    prove_again(client)
    come_back(client, provider, process="connect", email="else@agency.example")

    account = SocialAccount.objects.get()

    assert len(account.uid) == 64
    assert CITIZEN not in str(account.__dict__)
    assert account.extra_data == {}
    assert SocialToken.objects.count() == 0


def test_linking_asks_for_the_password_again(client, provider):
    sign_in(client, UserFactory())

    answer = come_back(client, provider, process="connect")

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert SocialAccount.objects.count() == 0


def test_coming_in_by_another_site_still_asks_staff_for_the_code(client, provider):
    person = StaffFactory()
    sign_in(client, person)
    prove_again(client)
    come_back(client, provider, process="connect")
    other = Client()

    answer = come_back(other, provider)

    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert not signed_in(other)


def test_a_provider_that_answers_nonsense_is_a_page(client, provider):
    provider.person = {}
    sent = client.post("/accounts/oidc/thaid/login/")
    state = parse_qs(urlsplit(sent.headers["Location"]).query)["state"][0]

    refused = client.get("/accounts/oidc/thaid/login/callback/", {"error": "access_denied", "state": state})
    forged = client.get("/accounts/oidc/thaid/login/callback/", {"code": "c", "state": "forged"})

    assert read(client.get(refused.headers["Location"])).headings == ["ยกเลิกการเข้าสู่ระบบแล้ว"]
    assert read(forged).headings == ["เข้าสู่ระบบด้วยบัญชีภายนอกไม่สำเร็จ"]


def test_an_unknown_provider_is_404(client, provider):
    assert client.get("/accounts/oidc/unknown/login/").status_code == 404
