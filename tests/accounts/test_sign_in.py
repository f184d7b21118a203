import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher as Hasher
from django.test import Client

from foundation.accounts.models import User
from foundation.notices.models import Notice
from tests.accounts.factories import PASSWORD, StaffFactory, SuperuserFactory, UserFactory, current_code, sign_in
from tests.accounts.reading import read

pytestmark = pytest.mark.django_db

WRONG = "อีเมลหรือรหัสผ่านไม่ถูกต้อง ตรวจแป้นภาษาไทยและตัวพิมพ์ใหญ่ แล้วลองอีกครั้ง"
LIMITED = "ลองผิดหลายครั้งเกินไป รอ 15 นาทีแล้วลองใหม่ หรือกดลืมรหัสผ่าน"


@pytest.fixture
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def attempt(client, email, password="wrong", address="203.0.113.7"):  # noqa: S107
    return client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=address)


def signed_in(client):
    return "_auth_user_id" in client.session


def test_login_with_e_mail_and_password(client):
    person = UserFactory()

    answer = attempt(client, person.email.upper(), PASSWORD)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert signed_in(client)


def test_login_goes_where_the_person_wanted_but_never_to_another_site(client):
    person = UserFactory()

    inside = client.post("/accounts/login/?next=/notices/", {"login": person.email, "password": PASSWORD})
    outside = Client().post(
        "/accounts/login/", {"login": person.email, "password": PASSWORD, "next": "https://evil.example/"}
    )

    assert inside.headers["Location"] == "/notices/"
    assert outside.headers["Location"] == "/desk/"


def test_login_of_staff_asks_for_the_code_of_the_app(client):
    person = StaffFactory()

    answer = attempt(client, person.email, PASSWORD)
    assert (answer.headers["Location"], signed_in(client)) == ("/accounts/2fa/authenticate/", False)
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert (wrong.status_code, signed_in(client)) == (200, False)
    code = current_code(person)
    right = client.post("/accounts/2fa/authenticate/", {"code": code})
    assert (right.headers["Location"], signed_in(client)) == ("/desk/", True)

    other = Client()
    attempt(other, person.email, PASSWORD)
    assert other.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200
    assert not signed_in(other)


def test_login_of_a_closed_account_says_so_only_with_the_right_password(client):
    person = UserFactory(is_active=False)

    wrong = attempt(client, person.email)
    right = attempt(client, person.email, PASSWORD)

    assert WRONG in read(wrong).errors
    assert right.headers["Location"] == "/accounts/inactive/"
    assert not signed_in(client)


def test_nobody_signs_up(client):
    answer = client.post("/accounts/signup/", {"email": "a@b.example", "password1": PASSWORD, "password2": PASSWORD})

    assert "เปิดบัญชีได้โดยคำเชิญ" in read(answer).headings
    assert User.objects.count() == 0


def test_unknown_and_known_people_get_the_same_answer(client):
    person = UserFactory()

    known, unknown = attempt(client, person.email), attempt(client, "nobody@agency.example")

    assert read(known).errors == read(unknown).errors
    assert WRONG in read(known).errors


def test_unknown_and_known_people_cost_the_same_hashing(client, monkeypatch):
    person = UserFactory()
    counted = []
    real = Hasher.encode
    monkeypatch.setattr(Hasher, "encode", lambda *args, **kwargs: counted.append(1) or real(*args, **kwargs))

    attempt(client, person.email)
    known = len(counted)
    attempt(client, "nobody@agency.example")

    assert known == len(counted) - known == 1


def test_five_failures_stop_this_account_from_this_address_only(client, quick_hashes):
    person, other = UserFactory(), UserFactory()
    User.objects.update(password="")
    for user in (person, other):
        user.set_password(PASSWORD)
        user.save()

    answers = [attempt(client, person.email) for _ in range(6)]

    assert [LIMITED in read(answer).errors for answer in answers] == [False] * 5 + [True]
    attempt(client, person.email, PASSWORD)
    assert not signed_in(client), "the right password is not tried either"
    elsewhere, colleague = Client(), Client()
    attempt(elsewhere, person.email, PASSWORD, address="198.51.100.9")
    attempt(colleague, other.email, PASSWORD)
    assert signed_in(elsewhere), "a stranger cannot lock the person out"
    assert signed_in(colleague), "the office may go on"


def test_the_limit_of_an_unknown_account_is_the_same(client, quick_hashes):
    answers = [attempt(client, "nobody@agency.example") for _ in range(6)]

    assert [LIMITED in read(answer).errors for answer in answers] == [False] * 5 + [True]


