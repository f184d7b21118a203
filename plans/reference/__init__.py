"""The reference files: the national frame, prized works, recorded events, roads of provinces."""

from pathlib import Path

import yaml

from workgroups import reference as documents

HERE = Path(__file__).parent
# Public news of the pilot, seen as excerpts, that no single document of the pilot's papers stands for
NEWS = {"source": "ข่าวสาธารณะของสำนักงาน ก.พ.ร. และสื่อท้องถิ่น (อ่านจากสรุปข่าว)", "source_url": ""}


def read(name):
    """The content of `<name>.yaml`."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def origin(fact):
    """The columns `source`, `source_url` and `as_of` of a fact; news speaks for the day of what it tells."""
    if fact["source"] == "public-news":
        return NEWS | {"as_of": fact["happened_on"]}
    return documents.origin(fact["source"])
