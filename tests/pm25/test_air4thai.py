"""The two Air4Thai adapters on answers of known shape, and on anything."""

import contextlib
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pm25.flags import Flag
from pm25.importers import ADAPTERS, air4thai_current, air4thai_history
from pm25.importers.fetching import Fetched
from pm25.importers.problems import ImportProblem
from tests.pm25.payloads import as_bytes, current, fixture, history, station

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def rows(parsed):
    """{(station, parameter, averaging, end): (thousandths, flags)} of all blocks."""
    found = {}
    for block in parsed.blocks:
        columns = zip(block.series_no, block.period_end, block.thousandths, block.flags, strict=True)
        for number, end, thousandths, flags in columns:
            key = block.series[number]
            moment = datetime.fromtimestamp(end, UTC)
            found[key.station, key.parameter, str(key.averaging), moment] = thousandths, flags
    return found


def test_shape_of_2019():
    parsed = air4thai_current.parse(fixture("air4thai_current_2019.json"), NOW)

    evening, morning = datetime(2019, 2, 3, 13, tzinfo=UTC), datetime(2019, 2, 2, 1, tzinfo=UTC)
    rough = int(Flag.LOW_PRECISION)
    assert rows(parsed) == {
        ("37t", "pm25", "PT24H", evening): (31000, 0),
        ("37t", "pm10", "PT24H", evening): (45000, 0),
        ("37t", "o3", "PT8H", evening): (41000, 0),
        ("37t", "co", "PT8H", evening): (610, 0),
        ("37t", "no2", "PT1H", evening): (3000, rough),
        ("37t", "so2", "PT1H", evening): (1000, rough),
        ("40t", "pm10", "PT24H", morning): (52000, 0),
        ("40t", "no2", "PT1H", morning): (6000, rough),
        ("99t", "pm25", "PT24H", evening): (58000, 0),
    }
    assert parsed.rejects == []
    assert [row.source_station_id for row in parsed.stations] == ["37t", "40t", "99t"]


def test_shape_of_today():
    parsed = air4thai_current.parse(fixture("air4thai_current.json"), NOW)

    now, stale = datetime(2026, 11, 20, 2, tzinfo=UTC), datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert rows(parsed) == {
        ("37t", "pm25", "PT24H", now): (30400, 0),
        ("37t", "pm10", "PT24H", now): (44100, 0),
        ("37t", "o3", "PT8H", now): (21700, 0),
        ("37t", "co", "PT8H", now): (610, 0),
        ("37t", "no2", "PT1H", now): (6000, int(Flag.LOW_PRECISION)),
        ("37t", "so2", "PT1H", now): (-1000, int(Flag.SENTINEL | Flag.LOW_PRECISION)),
        ("bkp101t", "pm25", "PT24H", stale): (5600, 0),
    }
    assert parsed.stations[1].area_en == "Test Subdistrict, Mueang District, Sing Buri"


def test_history_labels_the_end_of_the_hour():
    parsed = air4thai_history.parse(fixture("air4thai_history_forweb.json"), NOW)

    eleven, midnight, one = (datetime(2026, 11, 19, hour, tzinfo=UTC) for hour in (16, 17, 18))
    assert rows(parsed) == {
        ("37t", "pm25", "PT1H", eleven): (21400, 0),
        ("37t", "pm10", "PT1H", eleven): (40000, 0),
        ("37t", "ws", "PT1H", eleven): (800, 0),
        ("37t", "temp", "PT1H", eleven): (24100, 0),
        ("37t", "pm25", "PT1H", midnight): (22600, 0),
        ("37t", "ws", "PT1H", midnight): (600, 0),
        ("37t", "temp", "PT1H", midnight): (23800, 0),
        ("37t", "pm10", "PT1H", one): (38500, 0),
        ("37t", "ws", "PT1H", one): (400, 0),
        ("37t", "temp", "PT1H", one): (-400, 0),
    }


