"""Uploads from the file to the readings: tried first, imported once, taken over when a worker was killed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import OperationalError

from foundation.audit.models import Entry
from foundation.documents.services import UploadRefused
from pm25.models import ImportRun, Reading, Source, Station, Upload
from pm25.services import (
    UploadStepRefused,
    change_upload,
    check_upload,
    confirm_upload,
    import_due,
    import_uploads,
    keep_mapping,
    read_upload,
    remove_demo_uploads,
    start_upload,
    upload_work,
    withdraw_upload,
)
from tests.accounts.factories import UserFactory
from tests.pm25.factories import ProvinceFactory, StationFactory
from tests.pm25.uploads import MAPPING, table, workbook
from tests.workgroups.factories import WorkgroupFactory
from workgroups.models import Grant

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _here_and_now(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT, settings.REDIS_URL = tmp_path, ""
    time_machine.move_to(NOW)


@pytest.fixture
def group():
    return WorkgroupFactory(slug="lampang", province=ProvinceFactory(lampang=True))


@pytest.fixture
def officer(group):
    user = UserFactory()
    Grant.objects.create(user=user, role=Grant.Role.OFFICER, group=group, starts=date(2021, 1, 1))
    return user


@pytest.fixture
def upload(group, officer):
    return start_upload(table(), group=group, by=officer)


@pytest.fixture
def checked(upload, officer):
    check_upload(upload, mapping=MAPPING, by=officer)
    return import_uploads()[0]


def readings():
    rows = Reading.objects.order_by("series__station__source_station_id", "period_end")
    return list(rows.values_list("series__station__source_station_id", "period_end", "value"))


IMPORTED = [
    ("37t", datetime(2026, 1, 31, 18, tzinfo=UTC), Decimal("12.5")),
    ("37t", datetime(2026, 1, 31, 19, tzinfo=UTC), Decimal("13.5")),
    ("38t", datetime(2026, 2, 1, 17, tzinfo=UTC), Decimal(9)),
]


def test_table_is_read_as_far_as_it_is_certain(upload):
    assert upload.reading == {
        "encoding": "cp874",
        "delimiter": ";",
        "sheet": None,
        "header_line": 1,
        "first_line": 2,
        "sheets": [],
    }
    assert upload.columns == ["สถานี", "วันที่", "ชั่วโมง", "ค่า"]
    assert upload.preview[1] == [2, ["37t", "01/02/2569", "1", "12,5"]]
    assert upload.mapping == {
        "layout": "long",
        "averaging": "hour",
        "date_column": 1,
        "hour_column": 2,
        "hour_label": "end",
        "station_column": 0,
        "value_column": 3,
    }


def test_trial_tells_what_would_come_and_keeps_nothing(checked):
    assert (checked.status, checked.checked) == (
        Upload.Status.CHECKED,
        {
            "counts": {"new": 3, "unchanged": 0, "revised": 0, "rejected": 1, "late": 0, "pending_stations": 2},
            "rejects": [[5, "not_a_number", "ไม่ใช่ตัวเลข", "ค่า: x"]],
            "samples": [
                [2, "37t", "pm25", "PT1H", "2026-01-31T18:00:00+00:00", "12.5", "µg/m³", False],
                [3, "37t", "pm25", "PT1H", "2026-01-31T19:00:00+00:00", "13.5", "µg/m³", False],
                [4, "38t", "pm25", "PT1H", "2026-02-01T17:00:00+00:00", "9.0", "µg/m³", False],
            ],
            "known": [],
            "new": ["37t", "38t"],
        },
    )
    assert (Reading.objects.count(), Station.objects.count(), ImportRun.objects.count()) == (0, 0, 0)
    assert not Entry.objects.filter(action="import").exists()


def test_confirmed_upload_is_imported_into_the_groups_own_source(checked, officer):
    confirm_upload(checked, check_no=1, by=officer)

    done = import_uploads()

    assert [one.status for one in done] == [Upload.Status.DONE]
    run = done[0].run
    assert (run.status, run.new, run.rejected, run.pending_stations, run.by) == ("done", 3, 1, 2, officer)
    assert (run.origin, run.source.slug, run.source.kind) == (f"upload-{checked.pk}.csv", "upload-lampang", "lowcost")
    assert readings() == IMPORTED
    assert set(Station.objects.values_list("status", "is_reference")) == {("pending", False)}


def test_upload_never_touches_the_values_of_another_source(checked, officer, put):
    theirs = StationFactory(source_station_id="37t", code="37t")
    put(("37t", "pm25", "PT1H", IMPORTED[0][1], "40"), source=theirs.source)

    confirm_upload(checked, check_no=1, by=officer)
    import_uploads()

    values = Reading.objects.filter(period_end=IMPORTED[0][1]).values_list("series__station__source__slug", "value")
    assert sorted(values) == [("air4thai", Decimal(40)), ("upload-lampang", Decimal("12.5"))]


def test_confirmed_twice_is_imported_once(checked, officer):
    confirm_upload(checked, check_no=1, by=officer)
    confirm_upload(checked, check_no=1, by=officer)
    import_uploads()
    confirm_upload(checked, check_no=1, by=officer)

    assert import_uploads() == []
    assert (ImportRun.objects.count(), Entry.objects.filter(action="pm25.confirm_upload").count()) == (1, 1)


def test_confirmation_of_an_older_trial_is_refused(checked, officer):
    change_upload(checked)
    check_upload(checked, mapping=MAPPING | {"hour_label": "begin"}, by=officer)
    import_uploads()

    with pytest.raises(UploadStepRefused):
        confirm_upload(checked, check_no=1, by=officer)


def test_same_table_again_changes_nothing(checked, officer, group):
    confirm_upload(checked, check_no=1, by=officer)
    import_uploads()

    again = start_upload(table(), group=group, by=officer)
    check_upload(again, mapping=MAPPING, by=officer)

    counts = import_uploads()[0].checked["counts"]
    assert (counts["new"], counts["unchanged"], counts["revised"]) == (0, 3, 0)


def test_next_table_of_the_same_shape_is_mapped_already(checked, officer, group):
    other = start_upload(table("สถานี;วันที่;ชั่วโมง;ค่า\n37t;02/02/2569;1;8,5\n"), group=group, by=officer)
    foreign = start_upload(table(), group=WorkgroupFactory(), by=officer)

    assert other.mapping == MAPPING | {"remembered": True}
    assert "era" not in foreign.mapping


def test_mapping_is_kept_while_it_is_incomplete(upload):
    keep_mapping(upload, mapping={"era": "be"})

    assert Upload.objects.get(pk=upload.pk).mapping == {"era": "be"}


def test_other_reading_gives_other_columns(upload):
    read = read_upload(upload, reading=upload.reading | {"delimiter": ",", "header_line": None, "first_line": None})

    assert (read.columns[0], read.mapping.get("station_column")) == ("", None)


def test_file_that_is_refused_as_a_whole_says_why_and_shows_its_rejects(officer, group):
    lines = "".join(f"37t;01/02/2569;{n % 24 + 1};x\n" for n in range(120))
    upload = start_upload(table("สถานี;วันที่;ชั่วโมง;ค่า\n" + lines), group=group, by=officer)
    check_upload(upload, mapping=MAPPING, by=officer)

    failed = import_uploads()[0]

    assert (failed.status, failed.message_th[:12], len(failed.checked["rejects"])) == ("failed", "ไม่รับทั้งไฟ", 120)
    assert change_upload(failed).status == Upload.Status.DRAFT


def test_failed_import_stands_in_the_ledger(checked, officer):
    confirm_upload(checked, check_no=1, by=officer)
    Upload.objects.filter(pk=checked.pk).update(reading=checked.reading | {"encoding": "utf-8-sig"})

    failed = import_uploads()[0]

    assert (failed.status, ImportRun.objects.get().error_code, readings()) == ("failed", "encoding", [])


def test_killed_worker_is_taken_over_after_a_minute(checked, officer, time_machine):
    confirm_upload(checked, check_no=1, by=officer)
    Upload.objects.filter(pk=checked.pk).update(attempts=1, claimed_at=NOW)

    assert import_uploads() == []

    time_machine.move_to(NOW + timedelta(minutes=2))
    assert [one.status for one in import_uploads()] == ["done"]
    assert readings() == IMPORTED


def test_work_that_kills_three_workers_is_given_up(checked, officer):
    confirm_upload(checked, check_no=1, by=officer)
    Upload.objects.filter(pk=checked.pk).update(attempts=3, claimed_at=NOW - timedelta(hours=1))

    failed = import_uploads()[0]

    assert (failed.status, failed.message_en[:23], readings()) == ("failed", "The work was cut off th", [])


def test_broken_database_leaves_the_upload_for_later(checked, officer, monkeypatch, time_machine):
    confirm_upload(checked, check_no=1, by=officer)
    monkeypatch.setattr(upload_work, "parse_table", lambda *_: (_ for _ in ()).throw(OperationalError("gone")))

    assert import_uploads() == []

    monkeypatch.undo()
    time_machine.move_to(NOW + timedelta(minutes=2))
    assert [one.status for one in import_uploads()] == ["done"]


def test_upload_changed_under_the_worker_is_left_alone(checked, officer, monkeypatch):
    confirm_upload(checked, check_no=1, by=officer)
    mine = upload_work._claim()
    Upload.objects.filter(pk=checked.pk).update(attempts=2)

    with pytest.raises(upload_work.Overtaken):
        upload_work._work(mine)

    assert readings() == []


def test_sweep_finds_what_the_doorbell_missed(checked, officer, settings):
    settings.DEMO = False
    confirm_upload(checked, check_no=1, by=officer)

    import_due()

    assert Upload.objects.get().status == Upload.Status.DONE


def test_withdrawn_upload_can_go_no_further(upload, officer):
    withdraw_upload(upload, by=officer)

    with pytest.raises(UploadStepRefused):
        check_upload(upload, mapping=MAPPING, by=officer)
    assert Entry.objects.filter(action="pm25.withdraw_upload", actor_id=officer.pk).count() == 1


def test_group_with_many_unfinished_files_is_asked_to_finish_them(group, officer, monkeypatch):
    monkeypatch.setattr("pm25.services.uploads.MOST_UNFINISHED", 1)
    start_upload(table(), group=group, by=officer)

    with pytest.raises(UploadRefused) as refusal:
        start_upload(table(), group=group, by=officer)

    assert refusal.value.messages == ["คณะทำงานนี้มีไฟล์ที่ยังไม่เสร็จ 1 ไฟล์ นำเข้าหรือยกเลิกไฟล์เก่าก่อน"]


def test_workbook_goes_the_same_way(group, officer):
    book = workbook(["Date", "Hour", "37t", "o63"], [date(2026, 2, 1), 1, 12.5, None], [date(2026, 2, 1), 24, 13, 14])
    upload = start_upload(book, group=group, by=officer)
    said = {"parameter": "pm25", "unit": "mg/m³", "decimal": "."}
    check_upload(upload, mapping=upload.mapping | said, by=officer)

    checked = import_uploads()[0]

    assert upload.reading["sheets"] == ["ข้อมูล"]
    assert (checked.checked["counts"]["new"], checked.checked["new"]) == (3, ["37t", "o63"])
    assert checked.checked["samples"][0][5:] == ["12500.0", "µg/m³", True]


def test_daily_means_are_a_series_of_their_own(group, officer):
    upload = start_upload(table("Station,Date,PM2.5\n37t,2026-02-01,12.5\n"), group=group, by=officer)
    said = {"averaging": "day", "unit": "µg/m³", "decimal": "."}
    check_upload(upload, mapping=upload.mapping | said, by=officer)

    checked = import_uploads()[0]

    assert checked.checked["samples"][0][3:6] == ["P1D", "2026-02-01T17:00:00+00:00", "12.5"]


def test_source_of_a_group_with_a_long_name_fits(officer):
    group = WorkgroupFactory(slug="x" * 70)

    assert upload_work.upload_source(group).slug == f"upload-group-{group.pk}"
    assert Source.objects.count() == 1


def test_uploads_of_a_demonstration_are_taken_back(checked, officer, group):
    confirm_upload(checked, check_no=1, by=officer)
    import_uploads()
    path = Upload.objects.get().file.path
    Upload.objects.update(is_demo=True)

    remove_demo_uploads()

    left = [model.objects.count() for model in (Upload, Reading, Station, ImportRun, Source)]
    assert (left, path.exists()) == ([0] * 5, True)  # the file goes with the commit


def test_uploads_in_earnest_outlive_the_demonstration(checked, officer):
    confirm_upload(checked, check_no=1, by=officer)
    import_uploads()

    remove_demo_uploads()

    assert (Upload.objects.count(), readings()) == (1, IMPORTED)
