"""The chain: one entry after the other, and nothing can be changed unnoticed."""

import datetime
import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.audit.models import GENESIS, Entry
from foundation.audit.queries import head, history, holds
from foundation.audit.requests import request_numbered
from foundation.audit.services import Verification, record, snapshot, verify
from foundation.audit.snapshots import Hidden
from foundation.audit.triggers import make_triggers, missing_triggers
from places.models import ProblemArea
from tests.audit import factories
from tests.audit.unprotected import change_one_byte, drop_triggers

pytestmark = pytest.mark.django_db


def test_record_writes_who_did_what_to_which():
    area, user = factories.area(), factories.user()
    before = snapshot(area)
    area.note = "พบในเอกสาร"

    with request_numbered("abc-12345678"):
        entry = record("change", area, by=user, before=before, after=snapshot(area))

    entry.refresh_from_db()
    assert (entry.actor_id, entry.actor_label, entry.action) == (user.pk, "สมศรี ใจดี", "change")
    assert (entry.object_type, entry.object_id, entry.object_label) == ("places.problemarea", str(area.pk), "แม่เมาะ")
    assert (entry.before, entry.after) == ({"note": ""}, {"note": "พบในเอกสาร"})
    assert entry.request_id == "abc-12345678"
    assert entry.hash == entry.computed_hash()


def test_each_entry_holds_the_hash_of_the_one_before():
    area = factories.area()

    first, second, third = (record("change", area) for _ in range(3))

    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert [first.prev_hash, second.prev_hash, third.prev_hash] == [GENESIS, first.hash, second.hash]
    assert verify() == Verification(3, third.hash)
    assert head() == third


def test_an_empty_chain_is_whole():
    assert verify() == Verification(0, GENESIS)
    assert head() is None


@pytest.mark.parametrize(("by", "words"), [(None, "ระบบ"), (AnonymousUser(), "ผู้ที่ไม่ได้ลงชื่อเข้าใช้")])
def test_an_actor_without_an_account_has_words(by, words):
    entry = record("add", factories.area(), by=by)

    assert (entry.actor_id, entry.actor_label) == (None, words)


def test_an_import_is_about_a_kind_of_object():
    entry = record("import", ProblemArea, after={"new": 3, "rejected": 0})

    assert (entry.object_type, entry.object_id, entry.object_label) == ("places.problemarea", "", "พื้นที่ปัญหาฝุ่นละออง")
    assert entry.after == {"new": 3, "rejected": 0}


def test_an_entry_may_be_about_nothing():
    entry = record("portal.restore", None, object_label="ข้อมูลสำรอง 1 พ.ย. 2569")

    assert (entry.object_type, entry.object_id, entry.object_label) == ("", "", "ข้อมูลสำรอง 1 พ.ย. 2569")


def test_an_unsaved_object_is_refused():
    with pytest.raises(ValueError, match="has been saved"):
        record("add", ProblemArea(name_th="แม่เมาะ"))


def test_a_snapshot_is_plain_and_reads_well_later():
    province = factories.province()
    district = factories.district(province)

    state = snapshot(district)

    assert state == {
        "name_th": "แม่เมาะ",
        "name_en": "Mae Mo",
        "source": "ทดสอบ",
        "as_of": "2021-03-22",
        "code": "5202",
        "province": {"id": str(province.pk), "text": "ลำปาง"},
        "slug": "mae-mo",
        "lat": None,
        "lon": None,
        "position_source": "",
        "aliases": [],
    }


def test_personal_fields_appear_by_name_only():
    user = factories.user()
    before = snapshot(user)
    user.email = "somsri.new@example.org"

    entry = record("change", user, before=before, after=snapshot(user))

    entry.refresh_from_db()
    assert (entry.before, entry.after) == ({"email": "•"}, {"email": "•"})
    assert entry.object_label == f"ผู้ใช้ {user.pk}"


def test_two_hidden_values_are_equal_only_if_the_values_are():
    assert Hidden("a") == Hidden("a")
    assert Hidden("a") != Hidden("b")
    assert Hidden("a") != "•"


def test_no_value_of_a_user_enters_the_chain():
    user = factories.user()

    record("accounts.invite", user, after=snapshot(user))

    text = str(list(Entry.objects.values("object_label", "before", "after")))
    assert [word for word in ("somsri", "สมศรี", "pbkdf2", "argon2", "md5") if word in text] == []


@transaction.atomic
def record_and_fail():
    record("change", None)
    raise RuntimeError


def test_a_rollback_leaves_no_entry_and_no_gap():
    record("add", factories.area())
    with pytest.raises(RuntimeError):
        record_and_fail()

    last = record("change", None)

    assert last.seq == 2
    assert verify().broken is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.decimals() | st.text() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=4))
def test_whatever_is_recorded_is_verified(after):
    record("change", None, after=after)

    assert verify().broken is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_label = 'x' WHERE seq = 1",
        "DELETE FROM audit_entry WHERE seq = 1",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_refuses_a_change(statement):
    record("add", factories.area())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Entry.objects.count() == 1


