from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.models import Invitation, User
from foundation.accounts.queries import open_invitation, token_hash
from foundation.accounts.services import AlreadyHasAccount, InvitationClosed, accept, invite, withdraw
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.notices.services import send_due
from tests.accounts.factories import PASSWORD, StaffFactory, SuperuserFactory, UserFactory
from tests.accounts.reading import read

pytestmark = pytest.mark.django_db

CLOSED = "คำเชิญนี้ใช้ไม่ได้แล้ว"


def token_of(invitation):
    return invitation.link.rstrip("/").rpartition("/")[2]


def path_of(invitation):
    return invitation.link.partition("8000")[2] or invitation.link[invitation.link.index("/accounts/") :]


def test_invite_stores_a_hash_and_sends_the_link():
    staff = StaffFactory()

    invitation = invite(" Somsri@Agency.example ", "สมศรี ใจดี", by=staff)

    assert (invitation.email, invitation.name, invitation.is_staff) == ("somsri@agency.example", "สมศรี ใจดี", False)
    assert invitation.expires_at - invitation.created_at == timedelta(days=7)
    assert invitation.token_hash == token_hash(token_of(invitation))
    assert len(token_of(invitation)) >= 43
    send_due()
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["somsri@agency.example"], "คำเชิญให้เปิดบัญชีในพอร์ทัลภาครัฐระบบเปิด")
    assert invitation.link in letter.body
    assert "เรียน สมศรี ใจดี" in letter.body


def test_invite_keeps_the_link_out_of_everything_that_stays():
    invitation = invite("a@b.example", "ก", by=None)
    send_due()

    secret = token_of(invitation)

    assert secret not in str(list(Notice.objects.values()))
    assert secret not in str(list(Entry.objects.values()))
    assert secret not in str(list(Invitation.objects.values()))
    assert "a@b.example" not in str(list(Entry.objects.values()))


def test_invite_again_closes_the_first_link():
    first = invite("a@b.example", "ก", by=None)

    second = invite("A@B.example", "ก", by=None)

    assert open_invitation(token_of(first)) is None
    assert open_invitation(token_of(second)) == second


def test_invite_refuses_an_address_that_has_an_account():
    UserFactory(email="a@b.example")

    with pytest.raises(AlreadyHasAccount) as problem:
        invite("A@b.example", "ก", by=None)

    assert "ลืมรหัสผ่าน" in str(problem.value)


@pytest.mark.parametrize(
    ("who", "fields", "allowed"),
    [
        (UserFactory, {}, False),
        (StaffFactory, {}, True),
        (StaffFactory, {"is_staff": True}, False),
        (StaffFactory, {"is_superuser": True}, False),
        (SuperuserFactory, {"is_staff": True}, True),
        (SuperuserFactory, {"is_superuser": True}, False),
        (lambda: StaffFactory(is_active=False), {}, False),
        (lambda: None, {"is_superuser": True}, True),
    ],
)
def test_invite_asks_who_may_make_whom(who, fields, allowed):
    by = who()

    if allowed:
        assert invite("a@b.example", "ก", by=by, **fields).pk
    else:
        with pytest.raises(PermissionDenied):
            invite("a@b.example", "ก", by=by, **fields)
        assert Invitation.objects.count() == 0


def test_the_database_keeps_one_unused_invitation_for_an_address():
    invite("a@b.example", "ก", by=None)
    now = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            email="A@B.example", name="ข", token_hash="x", created_at=now, expires_at=now + timedelta(1)
        )


def test_accept_opens_an_account_with_a_verified_address():
    invitation = invite("a@b.example", "สมศรี ใจดี", by=None, is_staff=True)

    user = accept(token_of(invitation), password=PASSWORD)

    assert (user.email, user.name, user.is_staff, user.is_superuser, user.is_active) == (
        "a@b.example",
        "สมศรี ใจดี",
        True,
        False,
        True,
    )
    assert user.check_password(PASSWORD)
    assert list(EmailAddress.objects.values_list("user_id", "email", "verified", "primary")) == [
        (user.pk, "a@b.example", True, True)
    ]
    assert Entry.objects.latest("seq").action == "accounts.accept_invitation"


def test_accept_works_once():
    invitation = invite("a@b.example", "ก", by=None)
    accept(token_of(invitation), password=PASSWORD)

    with pytest.raises(InvitationClosed):
        accept(token_of(invitation), password=PASSWORD)

    assert User.objects.count() == 1


