from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

APPEND_ONLY = ["meetingevent", "meetingmove", "minutesversion", "adoption", "actionupdate", "duechange"]
# What adopted minutes say of a row; the other columns of the row, such as the key of a link, may still change
KEPT_ONCE_ADOPTED = {
    "agendaitem": ["section_id", "title_th", "asks_th", "brief_th", "presenter", "number_label", "minutes_th"],
    "attendance": ["meeting_id", "is_member", "name", "post_title", "agency_name", "substitute_name", "status"],
    "dissent": ["resolution_id", "name", "reason_th", "is_final"],
}
KEPT_ONCE_ADOPTED["agendaitem"] += ["withdrawn_reason", "is_final"]
KEPT_ONCE_ADOPTED["attendance"] += ["substitute_post", "absent_reason", "channel", "identified_by", "arrived_at"]
KEPT_ONCE_ADOPTED["attendance"] += ["left_at", "is_final"]


class AgendasConfig(AppConfig):
    name = "agendas"
    verbose_name = _("การประชุมและมติ")

    def ready(self):
        from foundation.audit.actions import name_actions
        from foundation.audit.triggers import protect
        from foundation.notices import kinds

        # Demonstration rows may be taken away again, real ones never
        real = ("is_demo", False)
        for table in APPEND_ONLY:
            protect(f"agendas_{table}", sender=self, final=real)
        protect("agendas_resolution", sender=self, final=(("status", "final"), real))
        protect("agendas_directive", sender=self, final=(("status", "confirmed"), real))
        for table, columns in KEPT_ONCE_ADOPTED.items():
            protect(f"agendas_{table}", sender=self, final=(("is_final", True), real), columns=[*columns, "is_demo"])
        kinds.register("agendas.meeting", _("เชิญประชุม เปลี่ยนแปลง และยกเลิกการประชุม"))
        kinds.register("agendas.minutes", _("เวียนและรับรองรายงานการประชุม"))
        kinds.register("agendas.action", _("งานที่มอบหมายใกล้ครบกำหนดและเกินกำหนด"))
        name_actions(
            {
                "agendas.create": _("สร้างการประชุม"),
                "agendas.change": _("แก้ไขการประชุม"),
                "agendas.move": _("เปลี่ยนสถานะการประชุม"),
                "agendas.discard": _("ลบร่างการประชุม"),
                "agendas.arrange": _("จัดระเบียบวาระ"),
                "agendas.write": _("บันทึกรายงานการประชุม"),
                "agendas.attend": _("บันทึกการเข้าประชุม"),
                "agendas.reply": _("ตอบรับการประชุม"),
                "agendas.paper": _("ส่งเอกสารประกอบการประชุม"),
                "agendas.resolve": _("บันทึกมติ"),
                "agendas.direct": _("บันทึกข้อสั่งการ"),
                "agendas.refer": _("ส่งเรื่องต่อ"),
                "agendas.correct": _("ขอแก้ไขร่างรายงาน"),
                "agendas.adopt": _("รับรองรายงานการประชุม"),
                "agendas.assign": _("มอบหมายงาน"),
                "agendas.report": _("รายงานความก้าวหน้า"),
                "agendas.verify": _("ตรวจสอบงานที่มอบหมาย"),
                "agendas.close": _("ยุติงานที่มอบหมาย"),
                "agendas.postpone_due": _("เลื่อนกำหนดงาน"),
                "agendas.remove_demo": _("ลบข้อมูลสาธิต"),
            }
        )