def test_the_orm_is_refused_too():
    entry = record("add", factories.area())
    entry.actor_label = "ผู้อื่น"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()


def test_the_database_refuses_to_empty_or_replace(on_postgresql):
    record("add", factories.area())
    statement = (
        "TRUNCATE audit_entry" if on_postgresql else "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry"
    )

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Entry.objects.count() == 1


def test_missing_triggers_are_named_and_made_again():
    assert missing_triggers() == []

    drop_triggers("audit_entry")
    assert len(missing_triggers()) == 3

    make_triggers()
    assert missing_triggers() == []


def test_a_switched_off_trigger_counts_as_missing(on_postgresql):
    if not on_postgresql:
        return  # SQLite cannot switch a trigger off
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_update")

    assert missing_triggers() == ["audit_entry_no_update"]


@pytest.mark.parametrize("column", ["actor_label", "action", "object_label", "request_id"])
def test_one_changed_byte_is_named(column):
    area = factories.area()
    with request_numbered("abc-12345678"):
        for _ in range(9):
            record("change", area)

    change_one_byte(7, column)

    assert verify().broken == 7
    with pytest.raises(CommandError, match="BROKEN at 7: เนื้อหาไม่ตรงกับค่าแฮช") as problem:
        call_command("verify_audit")
    assert problem.value.returncode == 1


@pytest.mark.parametrize(
    ("statement", "broken", "reason"),
    [
        (
            "UPDATE audit_entry SET hash = substr(hash, 2) || '!' WHERE seq = 3",
            3,
            "เนื้อหาไม่ตรงกับค่าแฮช",
        ),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00+00:00' WHERE seq = 3", 3, "เนื้อหาไม่ตรงกับค่าแฮช"),
        ("UPDATE audit_entry SET actor_id = 1 WHERE seq = 3", 3, "เนื้อหาไม่ตรงกับค่าแฮช"),
        ("UPDATE audit_entry SET after = '{\"new\": 4}' WHERE seq = 3", 3, "เนื้อหาไม่ตรงกับค่าแฮช"),
        ("UPDATE audit_entry SET before = NULL WHERE seq = 3", 3, "เนื้อหาไม่ตรงกับค่าแฮช"),
        ("DELETE FROM audit_entry WHERE seq = 3", 4, "รายการที่ 3 หายไป"),
        ("DELETE FROM audit_entry WHERE seq = 1", 2, "รายการที่ 1 หายไป"),
    ],
)
def test_whatever_the_owner_changes_is_named(statement, broken, reason):
    for number in range(5):
        record("change", None, by=None, before={"new": number}, after={"new": number + 1})
    drop_triggers()

    with connection.cursor() as cursor:
        cursor.execute(statement)

    result = verify()
    assert (result.broken, result.reason) == (broken, reason)


def test_a_tail_that_was_cut_off_shows_against_a_noted_head():
    for _ in range(5):
        record("change", None)
    noted = (5, head().hash[:12])
    drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE seq > 3")

    assert verify().broken is None
    assert verify(known_head=noted) == Verification(3, head().hash, 4, "รายการหายไปจากท้ายประวัติ")
    with pytest.raises(CommandError, match="BROKEN at 4"):
        call_command("verify_audit", head=f"5:{noted[1]}")


def test_a_tail_that_was_rewritten_shows_against_a_noted_head():
    for _ in range(3):
        record("change", None)
    noted = (3, head().hash)
    drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE seq > 1")
    for _ in range(4):
        record("delete", None)

    assert verify().broken is None
    assert (verify(known_head=noted).broken, verify(known_head=noted).reason) == (3, "ไม่ตรงกับค่าแฮชที่จดไว้")
    assert not holds(*noted)


def test_verify_audit_says_that_all_is_well(capsys):
    record("add", factories.area())

    call_command("verify_audit", head=f"1:{head().hash[:12]}")

    assert capsys.readouterr().out == f"OK 1 entries, head {head().hash} | ตรวจแล้ว 1 รายการ ถูกต้องทั้งหมด\n"


def test_verify_audit_explains_a_head_it_cannot_read():
    with pytest.raises(CommandError, match="--head ต้องเป็น เลขรายการ:แฮช"):
        call_command("verify_audit", head="1:xyz")


def test_the_history_of_one_object_is_its_own(django_assert_num_queries):
    first, second = factories.area(1), factories.area(2, "หน้าพระลาน")
    entries = [record("add", first), record("add", second), record("change", first)]

    with django_assert_num_queries(1):
        found = list(history(first))

    assert found == [entries[2], entries[0]]


def test_a_moment_keeps_its_microseconds_through_the_database(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 20, 2, 30, 15, 1, tzinfo=datetime.UTC), tick=False)

    record("change", None)

    assert verify().broken is None
    assert Entry.objects.get().at == datetime.datetime(2026, 11, 20, 2, 30, 15, 1, tzinfo=datetime.UTC)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain():
    problems = []

    def write():
        try:
            for _ in range(25):
                with transaction.atomic():
                    record("change", None)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert verify() == Verification(200, head().hash)