def test_fifty_failures_stop_an_address_for_every_account(client, quick_hashes, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1000/m/ip"}
    person = UserFactory()
    person.set_password(PASSWORD)
    person.save()

    answers = [attempt(client, f"person{number}@b.example") for number in range(51)]

    assert LIMITED not in read(answers[49]).errors
    assert LIMITED in read(answers[50]).errors
    attempt(client, person.email, PASSWORD)
    assert not signed_in(client)
    elsewhere = Client()
    attempt(elsewhere, person.email, PASSWORD, address="198.51.100.9")
    assert signed_in(elsewhere)


def test_too_many_requests_is_a_page(client, quick_hashes, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "2/m/ip"}

    answers = [attempt(client, f"person{number}@b.example") for number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert read(answers[2]).headings == ["ลองบ่อยเกินไป"]


def test_an_address_said_by_the_client_is_not_believed(client, quick_hashes):
    person = UserFactory()

    answers = [
        client.post(
            "/accounts/login/",
            {"login": person.email, "password": "x"},
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}",
        )
        for number in range(6)
    ]

    assert LIMITED in read(answers[5]).errors


def test_failures_are_logged_without_the_person(client, caplog, quick_hashes):
    for _ in range(6):
        attempt(client, "somsri@agency.example")

    events = [record for record in caplog.records if record.name == "security"]
    assert [event.message for event in events] == ["authn.fail"] * 5 + ["authn.limited"]
    assert len({(event.account, event.address) for event in events}) == 1
    assert "somsri" not in str([vars(event) for event in events])
    assert "203.0.113.7" not in str([vars(event) for event in events])


def test_password_reset_answers_the_same_and_writes_only_to_known_people(client):
    person = UserFactory()

    known = client.post("/accounts/password/reset/", {"email": person.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@agency.example"})

    assert known.headers["Location"] == unknown.headers["Location"] == "/accounts/password/reset/done/"
    assert list(Notice.objects.values_list("to", "kind", "private")) == [
        (person.email, "accounts.password_reset_key", True)
    ]


def test_password_reset_by_the_link_of_the_letter(client):
    person = UserFactory()
    client.post("/accounts/password/reset/", {"email": person.email})
    body = Notice.objects.get().body
    path = body[body.index("/accounts/password/") :].split()[0]

    page = client.get(path, follow=True)
    action = page.request["PATH_INFO"]
    weak = client.post(action, {"password1": "รหัสผ่าน2569!", "password2": "รหัสผ่าน2569!"})
    done = client.post(action, {"password1": "ฝนตกหลังคาสังกะสีเสียงดัง", "password2": "ฝนตกหลังคาสังกะสีเสียงดัง"})

    assert "รหัสผ่านนี้เดาง่าย เลือกคำอย่างน้อยสามคำที่ไม่เกี่ยวกันมาเรียงต่อกัน" in read(weak).errors
    assert done.headers["Location"] == "/accounts/password/reset/key/done/"
    person.refresh_from_db()
    assert person.check_password("ฝนตกหลังคาสังกะสีเสียงดัง")
    assert client.get(path, follow=True).context["token_fail"]


def test_admin_sign_in_goes_through_the_same_door(client):
    answer = client.get("/secretariat/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    posted = client.post("/secretariat/login/", {"username": "a@b.example", "password": "x"})
    assert (posted.status_code, posted.headers["Location"].startswith("/accounts/login/")) == (302, True)


def test_admin_opens_to_staff_after_both_steps(client):
    sign_in(client, StaffFactory())

    assert client.get("/secretariat/").status_code == 200
    answer = client.get("/secretariat/password_change/")
    assert answer.headers["Location"] == "/accounts/password/change/"


def test_admin_tells_other_people_that_it_is_not_theirs(client):
    sign_in(client, UserFactory())

    answer = client.get("/secretariat/", follow=True)

    assert (answer.status_code, read(answer).headings) == (403, ["หน้านี้สำหรับฝ่ายเลขานุการ"])


def test_staff_have_the_portals_models_but_not_sign_in():
    staff, superuser = StaffFactory(), SuperuserFactory()

    assert staff.has_perm("workgroups.change_workgroup")
    assert staff.has_perm("accounts.add_invitation")
    assert staff.has_module_perms("workgroups")
    assert staff.has_module_perms("accounts")
    for permission in ("accounts.delete_user", "auth.change_permission", "mfa.view_authenticator"):
        assert not staff.has_perm(permission)
        assert superuser.has_perm(permission)
    assert not UserFactory().has_perm("workgroups.change_workgroup")
    assert not StaffFactory(is_active=False).has_perm("workgroups.change_workgroup")


def test_guesses_from_one_household_count_together(client, quick_hashes):
    person = UserFactory()

    answers = [attempt(client, person.email, address=f"2001:db8:1:2::{number}") for number in range(6)]
    elsewhere = attempt(client, person.email, address="2001:db8:1:3::1")

    assert LIMITED in read(answers[-1]).errors
    assert WRONG in read(elsewhere).errors


def test_an_address_of_ipv4_is_the_same_when_it_is_mapped(client, quick_hashes):
    person = UserFactory()

    for _guess in range(5):
        attempt(client, person.email, address="203.0.113.9")
    mapped = attempt(client, person.email, address="::ffff:203.0.113.9")

    assert LIMITED in read(mapped).errors
