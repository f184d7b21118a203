import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.accounts.models import Invitation, User
from foundation.accounts.services import invite
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from tests.accounts.factories import StaffFactory, SuperuserFactory, UserFactory
from tests.accounts.reading import read

pytestmark = pytest.mark.django_db

USERS = "/secretariat/accounts/user/"
INVITATIONS = "/secretariat/accounts/invitation/"


@pytest.fixture
def staff(client):
    person = StaffFactory()
    client.force_login(person)
    return person


@pytest.fixture
def superuser(client):
    person = SuperuserFactory()
    client.force_login(person)
    return person


def act(client, action, *users):
    data = {"action": action, "_selected_action": [user.pk for user in users]}
    return client.post(USERS, data, follow=True)


def test_lists_and_forms_open(client, superuser):
    person = UserFactory()
    invitation = invite("a@b.example", "ก", by=superuser)

    for path in (
        USERS,
        f"{USERS}{person.pk}/change/",
        f"{USERS}{person.pk}/history/",
        INVITATIONS,
        f"{INVITATIONS}add/",
    ):
        assert client.get(path).status_code == 200
        assert client.get(f"/en{path}").status_code == 200
    assert client.get(f"{INVITATIONS}{invitation.pk}/change/").status_code == 200


def test_no_page_shows_a_password(client, superuser):
    person = UserFactory()

    page = client.get(f"{USERS}{person.pk}/change/").content.decode()

    assert "pbkdf2" not in page
    assert 'name="password"' not in page
    assert client.get(f"{USERS}{person.pk}/password/").status_code in (302, 404)


def test_nobody_is_added_or_deleted(client, superuser):
    person = UserFactory()

    assert client.get(f"{USERS}add/").status_code == 403
    assert client.post(f"{USERS}{person.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(USERS).content.decode()


def test_the_list_costs_the_same_for_many_people(client, superuser):
    client.get(USERS)
    with CaptureQueriesContext(connection) as few:
        client.get(USERS)
    UserFactory.create_batch(30)

    with CaptureQueriesContext(connection) as many:
        client.get(USERS)

    assert len(many) == len(few)


def test_inviting_sends_the_letter_and_writes_history(client, staff):
    answer = client.post(f"{INVITATIONS}add/", {"email": "New@b.example", "name": "สมศรี ใจดี"}, follow=True)

    invitation = Invitation.objects.get()
    assert answer.status_code == 200
    assert (invitation.email, invitation.is_staff, invitation.invited_by) == ("new@b.example", False, staff)
    assert Notice.objects.get().to == "new@b.example"
    assert [entry.action for entry in Entry.objects.all()] == ["accounts.invite"]


def test_inviting_again_replaces_the_first(client, staff):
    for _ in range(2):
        client.post(f"{INVITATIONS}add/", {"email": "new@b.example", "name": "สมศรี ใจดี"})

    assert Invitation.objects.unused().count() == 1
    assert Invitation.objects.count() == 2


def test_inviting_who_has_an_account_says_what_to_do(client, staff):
    UserFactory(email="new@b.example")

    page = client.post(f"{INVITATIONS}add/", {"email": "New@b.example", "name": "ก"})

    assert any("ลืมรหัสผ่าน" in error for error in read(page).errors)
    assert Invitation.objects.count() == 0


def test_only_a_superuser_invites_staff(client, staff):
    assert 'name="is_staff"' not in client.get(f"{INVITATIONS}add/").content.decode()
    client.post(f"{INVITATIONS}add/", {"email": "a@b.example", "name": "ก", "is_staff": "on"})
    client.force_login(SuperuserFactory())
    client.post(f"{INVITATIONS}add/", {"email": "b@b.example", "name": "ข", "is_staff": "on"})

    assert set(Invitation.objects.values_list("email", "is_staff")) == {("a@b.example", False), ("b@b.example", True)}


def test_withdrawing_closes_the_link(client, staff):
    invitation = invite("a@b.example", "ก", by=staff)

    client.post(INVITATIONS, {"action": "withdraw_invitations", "_selected_action": [invitation.pk]})
    again = client.post(
        INVITATIONS, {"action": "withdraw_invitations", "_selected_action": [invitation.pk]}, follow=True
    )

    assert Invitation.objects.unused().count() == 0
    assert "ใช้หรือยกเลิกไปแล้ว" in again.content.decode()


def test_a_sent_invitation_cannot_be_changed(client, superuser):
    invitation = invite("a@b.example", "ก", by=superuser)

    answer = client.post(f"{INVITATIONS}{invitation.pk}/change/", {"email": "b@b.example", "name": "ข"})

    assert answer.status_code == 403
    assert Invitation.objects.get().email == "a@b.example"


def test_actions_close_and_open_accounts_and_end_sessions(client, superuser):
    person = UserFactory()
    browser = Client()
    browser.force_login(person)

    act(client, "sign_out", person)
    assert browser.get("/desk/").status_code == 302
    closed = act(client, "close", person)
    assert "ทำแล้ว 1 บัญชี" in closed.content.decode()
    assert not User.objects.get(pk=person.pk).is_active
    act(client, "reopen", person)
    assert User.objects.get(pk=person.pk).is_active
    assert list(Entry.objects.order_by("seq").values_list("action", flat=True)) == [
        "accounts.end_sessions",
        "accounts.disable",
        "accounts.enable",
    ]


def test_actions_on_a_peer_need_a_superuser(client, staff):
    peer = StaffFactory()

    answer = act(client, "close", peer, staff)

    assert "ต้องให้ผู้ดูแลระบบคนอื่นทำ" in answer.content.decode()
    assert User.objects.filter(is_active=False).count() == 0
    assert client.post(f"{USERS}{peer.pk}/change/", {"name": "เปลี่ยน"}).status_code == 403


def test_the_form_has_a_button_for_each_action(client, superuser):
    person = UserFactory()

    page = client.get(f"{USERS}{person.pk}/change/").content.decode()
    own = client.get(f"{USERS}{superuser.pk}/change/").content.decode()

    assert 'name="action" value="close"' in page
    assert 'name="action" value="reopen"' not in page
    assert 'name="action" value="close"' not in own


def test_staff_correct_a_name_but_not_a_right(client, staff):
    person = UserFactory(name="สมศี")

    client.post(f"{USERS}{person.pk}/change/", {"name": "สมศรี", "is_staff": "on", "is_superuser": "on"})

    person.refresh_from_db()
    assert (person.name, person.is_staff, person.is_superuser) == ("สมศรี", False, False)
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.after) == ("change", {"name": "•"})


def test_a_superuser_makes_staff_which_ends_their_sessions(client, superuser):
    person = UserFactory()
    browser = Client()
    browser.force_login(person)

    client.post(f"{USERS}{person.pk}/change/", {"name": person.name, "is_staff": "on"})

    assert User.objects.get(pk=person.pk).is_staff
    assert browser.get("/desk/").status_code == 302
    assert {"accounts.end_sessions", "change"} <= set(Entry.objects.values_list("action", flat=True))


def test_the_tables_of_sign_in_are_not_in_the_admin(client, superuser):
    names = {model._meta.label for model in admin.site._registry}

    assert not {
        name for name in names if name.split(".")[0] in {"account", "mfa", "socialaccount", "usersessions", "auth"}
    }