def test_webv2_is_known_by_its_marks():
    parsed = air4thai_history.parse(fixture("air4thai_history_webv2.json"), NOW)

    rough = int(Flag.LOW_PRECISION)
    eleven, midnight, one = (datetime(2026, 11, 19, hour, tzinfo=UTC) for hour in (16, 17, 18))
    assert rows(parsed) == {
        ("37t", "pm25", "PT1H", eleven): (21000, rough),
        ("37t", "pm10", "PT1H", eleven): (40000, rough),
        ("37t", "pm25", "PT1H", midnight): (23000, rough),
        ("37t", "pm10", "PT1H", one): (39000, rough),
    }


def test_webv2_is_known_by_its_address():
    content = history(("2026-11-20 08:00:00", {"PM25": 20}))

    parsed = air4thai_history.parse(content, NOW, "https://air4thai.pcd.go.th/webV2/history/api/data.php?stationID=37t")

    assert list(rows(parsed)) == [("37t", "pm25", "PT1H", datetime(2026, 11, 20, 2, tzinfo=UTC))]


def test_a_pollutant_may_have_its_own_time():
    content = current(station(PM25="20.1", PM10={"value": "30.5", "date": "2026-11-19", "time": "22:00"}))

    parsed = air4thai_current.parse(content, NOW)

    assert {(key[1], key[3]) for key in rows(parsed)} == {
        ("pm25", datetime(2026, 11, 20, 2, tzinfo=UTC)),
        ("pm10", datetime(2026, 11, 19, 15, tzinfo=UTC)),
    }


def test_a_unit_that_is_another_one_is_refused():
    content = current(
        station(container="LastUpdate", O3={"value": "0.02", "unit": "ppm"}, PM25={"value": "20", "unit": "ug/m3"})
    )

    parsed = air4thai_current.parse(content, NOW)

    assert [key[1] for key in rows(parsed)] == ["pm25"]
    assert [reject.reason for reject in parsed.rejects] == ["unit"]


def test_a_source_that_says_error_fails():
    with pytest.raises(ImportProblem) as problem:
        air4thai_history.parse(history(result="Error", error="db down"), NOW)

    assert (problem.value.code, "db down" in problem.value.message_th) == ("source_error", True)


def test_history_without_any_hour_fails():
    with pytest.raises(ImportProblem) as problem:
        air4thai_history.parse(history(), NOW)

    assert problem.value.code == "no_data"


class Asked:
    """Stands in for the client and notes what was asked for."""

    def get_first(self, urls, *, hosts):
        self.urls, self.hosts = urls, hosts
        return Fetched(urls[0], b"{}", NOW)


def test_history_asks_for_whole_thai_days_of_all_stations(settings):
    settings.AIR4THAI_URL = "https://air4thai.pcd.go.th/"
    client = Asked()

    air4thai_history.fetch(client, stations=["37t", "40t"], since=NOW - timedelta(hours=72), until=NOW)

    assert client.urls == [
        "https://air4thai.pcd.go.th/forweb/getHistoryData.php?stationID=37t,40t"
        "&param=PM25,PM10,O3,CO,NO2,SO2,WS,TEMP,RH,WD&type=hr&sdate=2026-11-17&edate=2026-11-20&stime=00&etime=23"
    ]


def test_current_asks_the_next_address_where_one_is_gone(settings):
    settings.AIR4THAI_URL = "https://air4thai.pcd.go.th"
    client = Asked()

    air4thai_current.fetch(client, stations=[], since=NOW, until=NOW)

    assert client.urls[0] == "https://air4thai.pcd.go.th/services/getNewAQI_JSON.php"
    assert Counter(url.startswith("https://air4thai.pcd.go.th/") for url in client.urls) == {True: 3}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "stations",
                    "stationID",
                    "AQILast",
                    "LastUpdate",
                    "PM25",
                    "value",
                    "date",
                    "time",
                    "data",
                    "DATETIMEDATA",
                    "lat",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@pytest.mark.parametrize("adapter", ADAPTERS.values(), ids=lambda adapter: adapter.NAME)
@settings(max_examples=40, deadline=None)
@given(answer=JSON)
def test_any_json_is_parsed_or_refused(adapter, answer):
    with contextlib.suppress(ImportProblem):
        adapter.parse(as_bytes(answer), NOW)


@pytest.mark.parametrize("adapter", ADAPTERS.values(), ids=lambda adapter: adapter.NAME)
@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_refused(adapter, content):
    with pytest.raises(ImportProblem):
        adapter.parse(content, NOW)
