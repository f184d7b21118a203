"""The command line: what it prints, what it keeps, how it ends."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pm25.models import ImportRun, Reading, Station
from tests.pm25.factories import ProvinceFactory
from tests.pm25.payloads import FIXTURES, current, station
from tests.pm25.sources import serving

OLD, TODAY = str(FIXTURES / "air4thai_current_2019.json"), str(FIXTURES / "air4thai_current.json")


def run(name, *args, **options):
    """What a command printed to its two streams."""
    out, err = StringIO(), StringIO()
    call_command(name, *args, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def lampang(source):
    return ProvinceFactory(lampang=True)


def test_file_is_imported_once(lampang):
    first, _ = run("import_readings", "air4thai_current", OLD)
    second, _ = run("import_readings", "air4thai_current", OLD)

    assert first == "new=9 unchanged=0 revised=0 rejected=0\n"
    assert second == "new=0 unchanged=9 revised=0 rejected=0\n"
    assert dict(Station.objects.values_list("code", "status")) == {"37t": "public", "40t": "public", "99t": "pending"}
    assert list(ImportRun.objects.values_list("status", "new", "origin", "window_start")) == [
        ("done", 0, "air4thai_current_2019.json", None),
        ("done", 9, "air4thai_current_2019.json", None),
    ]


def test_dry_run_keeps_nothing(lampang):
    out, err = run("import_readings", "air4thai_current", OLD, dry_run=True)

    assert out == "new=9 unchanged=0 revised=0 rejected=0\n"
    assert "dry run" in err
    assert [model.objects.count() for model in (ImportRun, Reading, Station)] == [0, 0, 0]


def test_several_files_are_named(lampang):
    out, _ = run("import_readings", "air4thai_current", OLD, OLD)

    assert out.splitlines() == [
        f"{OLD}: new=9 unchanged=0 revised=0 rejected=0",
        f"{OLD}: new=0 unchanged=9 revised=0 rejected=0",
    ]


def test_bad_file_fails_with_words_and_the_good_one_is_kept(lampang, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("<html>")
    err = StringIO()

    with pytest.raises(CommandError, match="1 of 2 not imported"):
        call_command("import_readings", "air4thai_current", str(bad), OLD, stdout=StringIO(), stderr=err)

    assert "หน้าเว็บ" in err.getvalue()
    assert "web page" in err.getvalue()
    assert sorted(ImportRun.objects.values_list("status", "error_code")) == [("done", ""), ("failed", "html")]
    assert Reading.objects.count() == 9


def test_missing_file_is_a_failed_run(lampang):
    with pytest.raises(CommandError):
        run("import_readings", "air4thai_current", "/nowhere/x.json")

    assert ImportRun.objects.get().error_code == "no_file"


def test_unknown_adapter_is_wrong_use(lampang):
    with pytest.raises(CommandError, match="invalid choice"):
        run("import_readings", "nobody", OLD)


def test_address_of_another_host_is_refused(lampang):
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("import_readings", "air4thai_current", "https://evil.example/x", stdout=StringIO(), stderr=err)

    assert "[host_not_allowed]" in err.getvalue()


def test_address_of_a_trusted_host_is_imported(lampang, settings):
    settings.IMPORT_TRUSTED_HOSTS = ["127.0.0.1"]
    with serving({"/a.json": current(station(date="2026-01-02", PM25="12.5"))}) as server:
        out, _ = run("import_readings", "air4thai_current", f"{server.url}/a.json")

    assert out == "new=1 unchanged=0 revised=0 rejected=0\n"


def test_without_reference_data_it_says_what_to_load(db):
    with pytest.raises(CommandError):
        run("import_readings", "air4thai_current", OLD)

    assert not ImportRun.objects.exists()


def test_file_that_is_mostly_nonsense_is_refused_as_a_whole(lampang, tmp_path):
    odd = tmp_path / "odd.json"
    odd.write_bytes(current(*(station(f"{n}t", PM25="n" if n < 60 else "20") for n in range(110))))

    with pytest.raises(CommandError):
        run("import_readings", "air4thai_current", str(odd))

    assert (ImportRun.objects.get().error_code, Reading.objects.count()) == ("implausible", 0)


def test_import_due_prints_its_runs(lampang, settings):
    settings.IMPORT_TRUSTED_HOSTS = ["127.0.0.1"]
    with serving({"/services/getNewAQI_JSON.php": current(station(date="2026-01-02", PM25="12.5"))}) as server:
        settings.AIR4THAI_URL = server.url
        out, err = run("import_due")

    assert out.startswith("air4thai_current ")
    assert out.endswith(": new=1 unchanged=0 revised=0 rejected=0\n")
    assert "air4thai_history" in err
    assert "not_found" in err


def test_rebuild_says_what_it_made(lampang):
    run("import_readings", "air4thai_current", OLD)

    out, _ = run("rebuild_rollups")

    assert out == "days=3 province_days=0 latest=9\n"
