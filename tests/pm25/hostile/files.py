"""`hostile_files`: valid files of an adapter, changed at random from a fixed seed, and files of the other kinds."""

import io
import json
from random import Random

import openpyxl

from tests.pm25.hostile.answers import hostile_answer
from tests.pm25.hostile.books import hostile_book
from tests.pm25.hostile.noise import noisy
from tests.pm25.hostile.tables import hostile_table
from tests.pm25.payloads import fixture, history

SEED = 2569
CHANGED = {"json": hostile_answer, "csv": hostile_table, "xlsx": hostile_book}


def valid_files():
    """{adapter: [(kind, file name, content)]}; an adapter that is not named here gets a file of every kind."""
    hours = [
        (f"2026-11-{day} {hour:02}:00:00", {"PM25": 20 + hour, "PM10": 40.5})
        for day in (18, 19)
        for hour in range(1, 25)
    ]
    readings = [f"p{n % 3},2026-11-18 {n % 24:02}:00,{20 + n / 10},µg/m³" for n in range(60)]
    days = [f"52,,2026-11-20 08:00,2026-11-2{day},{30 + day}.5," for day in range(1, 4)]
    return {
        "air4thai_current": _json("air4thai_current", "air4thai_current_2019"),
        "air4thai_history": [
            *_json("air4thai_history_forweb", "air4thai_history_webv2"),
            ("json", "history.json", history(*hours)),
        ],
        "dustboy": _json("dustboy"),
        "gistda": _json("gistda_amphoe", "gistda_point"),
        "openaq_archive": [("csv", "location-990001-20261118.csv", fixture("openaq_archive.csv"))],
        "firms": [("csv", f"{name}.csv", fixture(f"{name}.csv")) for name in ("firms_modis", "firms_viirs")],
        "pcd_excel": [("xlsx", "37t.xlsx", _book())],
        "csv": [("csv", "readings.csv", _table("station_code,time,value,unit", readings))],
        "forecast_csv": [
            ("csv", "forecast.csv", _table("province_code,district,issued_at,valid_for,value,band", days))
        ],
    }


def hostile_files(adapter, count):
    """`count` files for an adapter as (what was done, file name, content), the same ones every time.

    Three of four are changed within their own kind, some in their bytes, and some are of another kind altogether.
    """
    chance, known = Random(f"{SEED} {adapter}"), valid_files()  # noqa: S311
    foreign = [one for files in known.values() for one in files]
    own = known.get(adapter) or foreign
    for number in range(count):
        kind, name, content = chance.choice(foreign if number % 10 == 9 else own)
        what, changed = noisy(content, chance) if number % 4 == 3 else CHANGED[kind](content, chance)
        if number % 20 == 19:
            more, changed = noisy(changed or b"0", chance)
            what = f"{what}+{more}"
        yield f"{number} {kind} {what}", chance.choice(_names(name)), changed


def _names(name):
    return [name, name, name, f"provider=x_{name}", name.replace(".", "_37t."), "ไฟล์.csv", "x" * 200]


def _json(*names):
    return [("json", f"{name}.json", json.dumps(json.loads(fixture(f"{name}.json"))).encode()) for name in names]


def _table(head, lines):
    return "\n".join([head, *lines, ""]).encode()


def _book():
    book = openpyxl.Workbook()
    book.active.title = "2563"
    rows = [(200101 + day, 100 * hour, 20 + hour, 40.5) for day in range(2) for hour in range(1, 25)]
    for row in [("ปี/เดือน/วัน", "ชั่วโมง", "PM2.5", "PM10"), (None, None, "ug/m3", "ug/m3"), *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
