"""Answers of Air4Thai with invented values, in the shapes that it sends."""

import json
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent / "fixtures"


def fixture(name):
    return (FIXTURES / name).read_bytes()


def pollutant(value, **more):
    return {"color_id": "1", "aqi": "20", "value": value, **more}


def station(code="37t", *, date="2026-11-20", time="09:00", container="AQILast", **fields):
    """One station of the current feed; parameters (PM25="12.5") become pollutants, None leaves the value out."""
    values = {name: sent for name, sent in fields.items() if name.isupper()}
    described = {name: sent for name, sent in fields.items() if not name.isupper()}
    sent = {name: one if isinstance(one, dict) else pollutant(one) for name, one in values.items()}
    return {
        "stationID": code,
        "nameTH": f"สถานี {code}",
        "nameEN": f"Station {code}",
        "areaTH": "ต.พระบาท อ.เมือง, ลำปาง",
        "areaEN": "Phra Bat, Mueang, Lampang",
        "stationType": "GROUND",
        "lat": "18.28",
        "long": "99.50",
        "forecast": [],
        container: {"date": date, "time": time, **sent, "AQI": {"color_id": "1", "aqi": "20", "param": "PM25"}},
        **described,
    }


def current(*stations):
    return as_bytes({"stations": list(stations)})


def history(*hours, code="37t", **more):
    """The hourly history of one station; each hour is (label, values by name)."""
    data = [{"DATETIMEDATA": label, **values} for label, values in hours]
    sent = {"stationID": code, "params": ["PM25"], "data": data, "summary": {}}
    return as_bytes({"result": "OK", "error": "", "stations": [sent], **more})


def as_bytes(answer):
    return json.dumps(answer, ensure_ascii=False).encode()
