"""Error pages say in Thai what happened and what to do, with a number to tell us."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.test import RequestFactory
from django.utils import translation

from portal.views import errors

pytestmark = pytest.mark.django_db


def test_unknown_address_shows_the_search(client):
    response = client.get("/provinces/atlantis/")

    assert response.status_code == 404
    assert "ไม่พบหน้านี้" in response.content.decode()
    assert 'name="q"' in response.content.decode()


def test_english_address_answers_in_english(client):
    response = client.get("/en/provinces/atlantis/")

    assert response.status_code == 404
    assert 'lang="en"' in response.content.decode()
    assert "ไม่พบหน้านี้" not in response.content.decode()


@pytest.mark.parametrize(
    ("exception", "status", "advice"),
    [
        (RequestDataTooBig(), 413, "20 MB"),
        (SuspiciousOperation(), 400, "ลองใหม่"),
    ],
)
def test_bad_request_says_what_to_do(rf, exception, status, advice):
    response = errors.bad_request(_request(rf), exception)

    assert response.status_code == status
    assert advice in response.content.decode()


def test_refusal_says_who_gives_the_right(rf):
    response = errors.permission_denied(_request(rf), PermissionDenied())

    assert response.status_code == 403
    assert "ฝ่ายเลขานุการ" in response.content.decode()


def test_server_error_stands_without_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(_request(rf))

    assert response.status_code == 500
    assert "รหัสสำหรับแจ้งปัญหา" in response.content.decode()


def test_answer_carries_the_number_of_its_error_page(client):
    response = client.get("/provinces/atlantis/")

    assert response["X-Request-ID"] in response.content.decode()


def test_forged_form_is_explained(client):
    strict = type(client)(enforce_csrf_checks=True)

    response = strict.post("/accounts/login/", {"login": "a", "password": "b"})

    assert response.status_code == 403
    assert "โหลดใหม่" in response.content.decode()


def _request(rf: RequestFactory):
    request = rf.get("/")
    request.session = {}
    with translation.override("th"):
        return request
