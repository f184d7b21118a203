"""Load what the ecosystem is made of, and the portal's own instrument. Safe in production, any number of times."""

from django.db import transaction

from ecosystem import reference
from ecosystem.models import Component, Descriptor, DiscussionPoint, Instrument, Principle
from workgroups.reference import origin
from workgroups.services.facts import FactWriter

TEXTS = ("order", "name_th", "name_en", "text_th", "text_en")


@transaction.atomic
def load_ecosystem(stdout=None):
    """Write principles, components, points of discussion and the instrument; returns the number of rows written."""
    writer, facts = FactWriter(), reference.read("ecosystem")
    source = origin(facts["source"])
    for model in (Principle, Component):
        for fact in facts[f"{model._meta.model_name}s"]:
            values = {name: fact[name] for name in TEXTS}
            writer.put(
                f"ecosystem/{model._meta.model_name}/{fact['key']}", model, {"key": fact["key"]}, **values, **source
            )
    for fact in facts["points"]:
        texts = {"text_th": fact["text_th"], "text_en": fact["text_en"]}
        writer.put(f"ecosystem/point/{fact['order']}", DiscussionPoint, {"order": fact["order"]}, **texts, **source)
    _load_instrument(writer, reference.read("instrument"))
    if stdout:
        stdout.write(
            f"ระบบนิเวศ: {Principle.objects.count()} หลักการ {Component.objects.count()} องค์ประกอบ"
            f" เขียน {writer.written} แถว | ecosystem"
        )
    return writer.written


def _load_instrument(writer, fact):
    version = fact["version"]
    instrument = writer.put(f"ecosystem/instrument/{version}", Instrument, {"version": version}, as_of=fact["as_of"])
    components = {component.key: component for component in Component.objects.all()}
    for key, levels in fact["levels"].items():
        for level in levels:
            find = {"instrument": instrument, "component": components.get(key), "level": level["level"]}
            texts = {"text_th": level["text_th"], "text_en": level["text_en"]}
            writer.put(f"ecosystem/level/{version}/{key}/{level['level']}", Descriptor, find, **texts)
