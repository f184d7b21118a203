"""A security key from adding it to signing in with it, with a key made of software."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator

from foundation.audit.models import Entry
from tests.accounts.factories import PASSWORD, StaffFactory, UserFactory, prove_again, sign_in
from tests.accounts.security_key import SecurityKey

pytestmark = pytest.mark.django_db


def challenge(page, kind):
    """The challenge in the page's data for its script."""
    data = json.loads(re.search(r'<script id="js_data"[^>]*>(.*?)</script>', page.content.decode(), re.DOTALL)[1])
    return data[kind]["publicKey"]["challenge"]


def add_key(client, key, **options):
    page = client.get("/accounts/2fa/webauthn/add/")
    credential = key.register(challenge(page, "creation_options"), **options)
    return client.post("/accounts/2fa/webauthn/add/", {"name": "กุญแจของสมศรี", "credential": json.dumps(credential)})


def use_key(client, person, key, **options):
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    page = client.get("/accounts/2fa/authenticate/")
    credential = key.sign(challenge(page, "request_options"), **options)
    return client.post("/accounts/2fa/authenticate/", {"credential": json.dumps(credential)})


@pytest.fixture
def person(client):
    """Staff who have just signed in for the first time."""
    person = StaffFactory(app=False)
    sign_in(client, person)
    prove_again(client)
    return person


def test_a_security_key_opens_the_portal(client, person):
    key = SecurityKey()

    added = add_key(client, key)

    assert added.headers["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/secretariat/").status_code == 200
    assert Entry.objects.latest("seq").action == "accounts.add_second_factor"
    client.post("/accounts/logout/")
    assert use_key(client, person, key).headers["Location"] == "/desk/"
    assert client.get("/secretariat/").status_code == 200


def test_a_key_of_another_site_is_refused(client, person):
    assert add_key(client, SecurityKey("evil.example"), origin="https://evil.example").status_code == 200
    assert Authenticator.objects.count() == 0


def test_an_answer_made_for_another_site_is_refused(client, person):
    key = SecurityKey()
    add_key(client, key)
    client.post("/accounts/logout/")

    answer = use_key(client, person, key, origin="https://evil.example")

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_somebody_elses_key_is_refused(client, person):
    add_key(client, SecurityKey())
    client.post("/accounts/logout/")

    answer = use_key(client, person, SecurityKey())

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_no_key_is_added_without_the_password_again(client):
    sign_in(client, UserFactory())

    assert client.get("/accounts/2fa/webauthn/add/").headers["Location"].startswith("/accounts/reauthenticate/")


def test_taking_the_key_away_leads_back_to_the_set_up(client, person):
    add_key(client, SecurityKey())
    key = Authenticator.objects.get(type="webauthn")

    client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")

    assert client.get("/desk/").headers["Location"] == "/accounts/second-factor/"
    assert Entry.objects.latest("seq").action == "accounts.remove_second_factor"
