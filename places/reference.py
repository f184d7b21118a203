"""The reference files of this app, read and checked against the geothai package (MIT code, CC BY 4.0 data)."""

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

import geothai
import yaml

from places.names import name_key

FOLDER = Path(__file__).parent / "reference"


class ReferenceProblem(Exception):
    """Our reference files and the geothai package do not say the same."""


@lru_cache(maxsize=1)
def facts():
    """The sections of places.yaml."""
    return yaml.safe_load((FOLDER / "places.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def province_rows():
    """The rows of provinces.csv as dicts with lat and lon as degrees. Raises ReferenceProblem if geothai disagrees."""
    with (FOLDER / "provinces.csv").open(encoding="utf-8", newline="") as file:
        rows = [row | {"lat": float(row["lat"]), "lon": float(row["lon"])} for row in csv.DictReader(file)]
    ours = {(row["code"], row["name_th"], name_key(row["name_en"])) for row in rows}
    theirs = {(row.code, row.name_th, name_key(row.name_en)) for row in geothai.provinces()}
    if ours != theirs:
        raise ReferenceProblem(
            "รายชื่อจังหวัดไม่ตรงกับชุดข้อมูล geothai ตรวจ places/reference/provinces.csv | "
            f"provinces differ from geothai: {sorted(ours ^ theirs)}"
        )
    return rows


@lru_cache(maxsize=1)
def district_rows():
    """Every district of geothai as {code, province_code, name_th, name_en}, เขต taken off. Raises ReferenceProblem."""
    rows = [
        {
            "code": row.code,
            "province_code": row.province_code,
            "name_th": row.name_th.removeprefix("เขต"),
            "name_en": row.name_en,
        }
        for province in geothai.provinces()
        for row in geothai.districts(province.code)
    ]
    if len(rows) != facts()["districts"]["count"]:
        raise ReferenceProblem(
            f"ชุดข้อมูล geothai มี {len(rows)} อำเภอ ไม่ตรงกับ places/reference/places.yaml | geothai has another number"
        )
    return rows


def districts_as_of():
    """The day of geothai's data."""
    return date.fromisoformat(geothai.DATA_VERSION.replace(".", "-"))
