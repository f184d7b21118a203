"""Names in two languages."""

from types import SimpleNamespace

from django.utils import translation

from foundation.ui.templatetags.ui import as_thai, bilingual


def test_thai_text_on_an_english_page_is_marked():
    with translation.override("en"):
        assert as_thai("แม่เมาะ") == '<span lang="th">แม่เมาะ</span>'


def test_text_without_a_thai_letter_is_not_marked():
    with translation.override("en"):
        assert as_thai("CC BY 4.0") == "CC BY 4.0"


def test_marked_text_is_escaped():
    with translation.override("en"):
        assert as_thai("<b>ก</b>") == '<span lang="th">&lt;b&gt;ก&lt;/b&gt;</span>'


def test_thai_page_shows_the_thai_name_unmarked():
    assert bilingual(SimpleNamespace(name_th="ลำปาง", name_en="Lampang")) == "ลำปาง"


def test_english_page_shows_the_english_name_where_there_is_one():
    with translation.override("en"):
        assert bilingual(SimpleNamespace(name_th="ลำปาง", name_en="Lampang")) == "Lampang"
        assert bilingual(SimpleNamespace(name_th="ลำปาง", name_en="")) == '<span lang="th">ลำปาง</span>'
