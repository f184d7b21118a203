"""How the air is shown: the number block with its states, the scale of the bands, the text to share."""

from django import template

from pm25 import charts, sentences

register = template.Library()


register.filter("air_class", charts.air_class)
register.filter("air_words", sentences.value_words)
register.filter("state_words", sentences.state_words)
register.filter("moment_words", sentences.moment_words)
register.simple_tag(sentences.change_words, name="change_words")


@register.inclusion_tag("pm25/gauge.html")
def gauge(bands, now):
    """{% gauge bands now %}: the scale of the bands with a needle at a fresh value."""
    return {"gauge": charts.gauge(bands, now.value if now.state == "fresh" else None)}
