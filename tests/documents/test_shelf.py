"""Documents that were set already."""

import datetime
from pathlib import Path

import pytest

from foundation.documents.setting import Document, Paragraph, Title, shelf


@pytest.fixture
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "set-documents"


def document(text):
    return Document("รายงาน", "T-1", datetime.date(2021, 3, 22), "คณะ", (Title(("รายงาน",)), Paragraph(text)))


def test_same_document_is_set_once(folder):
    first = shelf.kept(document("ลำปาง"), "docx")
    path = next(Path(folder).iterdir())
    path.write_bytes(b"from the shelf")

    assert first[:2] == b"PK"
    assert shelf.kept(document("ลำปาง"), "docx") == b"from the shelf"
    assert shelf.kept(document("สิงห์บุรี"), "docx")[:2] == b"PK"


def test_oldest_leave_first(folder, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_FILES", 2)
    for number in range(4):
        shelf.kept(document(str(number)), "docx")

    assert len(list(folder.iterdir())) == 2
