from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("แผนและกิจกรรม")

    def ready(self):
        from django.db.models.signals import post_delete, post_save

        from foundation.audit.actions import name_actions
        from foundation.audit.triggers import protect
        from plans.kept import forget

        for model in self.get_models():
            post_save.connect(forget, sender=model, dispatch_uid=f"plans.kept {model.__name__}")
            post_delete.connect(forget, sender=model, dispatch_uid=f"plans.kept {model.__name__}")

        # Demonstration rows may be taken away again, real ones never
        for table in ("plans_update", "plans_obstacleevent"):
            protect(table, sender=self, final=("is_demo", False))
        name_actions(
            {
                "plans.create": _("สร้างแผน"),
                "plans.change": _("แก้ไขแผน"),
                "plans.move": _("เปลี่ยนสถานะแผน"),
                "plans.discard": _("ลบร่างแผน"),
                "plans.add_activity": _("เพิ่มกิจกรรม"),
                "plans.change_activity": _("แก้ไขกิจกรรม"),
                "plans.drop_activity": _("ลบกิจกรรม"),
                "plans.override": _("กำหนดสถานะกิจกรรม"),
                "plans.milestone": _("แก้ไขหลักหมาย"),
                "plans.report": _("รายงานความก้าวหน้าของกิจกรรม"),
                "plans.check": _("ตรวจสอบหลักหมาย"),
                "plans.obstacle": _("บันทึกข้อจำกัดที่ต้องการปลดล็อก"),
                "plans.move_obstacle": _("เปลี่ยนสถานะข้อจำกัด"),
                "plans.situation": _("เขียนสถานการณ์ของจังหวัด"),
                "plans.publish_situation": _("เผยแพร่สถานการณ์ของจังหวัด"),
                "plans.partner": _("บันทึกภาคีเครือข่าย"),
                "plans.practice": _("บันทึกแนวปฏิบัติที่ดี"),
                "plans.roadmap": _("บันทึกเส้นทางสู่จังหวัดที่มีผลสัมฤทธิ์สูง"),
                "plans.remove_demo": _("ลบข้อมูลสาธิต"),
            }
        )