def test_accept_refuses_a_late_a_withdrawn_and_an_unknown_link():
    late = invite("a@b.example", "ก", by=None)
    withdrawn = invite("b@b.example", "ก", by=None)
    withdraw(withdrawn, by=None)

    now = timezone.now()
    for token, at in [(token_of(late), now + timedelta(days=7, seconds=1)), (token_of(withdrawn), now), ("x", now)]:
        with time_machine.travel(at, tick=False), pytest.raises(InvitationClosed):
            accept(token, password=PASSWORD)

    assert User.objects.count() == 0


def test_withdraw_twice_is_refused():
    invitation = invite("a@b.example", "ก", by=None)
    withdraw(invitation, by=StaffFactory())

    with pytest.raises(InvitationClosed):
        withdraw(invitation, by=None)

    with pytest.raises(PermissionDenied):
        withdraw(invitation, by=UserFactory())


def test_page_sets_the_password_and_signs_in(client):
    invitation = invite("a@b.example", "สมศรี ใจดี", by=None)
    page = client.get(path_of(invitation))
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "no-referrer")
    assert "no-store" in page.headers["Cache-Control"]
    assert {"สมศรี ใจดี", "a@b.example"} <= set(read(page).words)

    answer = client.post(path_of(invitation), {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_page_refuses_weak_and_unlike_passwords(client):
    invitation = invite("a@b.example", "ก", by=None, is_staff=True)

    common = client.post(path_of(invitation), {"new_password1": "รหัสผ่าน2569!", "new_password2": "รหัสผ่าน2569!"})
    unlike = client.post(path_of(invitation), {"new_password1": PASSWORD, "new_password2": "ค" * 20})
    short = client.post(path_of(invitation), {"new_password1": "ม้าน้ำ-ร่มแดง", "new_password2": "ม้าน้ำ-ร่มแดง"})

    assert "รหัสผ่านนี้เดาง่าย เลือกคำอย่างน้อยสามคำที่ไม่เกี่ยวกันมาเรียงต่อกัน" in read(common).errors
    assert "รหัสผ่านสองช่องไม่ตรงกัน พิมพ์รหัสผ่านเดิมอีกครั้งในช่องที่สอง" in read(unlike).errors
    assert "ใช้รหัสผ่านอย่างน้อย 15 ตัวอักษร ประโยคสั้น ๆ ที่คุณจำได้ใช้ได้ดี" in read(short).errors
    assert User.objects.count() == 0


def test_page_answers_the_same_to_every_link_that_is_closed(client):
    used = invite("a@b.example", "ก", by=None)
    accept(token_of(used), password=PASSWORD)
    late = invite("b@b.example", "ก", by=None)
    Invitation.objects.filter(pk=late.pk).update(
        created_at=timezone.now() - timedelta(2), expires_at=timezone.now() - timedelta(1)
    )

    pages = [client.get(path_of(used)), client.get(path_of(late)), client.get("/accounts/invitation/unknown/")]
    pages.append(client.post(path_of(late), {"new_password1": PASSWORD, "new_password2": PASSWORD}))

    assert [(page.status_code, read(page).headings) for page in pages] == [(404, [CLOSED])] * 4


def test_page_leaves_the_account_that_was_signed_in(client):
    client.force_login(UserFactory(name="คนเดิม"))
    invitation = invite("a@b.example", "ก", by=None)
    assert "คนเดิม" in client.get(path_of(invitation)).content.decode()

    client.post(path_of(invitation), {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert client.session["_auth_user_id"] == str(User.objects.get(email="a@b.example").pk)


def test_command_prints_the_link_of_the_first_administrator(capsys, client):
    call_command("invite", "admin@agency.example", name="ผู้ดูแลระบบ คนแรก", superuser=True)

    link = capsys.readouterr().out.splitlines()[-1]
    path = link[link.index("/accounts/") :]
    answer = client.post(path, {"new_password1": PASSWORD, "new_password2": PASSWORD}, follow=True)

    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert answer.request["PATH_INFO"] == "/accounts/second-factor/"


def test_command_says_what_is_wrong():
    UserFactory(email="a@b.example")

    with pytest.raises(CommandError, match="ลืมรหัสผ่าน"):
        call_command("invite", "a@b.example", name="ก")
    with pytest.raises(CommandError, match="อีเมล"):
        call_command("invite", "not an address", name="ก")
