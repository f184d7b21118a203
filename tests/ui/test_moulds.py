import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import mark_safe

from foundation.ui import moulds
from foundation.ui.moulds import Mould

TEXT = '{% if href %}<a href="{{ href }}">{{ word }}</a>{% else %}<b>{{ word }}</b>{% endif %} {{ "{%}" }}'


@pytest.fixture
def rendered(monkeypatch):
    """A mould of TEXT, and how often a template was rendered for it."""
    times = []

    def render(name, context):
        times.append(translation.get_language())
        return engines["django"].from_string(TEXT).render(context)

    moulds._cast.cache_clear()
    monkeypatch.setattr(moulds, "render_to_string", render)
    yield Mould("any.html", "href", "word"), times
    moulds._cast.cache_clear()


def test_rows_read_as_the_template_would_draw_them(rendered):
    mould, _times = rendered
    rows = [("/a/?b=1&c=2", "ลำปาง <1>"), ("", mark_safe("<i>safe</i>")), ("", "<i>safe</i>")]

    template = engines["django"].from_string(TEXT)

    assert mould.fill(rows) == "".join(template.render({"href": href, "word": word}) for href, word in rows)


def test_template_is_rendered_once_a_language_and_choice_of_names(rendered):
    mould, times = rendered

    mould.fill([("/a/", "1"), ("/b/", "2"), ("", "3"), ("", "4")])
    with translation.override("en"):
        mould.fill([("/a/", "1")])

    assert times == ["th", "th", "en"]
