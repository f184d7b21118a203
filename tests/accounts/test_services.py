import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.test import Client

from foundation.accounts.models import User
from foundation.accounts.services import (
    DEMO_PASSWORD,
    DemoOnly,
    demo_accounts,
    disable,
    enable,
    end_sessions,
    load_demo_accounts,
    remove_demo_accounts,
    remove_second_factor,
)
from foundation.audit.models import Entry
from foundation.documents.models import StoredFile
from tests.accounts.factories import (
    PASSWORD,
    StaffFactory,
    SuperuserFactory,
    UserFactory,
    current_code,
    prove_again,
    sign_in,
)

pytestmark = pytest.mark.django_db


class Paper:
    """A stdout that keeps what is written."""

    def __init__(self):
        self.lines = []

    def write(self, line):
        self.lines.append(line)


def at_work(user, number=2):
    """Browsers in which `user` is signed in."""
    clients = [Client() for _ in range(number)]
    for client in clients:
        client.force_login(user)
    return clients


def still_in(clients):
    return [client.get("/desk/").status_code == 200 for client in clients]


def test_end_sessions_signs_out_everywhere():
    person, other = UserFactory(), UserFactory()
    theirs, others = at_work(person), at_work(other)

    end_sessions(person, by=SuperuserFactory())

    assert still_in(theirs) == [False, False]
    assert still_in(others) == [True, True]
    assert UserSession.objects.filter(user=person).count() == 0
    assert Entry.objects.latest("seq").action == "accounts.end_sessions"


def test_disable_ends_sessions_and_keeps_the_account(client):
    person = UserFactory()
    theirs = at_work(person)

    disable(person, by=StaffFactory())
    sign_in(client, person)

    assert still_in([*theirs, client]) == [False, False, False]
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.before, entry.after) == ("accounts.disable", {"is_active": True}, {"is_active": False})
    enable(person, by=StaffFactory())
    sign_in(client, person)
    assert still_in([client]) == [True]


@pytest.mark.parametrize("service", [disable, enable, remove_second_factor])
@pytest.mark.parametrize(
    ("who", "whom", "allowed"),
    [
        (UserFactory, UserFactory, False),
        (StaffFactory, UserFactory, True),
        (StaffFactory, StaffFactory, False),
        (StaffFactory, SuperuserFactory, False),
        (SuperuserFactory, StaffFactory, True),
        (lambda: None, SuperuserFactory, True),
    ],
)
def test_services_ask_who_may_do_it_to_whom(service, who, whom, allowed):
    by, account = who(), whom()

    if allowed:
        service(account, by=by)
    else:
        with pytest.raises(PermissionDenied):
            service(account, by=by)


def test_nobody_closes_their_own_account():
    person = SuperuserFactory()

    with pytest.raises(PermissionDenied):
        disable(person, by=person)


def test_password_change_signs_out_every_browser(client):
    person = UserFactory()
    theirs = at_work(person)
    sign_in(client, person)

    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "ฝนตกหลังคาสังกะสีเสียงดัง", "password2": "ฝนตกหลังคาสังกะสีเสียงดัง"},
    )

    assert answer.status_code == 302
    assert still_in([*theirs, client]) == [False, False, False]
    assert Entry.objects.filter(action="accounts.change_password", object_id=str(person.pk)).count() == 1


def test_sessions_page_ends_the_other_ones(client):
    person = UserFactory()
    sign_in(client, person)
    other = Client()
    sign_in(other, person)
    other.get("/desk/")

    client.post("/accounts/sessions/")

    assert still_in([client, other]) == [True, False]


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_ends_sessions_that_began_without_it(client):
    person = StaffFactory(app=False)
    theirs = at_work(person)
    sign_in(client, person)
    prove_again(client)
    client.get("/accounts/2fa/totp/activate/")
    person.totp_secret = client.session["mfa.totp.secret"]

    answer = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert answer.status_code == 200
    answer = client.post("/accounts/2fa/totp/activate/", {"code": current_code(person)})

    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    assert still_in([client, *theirs]) == [True, False, False]
    assert Authenticator.objects.filter(user=person).count() == 2


def test_secrets_of_the_second_factor_are_encrypted():
    person = StaffFactory()

    assert person.totp_secret not in str(Authenticator.objects.get().data)


def test_secrets_survive_a_new_key(settings, client):
    person = StaffFactory()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "new" * 20

    sign_in(client, person)

    assert still_in([client]) == [True]


def test_remove_second_factor_asks_for_a_new_one():
    person = StaffFactory()

    remove_second_factor(person, by=SuperuserFactory())

    assert Authenticator.objects.filter(user=person).count() == 0
    assert still_in(at_work(person)) == [False, False]


def test_load_demo_accounts_makes_eight_people_once(settings, client):
    settings.DEMO = True
    paper = Paper()

    load_demo_accounts(paper)
    load_demo_accounts(paper)

    assert paper.lines == ["บัญชีสาธิต | demonstration accounts: 8"] * 2
    people = {user.email: user for user in User.objects.all()}
    assert list(people) == sorted(email for email, _ in demo_accounts())
    assert {user.email for user in people.values() if user.is_staff} == {"opdc@demo.example"}
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 8
    client.post("/accounts/login/", {"login": "opdc@demo.example", "password": DEMO_PASSWORD})
    assert client.get("/secretariat/").status_code == 200


def test_load_demo_accounts_refuses_elsewhere():
    with pytest.raises(DemoOnly):
        load_demo_accounts(Paper())

    assert User.objects.count() == 0


def test_demo_accounts_left_in_a_real_portal_do_not_sign_in(settings, client):
    settings.DEMO = True
    load_demo_accounts(Paper())
    member = User.objects.get(email="member.lampang@demo.example")
    client.force_login(member)
    settings.DEMO = False

    assert still_in([client]) == [False]
    client.post("/accounts/login/", {"login": member.email, "password": DEMO_PASSWORD})
    assert still_in([client]) == [False]


def test_remove_demo_accounts_deletes_them_or_closes_what_is_pointed_at(settings):
    settings.DEMO = True
    load_demo_accounts(Paper())
    keeper = User.objects.get(email="opdc@demo.example")
    real = UserFactory()
    StoredFile.objects.create(name="a.pdf", content_type="application/pdf", size=1, sha256="x", uploaded_by=keeper)

    remove_demo_accounts()

    assert set(User.objects.values_list("email", "is_active")) == {(keeper.email, False), (real.email, True)}
    assert not User.objects.get(pk=keeper.pk).has_usable_password()
