import uuid

import pytest
from django.test import RequestFactory

from foundation.documents.models import StoredFile
from foundation.documents.services import store_file
from foundation.documents.views import serve
from tests.accounts.factories import StaffFactory, UserFactory
from tests.documents import factories as make

pytestmark = pytest.mark.django_db

SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def served(content, name, **options):
    """The response and the bytes that it gave."""
    stored = store_file(make.upload(content, name), by=None)
    response = serve(RequestFactory().get("/"), stored, **options)
    with response.file_to_stream:
        return response, b"".join(response.streaming_content)


@pytest.mark.parametrize("as_attachment", [True, False])
@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (make.pdf(), "a.pdf", "application/pdf"),
        (make.office(), "a.docx", StoredFile.ContentType.DOCX),
        (make.office(make.EXCEL), "a.xlsx", StoredFile.ContentType.XLSX),
        (b"a,b\n1,2\n", "a.csv", "text/csv; charset=utf-8"),
    ],
)
def test_serve_hands_documents_over_as_files_whoever_asks(content, name, content_type, as_attachment):
    response, given = served(content, name, as_attachment=as_attachment)

    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert {name: response.headers[name] for name in SAFE} == SAFE
    assert given == content


def test_serve_shows_a_picture_only_when_asked():
    content = make.picture("PNG")

    as_file, _ = served(content, "a.png")
    shown, _ = served(content, "a.png", as_attachment=False)

    assert as_file.headers["Content-Disposition"] == 'attachment; filename="a.png"'
    assert shown.headers["Content-Disposition"] == 'inline; filename="a.png"'
    assert shown.headers["Content-Type"] == "image/png"


def test_serve_writes_a_thai_name_for_every_browser():
    response, _ = served(make.pdf(), "รายงานการประชุม.pdf")

    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''"
        "%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99%E0%B8%81%E0%B8%B2%E0%B8%A3"
        "%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%8A%E0%B8%B8%E0%B8%A1.pdf"
    )


def test_serve_answers_304_to_who_has_the_file():
    stored = store_file(make.upload(make.pdf()), by=None)

    response = serve(RequestFactory().get("/", HTTP_IF_NONE_MATCH=f'"{stored.sha256}"'), stored)

    assert response.status_code == 304
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_download_is_for_the_secretariat(client):
    stored = store_file(make.upload(make.pdf()), by=None)

    assert client.get(f"/documents/{stored.pk}/").status_code == 404
    client.force_login(UserFactory())
    assert client.get(f"/documents/{stored.pk}/").status_code == 404
    client.force_login(StaffFactory())
    response = client.get(f"/documents/{stored.pk}/")
    response.close()
    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "no-store"


def test_download_of_an_unknown_or_lost_file_is_404(client):
    client.force_login(StaffFactory())
    stored = store_file(make.upload(make.pdf()), by=None)
    stored.path.unlink()

    assert client.get(f"/documents/{uuid.uuid4()}/").status_code == 404
    assert client.get(f"/documents/{stored.pk}/").status_code == 404


def test_admin_shows_files_and_changes_none(client):
    client.force_login(StaffFactory())
    stored = store_file(make.upload(make.pdf(), "แผน.pdf"), by=None)

    page = client.get(f"/secretariat/documents/storedfile/{stored.pk}/change/")

    assert f'href="/documents/{stored.pk}/"' in page.content.decode()
    assert client.get("/secretariat/documents/storedfile/").status_code == 200
    assert client.get("/secretariat/documents/storedfile/add/").status_code == 403
    assert client.post(f"/secretariat/documents/storedfile/{stored.pk}/delete/").status_code == 403
