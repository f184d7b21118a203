"""What is well and what is not, each finding with what to do: for `manage.py doctor` and `/readyz`."""

import shutil
from dataclasses import dataclass
from datetime import timedelta

import redis
from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.audit import triggers
from pm25.models import ImportRun
from portal.replicas import REPLICA, replica_lag
from workgroups import constraints

FREE_BYTES = 1024**3
STATES = ("ok", "warn", "fail")


@dataclass(frozen=True)
class Finding:
    """One line of the report; `state` is ok, warn or fail; `advice` says what to do."""

    name: str
    state: str
    detail: str
    advice: str = ""


def readiness():
    """The findings that decide whether a request can be served."""
    return [check_database(), check_migrations(), check_disk(), check_redis()]


def examine():
    """Every finding, for a person."""
    return [*readiness(), check_options(), check_replica(), check_triggers(), check_mail(), check_last_import()]


def check_database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        return Finding("database", "fail", str(problem), _("ตรวจ DATABASE_URL และเปิดเครื่องแม่ข่ายฐานข้อมูล"))
    return Finding("database", "ok", connection.vendor)


def check_migrations():
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        return Finding("migrations", "fail", str(problem), _("ตรวจฐานข้อมูลก่อน"))
    if waiting:
        return Finding("migrations", "fail", str(len(waiting)), _("สั่ง manage.py migrate"))
    return Finding("migrations", "ok", _("ครบ"))


def check_disk():
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.VAR_DIR).free
    detail = _("ว่าง %(gb).1f GB") % {"gb": free / 1024**3}
    if free < FREE_BYTES:
        return Finding("disk", "fail", detail, _("ลบไฟล์ที่ไม่ใช้หรือเพิ่มพื้นที่ ต้องว่างอย่างน้อย 1 GB"))
    return Finding("disk", "ok", detail)


def check_redis():
    if not settings.REDIS_URL:
        return Finding("redis", "ok", _("ไม่ได้ใช้ งานเบื้องหลังทำโดย manage.py serve หรือ import_due"))
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as client:
            client.ping()
            policy = client.config_get("maxmemory-policy").get("maxmemory-policy", "")
    except redis.RedisError as problem:
        return Finding("redis", "warn", str(problem), _("เปิด Redis ระหว่างนี้หน้าเว็บยังใช้ได้ งานที่ค้างจะทำเมื่อ Redis กลับมา"))
    if policy != "noeviction":
        return Finding("redis", "warn", policy, _("ตั้ง maxmemory-policy เป็น noeviction มิฉะนั้นคิวงานอาจหาย"))
    return Finding("redis", "ok", policy)


def check_options():
    """The options tried under load: WAL and immediate transactions on SQLite; UTF-8 on PostgreSQL."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        immediate = connection.transaction_mode == "IMMEDIATE"
        good = immediate and mode in ("wal", "memory")
        detail = f"journal_mode={mode} transaction_mode={connection.transaction_mode}"
        return Finding("options", "ok" if good else "warn", detail, "" if good else _("ใช้ config/settings.py ตามที่ให้มา"))
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
    detail = f"PostgreSQL {connection.pg_version // 10000} {encoding}"
    return Finding("options", "ok" if encoding == "UTF8" else "fail", detail)


def check_replica():
    if REPLICA not in connections:
        return Finding("replica", "ok", _("ไม่ได้ใช้"))
    try:
        lag = replica_lag()
    except DatabaseError as problem:
        advice = _("ตรวจ REPLICA_DATABASE_URL ระหว่างนี้หน้าเว็บอ่านจากฐานข้อมูลหลัก")
        return Finding("replica", "warn", str(problem).strip(), advice)
    if lag is None:
        detail = _("ฐานข้อมูลนี้ไม่ใช่เครื่องสำรองของฐานข้อมูลหลัก จึงไม่อ่านจากที่นี่")
        return Finding("replica", "warn", detail, _("ให้ REPLICA_DATABASE_URL ชี้ไปที่ standby หรือลบออก"))
    detail = _("ช้ากว่าต้นทาง %(seconds)s วินาที") % {"seconds": f"{lag:.1f}"}
    if lag > settings.REPLICA_MAX_LAG:
        advice = _("เกิน %(limit)s วินาที หน้าเว็บอ่านจากฐานข้อมูลหลักจนกว่าจะตามทัน ตรวจเครือข่ายและภาระของเครื่องสำรอง")
        return Finding("replica", "warn", detail, advice % {"limit": settings.REPLICA_MAX_LAG})
    return Finding("replica", "ok", detail)


def check_triggers():
    missing = [*triggers.missing_triggers(), *constraints.missing_triggers()]
    if missing:
        return Finding("triggers", "fail", ", ".join(missing), _("สั่ง manage.py migrate เพื่อสร้างใหม่"))
    return Finding("triggers", "ok", _("ครบ ประวัติการดำเนินการแก้หรือลบไม่ได้"))


def check_mail():
    try:
        mail = get_connection(fail_silently=False)
        mail.open()
        mail.close()
    except OSError as problem:
        return Finding("mail", "warn", str(problem), _("ตรวจ EMAIL_URL จดหมายที่ค้างจะส่งเมื่อแก้แล้ว"))
    return Finding("mail", "ok", settings.EMAIL_BACKEND.rsplit(".", 2)[-2])


def check_last_import():
    run = ImportRun.objects.real().done().order_by("-finished_at").first()
    if run is None:
        return Finding("import", "warn", _("ยังไม่เคยนำเข้า"), _("สั่ง manage.py import_due"))
    age = timezone.now() - run.finished_at
    detail = f"{run.source.slug} {timezone.localtime(run.finished_at):%Y-%m-%d %H:%M}"
    if age > timedelta(hours=3):
        return Finding("import", "warn", detail, _("ไม่มีข้อมูลเข้าเกิน 3 ชั่วโมง ดู /pm25/imports/"))
    return Finding("import", "ok", detail)
