import pytest

from foundation.notices import kinds
from foundation.notices.models import Notice, NoticePreference
from foundation.notices.services import queue_notice
from tests.accounts.factories import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_kind(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register("agendas.called", "เชิญประชุม")


def test_preferences_asks_to_sign_in(client):
    response = client.get("/notices/")

    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/notices/")


def test_preferences_says_so_where_nothing_can_be_switched_off(client, monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    client.force_login(UserFactory())

    assert "ขณะนี้มีเฉพาะจดหมายเรื่องบัญชี" in client.get("/notices/").content.decode()


def test_preferences_keeps_what_is_ticked(client, a_kind):
    person = UserFactory()
    client.force_login(person)
    assert 'value="agendas.called"' in client.get("/notices/").content.decode()

    response = client.post("/notices/", {})

    assert (response.status_code, response.headers["Location"]) == (302, "/notices/")
    assert list(NoticePreference.objects.values_list("user_id", "kind", "email")) == [
        (person.pk, "agendas.called", False)
    ]
    assert "checked" not in client.get("/notices/").content.decode()


def test_preferences_refuses_an_unknown_kind(client, a_kind):
    client.force_login(UserFactory())

    response = client.post("/notices/", {"wanted": ["accounts.invitation"]})

    assert response.status_code == 200
    assert NoticePreference.objects.count() == 0


def test_admin_reads_the_outbox_hides_secrets_and_sends_again(client):
    secret = queue_notice(kind="a.b", to="a@b.example", subject="ลิงก์", body="https://secret", key="1", private=True)
    Notice.objects.update(status=Notice.Status.GIVEN_UP)
    client.force_login(StaffFactory())

    page = client.get(f"/secretariat/notices/notice/{secret.pk}/change/").content.decode()
    answer = client.post(
        "/secretariat/notices/notice/", {"action": "send_again", "_selected_action": [secret.pk]}, follow=True
    )

    assert "https://secret" not in page
    assert "นำกลับเข้าคิวแล้ว 1 ฉบับ" in answer.content.decode()
    assert Notice.objects.get().status == Notice.Status.QUEUED
    assert client.get("/secretariat/notices/notice/add/").status_code == 403
    assert client.post(f"/secretariat/notices/notice/{secret.pk}/delete/").status_code == 403
