import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pm25.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("parameter", models.CharField(max_length=20, verbose_name="สิ่งที่วัด")),
                (
                    "averaging",
                    models.CharField(
                        choices=[
                            ("PT1H", "ค่าเฉลี่ยรายชั่วโมง"),
                            ("PT8H", "ค่าเฉลี่ย 8 ชั่วโมง (ย้อนหลัง)"),
                            ("PT24H", "ค่าเฉลี่ย 24 ชั่วโมง (ย้อนหลัง)"),
                            ("P1D", "ค่าเฉลี่ยรายวัน"),
                        ],
                        max_length=5,
                        verbose_name="ช่วงเวลาเฉลี่ย",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="หน่วย")),
            ],
            options={
                "verbose_name": "ชุดค่าที่ตรวจวัด",
                "verbose_name_plural": "ชุดค่าที่ตรวจวัด",
                "ordering": ["station", "parameter", "averaging"],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("slug", models.SlugField(unique=True, verbose_name="รหัส")),
                ("name_th", models.CharField(max_length=300, verbose_name="ชื่อ")),
                ("name_en", models.CharField(max_length=300, verbose_name="ชื่อภาษาอังกฤษ")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reference", "เครื่องมือมาตรฐาน"),
                            ("lowcost", "เครื่องวัดแบบเซ็นเซอร์"),
                            ("model", "ค่าประมาณจากแบบจำลอง"),
                            ("satellite", "ดาวเทียม"),
                            ("sample", "ข้อมูลตัวอย่าง"),
                        ],
                        max_length=20,
                        verbose_name="ชนิด",
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="ที่อยู่เว็บ")),
                ("licence", models.CharField(blank=True, max_length=300, verbose_name="สัญญาอนุญาต")),
                ("attribution_th", models.CharField(blank=True, max_length=500, verbose_name="ข้อความอ้างอิงแหล่งที่มา")),
                ("attribution_en", models.CharField(blank=True, max_length=500, verbose_name="ข้อความอ้างอิงภาษาอังกฤษ")),
                ("redistribution_allowed", models.BooleanField(default=False, verbose_name="เผยแพร่ต่อได้")),
                (
                    "schedule",
                    models.CharField(
                        blank=True,
                        choices=[("", "ไม่ดึงเอง"), ("hourly", "ทุกชั่วโมง")],
                        default="",
                        max_length=20,
                        verbose_name="กำหนดดึงข้อมูล",
                    ),
                ),
                (
                    "adapters",
                    models.JSONField(
                        blank=True, default=list, help_text="ชื่อตัวอ่านที่ดึงตามกำหนด เรียงตามลำดับ", verbose_name="ตัวอ่านข้อมูล"
                    ),
                ),
            ],
            options={
                "verbose_name": "แหล่งข้อมูล",
                "verbose_name_plural": "แหล่งข้อมูล",
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="BandScale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("parameter", models.CharField(default="pm25", max_length=20, verbose_name="สิ่งที่วัด")),
                ("name_th", models.CharField(max_length=300, verbose_name="ชื่อ")),
                ("name_en", models.CharField(max_length=300, verbose_name="ชื่อภาษาอังกฤษ")),
                ("valid_from", models.DateField(verbose_name="ใช้ตั้งแต่")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="ใช้ถึง")),
                ("source_th", models.CharField(max_length=500, verbose_name="ที่มา")),
                ("source_url", models.URLField(blank=True, verbose_name="ที่อยู่ของที่มา")),
                ("advice_source_th", models.CharField(blank=True, max_length=500, verbose_name="ที่มาของคำแนะนำ")),
                ("advice_as_of", models.DateField(blank=True, null=True, verbose_name="คำแนะนำ ณ วันที่")),
            ],
            options={
                "verbose_name": "เกณฑ์ระดับคุณภาพอากาศ",
                "verbose_name_plural": "เกณฑ์ระดับคุณภาพอากาศ",
                "ordering": ["parameter", "valid_from"],
                "constraints": [
                    models.UniqueConstraint(fields=("parameter", "valid_from"), name="bandscale_from_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="bandscale_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("adapter", models.CharField(max_length=40, verbose_name="ตัวอ่านข้อมูล")),
                ("window_start", models.DateTimeField(blank=True, null=True, verbose_name="ชั่วโมงที่นำเข้า")),
                (
                    "status",
                    models.CharField(
                        choices=[("running", "กำลังนำเข้า"), ("done", "สำเร็จ"), ("failed", "ไม่สำเร็จ")],
                        default="running",
                        max_length=20,
                        verbose_name="สถานะ",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="จำนวนครั้งที่พยายาม")),
                ("started_at", models.DateTimeField(verbose_name="เริ่มเมื่อ")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="เสร็จเมื่อ")),
                ("origin", models.CharField(blank=True, max_length=1000, verbose_name="ไฟล์หรือที่อยู่")),
                ("size", models.BigIntegerField(blank=True, null=True, verbose_name="ขนาด (ไบต์)")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("new", models.IntegerField(default=0, verbose_name="เพิ่มใหม่")),
                ("unchanged", models.IntegerField(default=0, verbose_name="ไม่เปลี่ยน")),
                ("revised", models.IntegerField(default=0, verbose_name="ปรับแก้")),
                ("rejected", models.IntegerField(default=0, verbose_name="ไม่รับ")),
                ("late", models.IntegerField(default=0, verbose_name="มาช้า")),
                ("pending_stations", models.IntegerField(default=0, verbose_name="สถานีใหม่ที่รอตรวจ")),
                ("error_code", models.CharField(blank=True, max_length=40, verbose_name="รหัสข้อผิดพลาด")),
                ("message_th", models.TextField(blank=True, verbose_name="คำอธิบาย")),
                ("message_en", models.TextField(blank=True, verbose_name="คำอธิบายภาษาอังกฤษ")),
                ("error_id", models.CharField(blank=True, max_length=40, verbose_name="เลขอ้างอิงข้อผิดพลาด")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_runs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้นำเข้า",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="pm25.source",
                        verbose_name="แหล่งข้อมูล",
                    ),
                ),
            ],
            options={
                "verbose_name": "รอบการนำเข้าข้อมูล",
                "verbose_name_plural": "รอบการนำเข้าข้อมูล",
                "ordering": ["-started_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Latest",
            fields=[
                ("period_end", models.DateTimeField(verbose_name="สิ้นสุดช่วงเวลา")),
                (
                    "series",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="latest",
                        serialize=False,
                        to="pm25.series",
                        verbose_name="ชุดค่าที่ตรวจวัด",
                    ),
                ),
                ("value", pm25.fields.ThousandthsField(db_column="value_thousandths", verbose_name="ค่า")),
                ("flags", models.SmallIntegerField(default=0, verbose_name="ข้อสังเกตด้านคุณภาพ")),
            ],
            options={
                "verbose_name": "ค่าล่าสุด",
                "verbose_name_plural": "ค่าล่าสุด",
                "ordering": ["series"],
            },
        ),
        migrations.CreateModel(
            name="Reject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.IntegerField(blank=True, null=True, verbose_name="บรรทัดหรือลำดับ")),
                ("reason", models.CharField(max_length=40, verbose_name="เหตุ")),
                ("message_th", models.CharField(blank=True, max_length=500, verbose_name="คำอธิบาย")),
                ("raw", models.CharField(blank=True, max_length=500, verbose_name="ข้อมูลที่ส่งมา")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rejects",
                        to="pm25.importrun",
                        verbose_name="รอบการนำเข้าข้อมูล",
                    ),
                ),
            ],
            options={
                "verbose_name": "ข้อมูลที่ไม่รับ",
                "verbose_name_plural": "ข้อมูลที่ไม่รับ",
                "ordering": ["run", "line", "id"],
            },
        ),
        migrations.CreateModel(
            name="Standard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("parameter", models.CharField(default="pm25", max_length=20, verbose_name="สิ่งที่วัด")),
                (
                    "averaging",
                    models.CharField(
                        choices=[("P1D", "24 ชั่วโมง"), ("P1Y", "1 ปี")], max_length=5, verbose_name="ช่วงเวลาเฉลี่ย"
                    ),
                ),
                ("value", pm25.fields.ThousandthsField(db_column="value_thousandths", verbose_name="ค่ามาตรฐาน")),
                ("unit", models.CharField(max_length=20, verbose_name="หน่วย")),
                ("valid_from", models.DateField(verbose_name="ใช้ตั้งแต่")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="ใช้ถึง")),
                ("source_th", models.CharField(max_length=500, verbose_name="ที่มา")),
                ("source_url", models.URLField(blank=True, verbose_name="ที่อยู่ของที่มา")),
            ],
            options={
                "verbose_name": "ค่ามาตรฐาน",
                "verbose_name_plural": "ค่ามาตรฐาน",
                "ordering": ["parameter", "averaging", "valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("parameter", "averaging", "valid_from"), name="standard_from_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="standard_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                ("name_th", models.CharField(max_length=500, verbose_name="ชื่อ")),
                ("name_en", models.CharField(blank=True, max_length=500, verbose_name="ชื่อภาษาอังกฤษ")),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=1010)),
                ("search_text", models.TextField(editable=False)),
                ("id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "source_station_id",
                    models.CharField(
                        help_text="ตัวพิมพ์เล็ก ไม่มีช่องว่างหัวท้าย", max_length=100, verbose_name="รหัสของแหล่งข้อมูล"
                    ),
                ),
                ("code", models.SlugField(max_length=110, unique=True, verbose_name="รหัสสถานี")),
                ("area_th", models.CharField(blank=True, max_length=500, verbose_name="ที่ตั้ง")),
                ("area_en", models.CharField(blank=True, max_length=500, verbose_name="ที่ตั้งภาษาอังกฤษ")),
                (
                    "type",
                    models.CharField(
                        blank=True, help_text="ตามที่แหล่งข้อมูลระบุ เช่น GROUND", max_length=40, verbose_name="ประเภทสถานี"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("pending", "รอตรวจ"), ("public", "เผยแพร่"), ("closed", "ปิดแล้ว")],
                        default="pending",
                        max_length=20,
                        verbose_name="สถานะ",
                    ),
                ),
                ("is_reference", models.BooleanField(default=False, verbose_name="เครื่องมือมาตรฐาน")),
                ("lat", models.FloatField(blank=True, help_text="ตำแหน่งล่าสุดที่เชื่อถือได้", null=True, verbose_name="ละติจูด")),
                ("lon", models.FloatField(blank=True, null=True, verbose_name="ลองจิจูด")),
                (
                    "described_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="คำอธิบายสถานี ณ วันที่"),
                ),
                ("as_sent", models.JSONField(default=dict, editable=False)),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="places.district",
                        verbose_name="อำเภอ",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="places.province",
                        verbose_name="จังหวัด",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="pm25.source",
                        verbose_name="แหล่งข้อมูล",
                    ),
                ),
            ],
            options={
                "verbose_name": "สถานีตรวจวัดคุณภาพอากาศ",
                "verbose_name_plural": "สถานีตรวจวัดคุณภาพอากาศ",
                "ordering": ["sort_key"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="series",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="series",
                to="pm25.station",
                verbose_name="สถานีตรวจวัดคุณภาพอากาศ",
            ),
        ),
        migrations.CreateModel(
            name="StationPosition",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("valid_from", models.DateTimeField(verbose_name="ใช้ตั้งแต่")),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="ละติจูด")),
                ("lon", models.FloatField(blank=True, null=True, verbose_name="ลองจิจูด")),
                ("as_sent", models.CharField(blank=True, max_length=100, verbose_name="ตามที่แหล่งข้อมูลส่งมา")),
                ("suspect", models.BooleanField(default=False, verbose_name="น่าสงสัย")),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="เหตุที่น่าสงสัย")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="ที่มาของตำแหน่ง")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="pm25.station",
                        verbose_name="สถานีตรวจวัดคุณภาพอากาศ",
                    ),
                ),
            ],
            options={
                "verbose_name": "ตำแหน่งของสถานี",
                "verbose_name_plural": "ตำแหน่งของสถานี",
                "ordering": ["station", "-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="Band",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField(verbose_name="ระดับ")),
                ("lower", pm25.fields.ThousandthsField(db_column="lower_thousandths", verbose_name="ตั้งแต่")),
                (
                    "upper",
                    pm25.fields.ThousandthsField(
                        blank=True, db_column="upper_thousandths", null=True, verbose_name="ถึง"
                    ),
                ),
                ("name_th", models.CharField(max_length=100, verbose_name="ชื่อ")),
                ("name_en", models.CharField(max_length=100, verbose_name="ชื่อภาษาอังกฤษ")),
                (
                    "colour",
                    models.CharField(
                        max_length=7,
                        validators=[django.core.validators.RegexValidator("^#[0-9a-f]{6}$")],
                        verbose_name="สี",
                    ),
                ),
                ("colour_name_th", models.CharField(blank=True, max_length=40, verbose_name="ชื่อสี")),
                ("advice_general_th", models.TextField(verbose_name="คำแนะนำสำหรับประชาชนทั่วไป")),
                ("advice_general_en", models.TextField(verbose_name="คำแนะนำสำหรับประชาชนทั่วไป ภาษาอังกฤษ")),
                ("advice_risk_th", models.TextField(verbose_name="คำแนะนำสำหรับกลุ่มเสี่ยง")),
                ("advice_risk_en", models.TextField(verbose_name="คำแนะนำสำหรับกลุ่มเสี่ยง ภาษาอังกฤษ")),
                ("advice_school_th", models.TextField(verbose_name="คำแนะนำสำหรับโรงเรียน")),
                ("advice_school_en", models.TextField(verbose_name="คำแนะนำสำหรับโรงเรียน ภาษาอังกฤษ")),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="pm25.bandscale",
                        verbose_name="เกณฑ์ระดับคุณภาพอากาศ",
                    ),
                ),
            ],
            options={
                "verbose_name": "ระดับคุณภาพอากาศ",
                "verbose_name_plural": "ระดับคุณภาพอากาศ",
                "ordering": ["scale", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("scale", "level"), name="band_level_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 5)), name="band_level_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("upper__isnull", True), ("upper__gte", models.F("lower")), _connector="OR"),
                        name="band_upper_above_lower",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DailyMean",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "series_id", "day", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField(verbose_name="วัน")),
                ("total", pm25.fields.ThousandthsField(db_column="total_thousandths", verbose_name="ผลรวม")),
                (
                    "mean",
                    pm25.fields.ThousandthsField(
                        blank=True, db_column="mean_thousandths", null=True, verbose_name="ค่าเฉลี่ยรายวัน"
                    ),
                ),
                ("hours", models.SmallIntegerField(verbose_name="จำนวนชั่วโมง")),
                (
                    "series",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="daily_means",
                        to="pm25.series",
                        verbose_name="ชุดค่าที่ตรวจวัด",
                    ),
                ),
            ],
            options={
                "verbose_name": "ค่าเฉลี่ยรายวัน",
                "verbose_name_plural": "ค่าเฉลี่ยรายวัน",
                "ordering": ["series_id", "day"],
                "indexes": [models.Index(fields=["day"], name="dailymean_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 24)), name="dailymean_hours_of_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvinceDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="วัน")),
                ("mean", pm25.fields.ThousandthsField(db_column="mean_thousandths", verbose_name="ค่าเฉลี่ยรายวัน")),
                ("stations", models.SmallIntegerField(verbose_name="จำนวนสถานี")),
                ("rule", models.SmallIntegerField(verbose_name="รุ่นของวิธีคำนวณ")),
                ("is_sample", models.BooleanField(default=False, verbose_name="ข้อมูลตัวอย่าง")),
                ("parameter", models.CharField(default="pm25", max_length=20, verbose_name="สิ่งที่วัด")),
                (
                    "province",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="air_days",
                        to="places.province",
                        verbose_name="จังหวัด",
                    ),
                ),
            ],
            options={
                "verbose_name": "ค่าเฉลี่ยรายวันของจังหวัด",
                "verbose_name_plural": "ค่าเฉลี่ยรายวันของจังหวัด",
                "ordering": ["province", "day"],
                "indexes": [models.Index(fields=["day"], name="provinceday_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("province", "parameter", "is_sample", "day"), name="provinceday_unique"
                    ),
                    models.CheckConstraint(condition=models.Q(("stations__gte", 1)), name="provinceday_has_station"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_end", models.DateTimeField(verbose_name="สิ้นสุดช่วงเวลา")),
                (
                    "old_value",
                    pm25.fields.ThousandthsField(
                        blank=True, db_column="old_thousandths", null=True, verbose_name="ค่าเดิม"
                    ),
                ),
                (
                    "new_value",
                    pm25.fields.ThousandthsField(
                        blank=True, db_column="new_thousandths", null=True, verbose_name="ค่าใหม่"
                    ),
                ),
                ("old_flags", models.SmallIntegerField(default=0, verbose_name="ข้อสังเกตเดิม")),
                ("new_flags", models.SmallIntegerField(default=0, verbose_name="ข้อสังเกตใหม่")),
                ("old_raw", models.TextField(blank=True, null=True, verbose_name="ข้อความเดิม")),
                ("at", models.DateTimeField(verbose_name="ปรับแก้เมื่อ")),
                (
                    "old_run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pm25.importrun",
                        verbose_name="รอบที่นำค่าเดิมเข้า",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="pm25.importrun",
                        verbose_name="รอบที่ปรับแก้",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="pm25.series",
                        verbose_name="ชุดค่าที่ตรวจวัด",
                    ),
                ),
            ],
            options={
                "verbose_name": "ค่าที่ปรับแก้ย้อนหลัง",
                "verbose_name_plural": "ค่าที่ปรับแก้ย้อนหลัง",
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["series", "period_end"], name="revision_series_period")],
            },
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(fields=["source", "adapter", "-started_at"], name="run_source_started"),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.UniqueConstraint(fields=("source", "adapter", "window_start"), name="run_window_unique"),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "running"), ("finished_at__isnull", False), _connector="OR"),
                name="run_finished_at_set",
            ),
        ),
        migrations.AddIndex(
            model_name="station",
            index=models.Index(fields=["province", "status"], name="station_province_status"),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.UniqueConstraint(fields=("source", "source_station_id"), name="station_source_id_unique"),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["pending", "public", "closed"])), name="station_status_known"
            ),
        ),
        migrations.AddIndex(
            model_name="series",
            index=models.Index(fields=["parameter", "averaging"], name="series_parameter_averaging"),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(
                fields=("station", "parameter", "averaging"), name="series_station_kind_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="stationposition",
            constraint=models.UniqueConstraint(fields=("station", "valid_from"), name="position_station_from_unique"),
        ),
    ]
