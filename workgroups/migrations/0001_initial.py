import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import workgroups.constraints


def add_btree_gist(apps, schema_editor):
    """The exclusion constraints of PostgreSQL compare plain keys by gist; the way back leaves the extension."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(add_btree_gist, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Challenge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_th", models.CharField(max_length=500, verbose_name="ชื่อ")),
                ("name_en", models.CharField(blank=True, max_length=500, verbose_name="ชื่อภาษาอังกฤษ")),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=1010)),
                ("search_text", models.TextField(editable=False)),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="ชื่อเอกสารที่อ่านข้อมูลนี้มา", max_length=300, verbose_name="แหล่งที่มา"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="ที่อยู่ของแหล่งที่มา")),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก", null=True, verbose_name="ข้อมูล ณ วันที่"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="ชื่อในที่อยู่เว็บ")),
                ("year_be", models.PositiveSmallIntegerField(verbose_name="ปี พ.ศ.")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                ("goal_th", models.TextField(blank=True, verbose_name="เป้าหมาย")),
                ("goal_en", models.TextField(blank=True, verbose_name="เป้าหมายภาษาอังกฤษ")),
                (
                    "due_month",
                    models.DateField(
                        blank=True,
                        help_text="บันทึกวันที่ 1 ของเดือน แสดงเฉพาะเดือนและปี",
                        null=True,
                        verbose_name="กำหนดส่งผล (เดือน)",
                    ),
                ),
                ("due_note_th", models.CharField(blank=True, max_length=300, verbose_name="กำหนดส่งผลต่อ")),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("empathise", "ทำความเข้าใจผู้มีส่วนได้ส่วนเสีย"),
                            ("define", "กำหนดโจทย์"),
                            ("ideate", "ระดมความคิด"),
                            ("prototype", "สร้างต้นแบบ"),
                            ("test", "ทดสอบต้นแบบ"),
                        ],
                        max_length=20,
                        verbose_name="ขั้นของการออกแบบ",
                    ),
                ),
                ("levels_note_th", models.CharField(blank=True, max_length=500, verbose_name="การถ่ายทอดนโยบาย")),
                (
                    "outputs_th",
                    models.TextField(blank=True, help_text="บรรทัดละหนึ่งเรื่อง", verbose_name="ผลจากการประชุมเชิงปฏิบัติการ"),
                ),
                ("note_th", models.TextField(blank=True, verbose_name="หมายเหตุ")),
            ],
            options={
                "verbose_name": "โจทย์นโยบาย",
                "verbose_name_plural": "โจทย์นโยบาย",
                "ordering": ["-year_be", "order"],
            },
        ),
        migrations.CreateModel(
            name="LoadedFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True)),
                ("object_type", models.CharField(max_length=100)),
                ("object_id", models.BigIntegerField()),
                ("values", models.JSONField(default=dict)),
                ("loaded_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "ข้อมูลตั้งต้นที่นำเข้าแล้ว",
                "verbose_name_plural": "ข้อมูลตั้งต้นที่นำเข้าแล้ว",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="PolicyLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="ชื่อเอกสารที่อ่านข้อมูลนี้มา", max_length=300, verbose_name="แหล่งที่มา"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="ที่อยู่ของแหล่งที่มา")),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก", null=True, verbose_name="ข้อมูล ณ วันที่"
                    ),
                ),
                ("key", models.SlugField(max_length=20, unique=True, verbose_name="รหัส")),
                ("order", models.PositiveSmallIntegerField(verbose_name="ลำดับ")),
                ("name_th", models.CharField(max_length=80, verbose_name="ชื่อ")),
                ("name_en", models.CharField(blank=True, max_length=80, verbose_name="ชื่อภาษาอังกฤษ")),
                ("who_th", models.TextField(verbose_name="ผู้เข้าร่วม")),
                ("who_en", models.TextField(blank=True, verbose_name="ผู้เข้าร่วมภาษาอังกฤษ")),
            ],
            options={
                "verbose_name": "ระดับ ป.ย.ป.",
                "verbose_name_plural": "ระดับ ป.ย.ป.",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_th", models.CharField(max_length=500, verbose_name="ชื่อ")),
                ("name_en", models.CharField(blank=True, max_length=500, verbose_name="ชื่อภาษาอังกฤษ")),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=1010)),
                ("search_text", models.TextField(editable=False)),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="ชื่อเอกสารที่อ่านข้อมูลนี้มา", max_length=300, verbose_name="แหล่งที่มา"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="ที่อยู่ของแหล่งที่มา")),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก", null=True, verbose_name="ข้อมูล ณ วันที่"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="ชื่อในที่อยู่เว็บ")),
                ("abbr_th", models.CharField(blank=True, max_length=80, verbose_name="ชื่อย่อ")),
                ("abbr_en", models.CharField(blank=True, max_length=80, verbose_name="ชื่อย่อภาษาอังกฤษ")),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central", "ส่วนกลาง"),
                            ("central_in_region", "ส่วนกลางในภูมิภาค"),
                            ("regional", "ส่วนภูมิภาค"),
                            ("local", "ส่วนท้องถิ่น (อปท.)"),
                            ("public_organisation", "องค์การมหาชน"),
                            ("private_sector", "ภาคเอกชน"),
                            ("civil_society", "ภาคประชาสังคม"),
                        ],
                        max_length=20,
                        verbose_name="ระดับหน่วยงาน",
                    ),
                ),
                ("succeeded_on", models.DateField(blank=True, null=True, verbose_name="วันที่รับช่วงต่อ")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="workgroups.agency",
                        verbose_name="หน่วยงานต้นสังกัด",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="places.province",
                        verbose_name="จังหวัด",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="workgroups.agency",
                        verbose_name="หน่วยงานที่รับช่วงต่อ",
                    ),
                ),
            ],
            options={
                "verbose_name": "หน่วยงาน",
                "verbose_name_plural": "หน่วยงาน",
                "ordering": ["sort_key"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgencyName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="ชื่อเอกสารที่อ่านข้อมูลนี้มา", max_length=300, verbose_name="แหล่งที่มา"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="ที่อยู่ของแหล่งที่มา")),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก", null=True, verbose_name="ข้อมูล ณ วันที่"
                    ),
                ),
                ("name_th", models.CharField(max_length=500, verbose_name="ชื่อ")),
                ("name_en", models.CharField(blank=True, max_length=500, verbose_name="ชื่อภาษาอังกฤษ")),
                (
                    "valid_from",
                    models.DateField(blank=True, help_text="เว้นว่างเมื่อไม่ทราบ", null=True, verbose_name="ใช้ตั้งแต่วันที่"),
                ),
                (
                    "valid_to",
                    models.DateField(blank=True, help_text="เว้นว่างเมื่อยังใช้อยู่", null=True, verbose_name="ใช้ถึงวันที่"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="workgroups.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
            ],
            options={
                "verbose_name": "ชื่อตามช่วงเวลา",
                "verbose_name_plural": "ชื่อตามช่วงเวลา",
                "ordering": ["agency", models.OrderBy(models.F("valid_from"), nulls_first=True)],
            },
        ),
        migrations.CreateModel(
            name="AppointmentOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="ชื่อเอกสารที่อ่านข้อมูลนี้มา", max_length=300, verbose_name="แหล่งที่มา"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="ที่อยู่ของแหล่งที่มา")),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก", null=True, verbose_name="ข้อมูล ณ วันที่"
                    ),
                ),
                ("number", models.CharField(max_length=80, verbose_name="เลขที่คำสั่ง")),
                ("date", models.DateField(verbose_name="ลงวันที่")),
                ("signatory", models.CharField(blank=True, max_length=300, verbose_name="ผู้ลงนาม")),
                ("title_th", models.CharField(max_length=500, verbose_name="เรื่อง")),
                ("title_en", models.CharField(blank=True, max_length=500, verbose_name="เรื่อง (ภาษาอังกฤษ)")),
                (
                    "is_public",
                    models.BooleanField(
                        default=False, help_text="เลือกเมื่อตรวจแล้วว่าไม่มีข้อมูลส่วนบุคคล", verbose_name="เผยแพร่"
                    ),
                ),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="workgroups.appointmentorder",
                        verbose_name="แก้ไขเพิ่มเติมคำสั่ง",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointment_orders",
                        to="documents.storedfile",
                        verbose_name="ไฟล์คำสั่ง",
                    ),
                ),
            ],
            options={
                "verbose_name": "คำสั่งแต่งตั้ง",
                "verbose_name_plural": "คำสั่งแต่งตั้ง",
                "ordering": ["-date", "number"],
            },
        ),
        migrations.CreateModel(
            name="ChallengeAgency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "หน่วยงานรับผิดชอบหลัก"),
                            ("responsible", "หน่วยงานที่รับผิดชอบ"),
                            ("supporting", "หน่วยงานสนับสนุน"),
                            ("taking_part", "หน่วยงานร่วมขับเคลื่อน"),
                        ],
                        max_length=12,
                        verbose_name="บทบาท",
                    ),
                ),
                ("task_th", models.TextField(blank=True, verbose_name="ภารกิจ")),
                ("task_en", models.TextField(blank=True, verbose_name="ภารกิจภาษาอังกฤษ")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="workgroups.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="workgroups.challenge",
                        verbose_name="โจทย์นโยบาย",
                    ),
                ),
            ],
            options={
                "verbose_name": "หน่วยงานในโจทย์นโยบาย",
                "verbose_name_plural": "หน่วยงานในโจทย์นโยบาย",
                "ordering": ["challenge", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_th", models.CharField(max_length=500, verbose_name="ชื่อ")),
                ("name_en", models.CharField(blank=True, max_length=500, verbose_name="ชื่อภาษาอังกฤษ")),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=1010)),
                ("search_text", models.TextField(editable=False)),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="ชื่อเอกสารที่อ่านข้อมูลนี้มา", max_length=300, verbose_name="แหล่งที่มา"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="ที่อยู่ของแหล่งที่มา")),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก", null=True, verbose_name="ข้อมูล ณ วันที่"
                    ),
                ),
                ("title_th", models.CharField(blank=True, max_length=80, verbose_name="คำนำหน้าชื่อ")),
                ("title_en", models.CharField(blank=True, max_length=80, verbose_name="คำนำหน้าชื่อภาษาอังกฤษ")),
                (
                    "phone",
                    models.CharField(blank=True, help_text="ใช้ภายใน ไม่เผยแพร่", max_length=50, verbose_name="โทรศัพท์"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, help_text="ใช้ภายใน ไม่เผยแพร่", max_length=254, verbose_name="อีเมล"),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="workgroups.person",
                        verbose_name="รวมเข้ากับ",
                    ),
                ),
            ],
            options={
                "verbose_name": "บุคคล",
                "verbose_name_plural": "บุคคล",
                "ordering": ["sort_key"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="challenge",
            name="levels",
            field=models.ManyToManyField(
                blank=True, related_name="challenges", to="workgroups.policylevel", verbose_name="ระดับ ป.ย.ป."
            ),
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="ชื่อเอกสารที่อ่านข้อมูลนี้มา", max_length=300, verbose_name="แหล่งที่มา"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="ที่อยู่ของแหล่งที่มา")),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก", null=True, verbose_name="ข้อมูล ณ วันที่"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="ลำดับ")),
                (
                    "title_th",
                    models.CharField(
                        blank=True,
                        help_text="ตามเอกสาร เว้นว่างได้เฉพาะที่นั่งของบุคคลที่ระบุชื่อ",
                        max_length=500,
                        verbose_name="ตำแหน่ง",
                    ),
                ),
                ("title_en", models.CharField(blank=True, max_length=500, verbose_name="ตำแหน่งภาษาอังกฤษ")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "ประธานคณะทำงาน"),
                            ("vice_chair", "รองประธานคณะทำงาน"),
                            ("member", "คณะทำงาน"),
                            ("member_secretary", "คณะทำงานและเลขานุการ"),
                            ("member_assistant_secretary", "คณะทำงานและผู้ช่วยเลขานุการ"),
                        ],
                        default="member",
                        max_length=30,
                        verbose_name="บทบาท",
                    ),
                ),
                (
                    "role_th",
                    models.CharField(
                        blank=True, help_text="เว้นว่างเพื่อใช้คำตามประเภทคณะ", max_length=200, verbose_name="คำเรียกบทบาท"
                    ),
                ),
                ("role_en", models.CharField(blank=True, max_length=200, verbose_name="คำเรียกบทบาทภาษาอังกฤษ")),
                (
                    "filled_by",
                    models.CharField(
                        choices=[
                            ("office", "โดยตำแหน่ง"),
                            ("representative", "ผู้แทนหน่วยงาน"),
                            ("person", "บุคคล (ระบุชื่อ)"),
                        ],
                        max_length=20,
                        verbose_name="วิธีได้มา",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central", "ส่วนกลาง"),
                            ("central_in_region", "ส่วนกลางในภูมิภาค"),
                            ("regional", "ส่วนภูมิภาค"),
                            ("local", "ส่วนท้องถิ่น (อปท.)"),
                            ("public_organisation", "องค์การมหาชน"),
                            ("private_sector", "ภาคเอกชน"),
                            ("civil_society", "ภาคประชาสังคม"),
                        ],
                        help_text="เว้นว่างเพื่อใช้ระดับของหน่วยงาน",
                        max_length=20,
                        verbose_name="ระดับหน่วยงาน",
                    ),
                ),
                (
                    "start",
                    models.DateField(
                        blank=True, help_text="เว้นว่างเมื่อไม่ปรากฏในเอกสาร", null=True, verbose_name="มีที่นั่งตั้งแต่วันที่"
                    ),
                ),
                ("end", models.DateField(blank=True, null=True, verbose_name="มีที่นั่งถึงวันที่")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="workgroups.agency",
                        verbose_name="หน่วยงาน",
                    ),
                ),
                (
                    "appointed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="workgroups.appointmentorder",
                        verbose_name="คำสั่งแต่งตั้ง",
                    ),
                ),
            ],
            options={
                "verbose_name": "ตำแหน่งในคณะทำงาน",
                "verbose_name_plural": "ตำแหน่งในคณะทำงาน",
                "ordering": ["group", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="ชื่อเอกสารที่อ่านข้อมูลนี้มา", max_length=300, verbose_name="แหล่งที่มา"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="ที่อยู่ของแหล่งที่มา")),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก", null=True, verbose_name="ข้อมูล ณ วันที่"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("regular", "ดำรงตำแหน่ง"), ("acting", "รักษาการ"), ("alternate", "ผู้แทนสำรอง")],
                        default="regular",
                        max_length=10,
                        verbose_name="ลักษณะ",
                    ),
                ),
                (
                    "start",
                    models.DateField(
                        blank=True, help_text="เว้นว่างเมื่อไม่ปรากฏวันแต่งตั้ง", null=True, verbose_name="ตั้งแต่วันที่"
                    ),
                ),
                ("end", models.DateField(blank=True, help_text="วันสุดท้ายที่ดำรงตำแหน่ง", null=True, verbose_name="ถึงวันที่")),
                (
                    "appointed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="workgroups.appointmentorder",
                        verbose_name="คำสั่งแต่งตั้ง",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="workgroups.person",
                        verbose_name="บุคคล",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="workgroups.post",
                        verbose_name="ตำแหน่งในคณะทำงาน",
                    ),
                ),
            ],
            options={
                "verbose_name": "การดำรงตำแหน่ง",
                "verbose_name_plural": "การดำรงตำแหน่ง",
                "ordering": ["post", models.OrderBy(models.F("start"), nulls_first=True), "pk"],
            },
        ),
        migrations.CreateModel(
            name="VacancyDeclaration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateField(verbose_name="ว่างตั้งแต่วันที่")),
                ("end", models.DateField(blank=True, null=True, verbose_name="ว่างถึงวันที่")),
                ("reason", models.CharField(max_length=300, verbose_name="เหตุที่ว่าง")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="แหล่งที่มา")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vacancies",
                        to="workgroups.post",
                        verbose_name="ตำแหน่งในคณะทำงาน",
                    ),
                ),
            ],
            options={
                "verbose_name": "การประกาศตำแหน่งว่าง",
                "verbose_name_plural": "การประกาศตำแหน่งว่าง",
                "ordering": ["post", "start"],
            },
        ),
        migrations.CreateModel(
            name="Workgroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_th", models.CharField(max_length=500, verbose_name="ชื่อ")),
                ("name_en", models.CharField(blank=True, max_length=500, verbose_name="ชื่อภาษาอังกฤษ")),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=1010)),
                ("search_text", models.TextField(editable=False)),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="ชื่อเอกสารที่อ่านข้อมูลนี้มา", max_length=300, verbose_name="แหล่งที่มา"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="ที่อยู่ของแหล่งที่มา")),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก", null=True, verbose_name="ข้อมูล ณ วันที่"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("commission", "คณะกรรมการพัฒนาระบบราชการ (ก.พ.ร.)"),
                            ("subcommittee", "คณะอนุกรรมการพัฒนาระบบราชการ (อ.ก.พ.ร.)"),
                            ("provincial", "คณะทำงานในระดับพื้นที่"),
                            ("law_drafting", "คณะทำงานยกร่างกฎหมาย"),
                            ("policy_lab", "กลุ่มโจทย์นโยบาย"),
                            ("support", "คณะทำงานสนับสนุน"),
                        ],
                        max_length=20,
                        verbose_name="ประเภท",
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="ชื่อในที่อยู่เว็บ")),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ลำดับคณะ")),
                ("short_th", models.CharField(blank=True, max_length=200, verbose_name="ชื่อสั้น")),
                ("short_en", models.CharField(blank=True, max_length=200, verbose_name="ชื่อสั้นภาษาอังกฤษ")),
                ("official_th", models.CharField(blank=True, max_length=600, verbose_name="ชื่อเต็มในเอกสารราชการ")),
                ("abbr_th", models.CharField(blank=True, max_length=80, verbose_name="ชื่อย่อ")),
                ("abbr_en", models.CharField(blank=True, max_length=80, verbose_name="ชื่อย่อภาษาอังกฤษ")),
                ("ad_hoc", models.BooleanField(default=False, verbose_name="เฉพาะกิจ")),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "ปฏิบัติงานอยู่"), ("ended", "สิ้นสุดแล้ว")],
                        default="active",
                        editable=False,
                        max_length=10,
                        verbose_name="สถานะ",
                    ),
                ),
                (
                    "started_on",
                    models.DateField(
                        blank=True, help_text="เว้นว่างเมื่อไม่ปรากฏในเอกสาร", null=True, verbose_name="เริ่มปฏิบัติงาน"
                    ),
                ),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="สิ้นสุด")),
                ("mandate_th", models.TextField(blank=True, verbose_name="ภารกิจในหนึ่งประโยค")),
                ("mandate_en", models.TextField(blank=True, verbose_name="ภารกิจภาษาอังกฤษ")),
                ("note_th", models.TextField(blank=True, verbose_name="หมายเหตุ")),
                ("origin_number", models.CharField(blank=True, max_length=40, verbose_name="มติที่มา: ครั้งที่")),
                ("origin_date", models.DateField(blank=True, null=True, verbose_name="มติที่มา: วันที่")),
                ("origin_text_th", models.TextField(blank=True, verbose_name="มติที่มา: ข้อความ")),
                ("origin_purpose_th", models.TextField(blank=True, verbose_name="มติที่มา: วัตถุประสงค์")),
                ("origin_note_th", models.TextField(blank=True, verbose_name="มติที่มา: หมายเหตุ")),
                ("is_demo", models.BooleanField(default=False, editable=False, verbose_name="ข้อมูลสาธิต")),
                (
                    "origin_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originated",
                        to="workgroups.workgroup",
                        verbose_name="มติที่มา: ที่ประชุมของ",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="workgroups.workgroup",
                        verbose_name="อยู่ภายใต้",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workgroups",
                        to="places.province",
                        verbose_name="จังหวัด",
                    ),
                ),
                (
                    "secretariat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="secretariat_of",
                        to="workgroups.agency",
                        verbose_name="ฝ่ายเลขานุการ",
                    ),
                ),
            ],
            options={
                "verbose_name": "คณะทำงาน",
                "verbose_name_plural": "คณะทำงาน",
                "ordering": ["sort_key"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="post",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="posts",
                to="workgroups.workgroup",
                verbose_name="คณะทำงาน",
            ),
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("secretary", "เลขานุการคณะทำงาน"),
                            ("officer", "เจ้าหน้าที่"),
                            ("member", "คณะทำงาน"),
                            ("moderator", "ผู้ตรวจความคิดเห็น"),
                            ("secretariat", "เจ้าหน้าที่สำนักงาน ก.พ.ร. และสำนักงาน ป.ย.ป."),
                            ("reviewer", "ผู้ทวนสอบของสำนักงาน ก.พ.ร."),
                        ],
                        max_length=12,
                        verbose_name="สิทธิ",
                    ),
                ),
                ("starts", models.DateField(default=django.utils.timezone.localdate, verbose_name="ตั้งแต่วันที่")),
                (
                    "ends",
                    models.DateField(
                        blank=True, help_text="วันสุดท้ายที่มีสิทธิ เว้นว่างเมื่อไม่กำหนด", null=True, verbose_name="ถึงวันที่"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้ใช้",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        help_text="เว้นว่างเฉพาะสิทธิของสำนักงาน ก.พ.ร. และสำนักงาน ป.ย.ป.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="workgroups.workgroup",
                        verbose_name="คณะทำงาน",
                    ),
                ),
            ],
            options={
                "verbose_name": "สิทธิในระบบ",
                "verbose_name_plural": "สิทธิในระบบ",
                "ordering": ["user", "role", "starts"],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="ชื่อเอกสารที่อ่านข้อมูลนี้มา", max_length=300, verbose_name="แหล่งที่มา"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="ที่อยู่ของแหล่งที่มา")),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก", null=True, verbose_name="ข้อมูล ณ วันที่"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="ลำดับ")),
                ("text_th", models.TextField(verbose_name="ข้อความ")),
                ("text_en", models.TextField(blank=True, verbose_name="ข้อความภาษาอังกฤษ")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duties",
                        to="workgroups.workgroup",
                        verbose_name="คณะทำงาน",
                    ),
                ),
            ],
            options={
                "verbose_name": "หน้าที่และอำนาจ",
                "verbose_name_plural": "หน้าที่และอำนาจ",
                "ordering": ["group", "order", "pk"],
            },
        ),
        migrations.AddField(
            model_name="challenge",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="challenges",
                to="workgroups.workgroup",
                verbose_name="กลุ่มโจทย์นโยบาย",
            ),
        ),
        migrations.AddField(
            model_name="appointmentorder",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="workgroups.workgroup",
                verbose_name="คณะทำงาน",
            ),
        ),
        migrations.CreateModel(
            name="WorkgroupAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_th", models.CharField(max_length=500, verbose_name="ชื่อ")),
                ("name_en", models.CharField(blank=True, max_length=500, verbose_name="ชื่อภาษาอังกฤษ")),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=1010)),
                ("search_text", models.TextField(editable=False)),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="แหล่งที่มา")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="workgroups.workgroup",
                        verbose_name="คณะทำงาน",
                    ),
                ),
            ],
            options={
                "verbose_name": "ชื่ออื่น",
                "verbose_name_plural": "ชื่ออื่น",
                "ordering": ["sort_key"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("succeeded_on__isnull", True), ("successor__isnull", True)),
                    models.Q(("succeeded_on__isnull", False), ("successor__isnull", False)),
                    _connector="OR",
                ),
                name="agency_succession_dated",
                violation_error_message="ระบุหน่วยงานที่รับช่วงต่อพร้อมวันที่",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor__isnull", True), models.Q(("successor", models.F("id")), _negated=True), _connector="OR"
                ),
                name="agency_not_own_successor",
                violation_error_message="เลือกหน่วยงานที่รับช่วงต่อเป็นหน่วยงานอื่น",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("slug__in", ["challenges", "resolutions", "actions", "reply", "calendar.ics"]), _negated=True
                ),
                name="agency_slug_not_reserved",
                violation_error_message="ชื่อในที่อยู่เว็บนี้สงวนไว้ เลือกชื่ออื่น",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=workgroups.constraints.SlugNotIn(
                name="agency_slug_not_group",
                other="workgroups.Workgroup",
                violation_error_message="ชื่อในที่อยู่เว็บนี้เป็นของคณะทำงานแล้ว เลือกชื่ออื่น",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencyname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="agency_name_period",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencyname",
            constraint=workgroups.constraints.NoOverlap(
                end="valid_to",
                fields=("agency",),
                name="agency_name_no_overlap",
                start="valid_from",
                violation_error_message="ช่วงเวลานี้ซ้อนกับชื่อ %(other)s แก้วันเริ่มหรือวันสิ้นสุด",
            ),
        ),
        migrations.AddConstraint(
            model_name="challengeagency",
            constraint=models.UniqueConstraint(
                fields=("challenge", "agency"),
                name="challenge_agency_once",
                violation_error_message="หน่วยงานนี้อยู่ในโจทย์นี้แล้ว",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="person_not_merged_into_self",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start__isnull", True), ("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"
                ),
                name="membership_period",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=workgroups.constraints.NoOverlap(
                end="end",
                fields=("post", "kind"),
                name="membership_no_overlap",
                start="start",
                violation_error_message="ช่วงเวลานี้ซ้อนกับ %(other)s สิ้นสุดรายเดิมก่อน หรือแก้วันที่",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=workgroups.constraints.NoOverlap(
                end="end",
                fields=("post", "person"),
                name="membership_person_once",
                start="start",
                violation_error_message="บุคคลนี้อยู่ในตำแหน่งนี้ในช่วงเวลาเดียวกันแล้ว (%(other)s) แก้วันที่หรือเลือกบุคคลอื่น",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancydeclaration",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"),
                name="vacancy_period",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancydeclaration",
            constraint=workgroups.constraints.NoOverlap(
                end="end",
                fields=("post",),
                name="vacancy_no_overlap",
                start="start",
                violation_error_message="ประกาศว่างไว้แล้วในช่วงเวลานี้ (%(other)s) แก้วันที่",
            ),
        ),
        migrations.AddConstraint(
            model_name="workgroup",
            constraint=models.UniqueConstraint(
                fields=("parent", "kind", "number"),
                name="workgroup_number_unique",
                violation_error_message="ลำดับนี้เป็นของคณะอื่นแล้ว เลือกลำดับอื่น",
            ),
        ),
        migrations.AddConstraint(
            model_name="workgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("started_on__isnull", True),
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("started_on")),
                    _connector="OR",
                ),
                name="workgroup_period",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
        ),
        migrations.AddConstraint(
            model_name="workgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", True), ("status", "active")),
                    models.Q(("ended_on__isnull", False), ("status", "ended")),
                    _connector="OR",
                ),
                name="workgroup_ended_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="workgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="workgroup_not_own_parent",
                violation_error_message="เลือกคณะที่อยู่เหนือขึ้นไปเป็นคณะอื่น",
            ),
        ),
        migrations.AddConstraint(
            model_name="workgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("slug__in", ["challenges", "resolutions", "actions", "reply", "calendar.ics"]), _negated=True
                ),
                name="workgroup_slug_not_reserved",
                violation_error_message="ชื่อในที่อยู่เว็บนี้สงวนไว้ เลือกชื่ออื่น",
            ),
        ),
        migrations.AddConstraint(
            model_name="workgroup",
            constraint=workgroups.constraints.SlugNotIn(
                name="workgroup_slug_not_agency",
                other="workgroups.Agency",
                violation_error_message="ชื่อในที่อยู่เว็บนี้เป็นของหน่วยงานแล้ว เลือกชื่ออื่น",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["group", "order"], name="post_group_order"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start__isnull", True), ("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"
                ),
                name="post_period",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("filled_by", "person"), models.Q(("title_th", ""), _negated=True), _connector="OR"),
                name="post_title_unless_person",
                violation_error_message="กรอกชื่อตำแหน่ง เว้นว่างได้เฉพาะที่นั่งของบุคคลที่ระบุชื่อ",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("group__isnull", False), ("role__in", ["secretary", "officer", "member", "moderator"])),
                    models.Q(("group__isnull", True), ("role__in", ["secretariat", "reviewer"])),
                    _connector="OR",
                ),
                name="grant_group_by_role",
                violation_error_message="สิทธิในคณะทำงานต้องเลือกคณะทำงาน ส่วนสิทธิของสำนักงานกลางต้องเว้นว่าง",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="grant_period",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=workgroups.constraints.NoOverlap(
                end="ends",
                fields=("user", "role", "group"),
                name="grant_no_overlap",
                start="starts",
                violation_error_message="ผู้ใช้มีสิทธินี้ในช่วงเวลาเดียวกันแล้ว (%(other)s) แก้วันที่หรือสิ้นสุดรายเดิมก่อน",
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(("year_be__range", (2500, 2700))),
                name="challenge_year_be",
                violation_error_message="กรอกปีเป็น พ.ศ. เช่น 2566",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointmentorder",
            constraint=models.UniqueConstraint(
                fields=("group", "number", "date"), name="order_unique", violation_error_message="มีคำสั่งเลขที่และวันที่นี้แล้ว"
            ),
        ),
        migrations.AddConstraint(
            model_name="workgroupalias",
            constraint=models.UniqueConstraint(
                fields=("group", "name_th"), name="alias_unique", violation_error_message="คณะทำงานนี้มีชื่อนี้แล้ว"
            ),
        ),
    ]
