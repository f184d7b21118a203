"""Load what the portal must know about sources, limits and bands from its own reference files."""

from decimal import Decimal
from pathlib import Path

import yaml
from django.db import transaction

from pm25.fields import TENTH
from pm25.models import Band, BandScale, Source, Standard
from pm25.services.rollups import recompute_days_above

FOLDER = Path(__file__).resolve().parent.parent / "reference"


@transaction.atomic
def load_pm25_reference(stdout):
    """Create or update sources, legal limits and bands from `pm25/reference/*.yaml`; may be run again.

    What the secretariat set on a source (its schedule and adapters) stays. Where a limit changes, the days above it are
    counted anew.
    """
    before = _limits()
    sources, standards, bands = _read("sources"), _read("standards"), _read("bands")
    for row in sources["sources"]:
        _load_source(row)
    for row in standards["standards"]:
        _load_standard(row)
    for row in bands["scales"]:
        _load_scale(row, bands)
    if _limits() != before:
        recompute_days_above()
    counts = len(sources["sources"]), len(standards["standards"]), len(bands["scales"])
    stdout.write("pm25: sources={} standards={} scales={}".format(*counts))


def _limits():
    return set(Standard.objects.values_list("parameter", "averaging", "value", "valid_from", "valid_to"))


def _read(name):
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def _load_source(row):
    slug, facts = row["slug"], {key: value for key, value in row.items() if key not in {"schedule", "adapters"}}
    Source.objects.update_or_create(slug=slug, defaults=facts, create_defaults=row)


def _load_standard(row):
    key = {name: row[name] for name in ("parameter", "averaging", "valid_from")}
    facts = {"unit": "µg/m³", "valid_to": None, **row, "value": Decimal(row["value"])}
    Standard.objects.update_or_create(**key, defaults=facts)


def _load_scale(row, bands):
    uppers = [upper and Decimal(upper) for upper in row["uppers"]]
    facts = {"valid_to": None, **{key: value for key, value in row.items() if key != "uppers"}}
    facts |= {key: bands[key] for key in ("advice_source_th", "advice_as_of")}
    scale, _ = BandScale.objects.update_or_create(
        parameter=row["parameter"], valid_from=row["valid_from"], defaults=facts
    )
    lowers = [Decimal(0), *(upper + TENTH for upper in uppers[:-1])]
    for level, (lower, upper) in enumerate(zip(lowers, uppers, strict=True), start=1):
        values = {"lower": lower, "upper": upper, **bands["levels"][level]}
        Band.objects.update_or_create(scale=scale, level=level, defaults=values)
