from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Added to only; rows of a demonstration may go with it
APPEND_ONLY = ["score", "reportevent", "reviewcomment", "machinevalue", "targetamendment", "meetingsnapshot"]


class KpisConfig(AppConfig):
    name = "kpis"
    verbose_name = _("ตัวชี้วัด")

    def ready(self):
        from django.db.models.signals import post_delete, post_save

        from foundation.audit.actions import name_actions
        from foundation.audit.triggers import protect
        from foundation.notices import kinds
        from kpis.kept import forget
        from kpis.queries.associations import groups_with_baseline
        from plans import baselines

        for model in self.get_models():
            post_save.connect(forget, sender=model, dispatch_uid=f"kpis.kept {model.__name__}")
            post_delete.connect(forget, sender=model, dispatch_uid=f"kpis.kept {model.__name__}")
        baselines.register(groups_with_baseline)
        for table in [*APPEND_ONLY, "roundexception"]:
            protect(f"kpis_{table}", sender=self, final=("is_demo", False))
        kinds.register("kpis.report", _("รายงานตัวชี้วัดที่ถึงกำหนด ส่งกลับ หรือเห็นชอบแล้ว"))
        name_actions(
            {
                "kpis.define": _("กำหนดนิยามตัวชี้วัด"),
                "kpis.cycle": _("เปลี่ยนรอบการประเมิน"),
                "kpis.freeze_stations": _("กำหนดชุดสถานีของปี"),
                "kpis.target": _("กำหนดค่าเป้าหมาย"),
                "kpis.agree": _("เห็นชอบค่าเป้าหมาย"),
                "kpis.amend": _("แก้ไขค่าเป้าหมายตามมติ"),
                "kpis.extend": _("ขยายเวลารายงาน"),
                "kpis.save": _("บันทึกรายงานตัวชี้วัด"),
                "kpis.move": _("เปลี่ยนสถานะรายงานตัวชี้วัด"),
                "kpis.compute": _("คำนวณค่าตัวชี้วัดจากการตรวจวัด"),
                "kpis.mark": _("พบค่าที่ปรับแก้หลังรายงาน"),
                "kpis.snapshot": _("บันทึกค่าตัวชี้วัด ณ วันประชุม"),
            }
        )
