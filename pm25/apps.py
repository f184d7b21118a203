from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Pm25Config(AppConfig):
    name = "pm25"
    verbose_name = _("ฝุ่น PM2.5")

    def ready(self):
        from foundation.audit.actions import name_actions
        from foundation.audit.triggers import protect
        from foundation.notices import kinds

        protect("pm25_revision", sender=self)
        kinds.register("pm25.import_failing", _("นำเข้าข้อมูลฝุ่นไม่สำเร็จ"))
        name_actions({"import_failed": _("นำเข้าไม่สำเร็จ"), "pm25.move": _("เปลี่ยนสถานะสถานี")})
        name_actions(
            {
                "pm25.record_burn": _("บันทึกการเผาในที่โล่ง"),
                "pm25.correct_burn": _("แก้ไขรายการการเผา"),
                "pm25.move_burn": _("ยกเลิกหรือคืนรายการการเผา"),
                "pm25.show_burn_photo": _("เปลี่ยนการเผยแพร่ภาพ"),
                "pm25.ask_to_burn": _("ยื่นคำขอบริหารจัดการเชื้อเพลิง"),
                "pm25.move_fuel_request": _("พิจารณาคำขอบริหารจัดการเชื้อเพลิง"),
                "pm25.upload_table": _("ส่งไฟล์ค่าที่ตรวจวัด"),
                "pm25.confirm_upload": _("ยืนยันการนำเข้าไฟล์"),
                "pm25.withdraw_upload": _("ยกเลิกไฟล์ค่าที่ตรวจวัด"),
                "pm25.remove_demo": _("ลบข้อมูลสาธิต"),
                "pm25.hold_out": _("กำหนดช่วงที่ไม่ใช้ค่า"),
                "pm25.lift": _("ยกเลิกช่วงที่ไม่ใช้ค่า"),
            }
        )
