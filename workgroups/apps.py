from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class WorkgroupsConfig(AppConfig):
    name = "workgroups"
    verbose_name = _("คณะทำงาน")

    def ready(self):
        from foundation.audit.actions import name_actions
        from workgroups import constraints

        pre_migrate.connect(constraints.step_aside, sender=self, dispatch_uid="workgroups.step_aside")
        post_migrate.connect(constraints.install, sender=self, dispatch_uid="workgroups.install")
        name_actions(
            {
                "workgroups.seat_person": _("บันทึกผู้ดำรงตำแหน่ง"),
                "workgroups.end_membership": _("สิ้นสุดการดำรงตำแหน่ง"),
                "workgroups.declare_vacant": _("ประกาศตำแหน่งว่าง"),
                "workgroups.end_vacancy": _("สิ้นสุดการประกาศตำแหน่งว่าง"),
                "workgroups.merge_persons": _("รวมรายการบุคคล"),
                "workgroups.succeed_agency": _("บันทึกหน่วยงานที่รับช่วงต่อ"),
                "workgroups.rename_agency": _("เปลี่ยนชื่อหน่วยงาน"),
                "workgroups.give_grant": _("ให้สิทธิ"),
                "workgroups.end_grant": _("สิ้นสุดสิทธิ"),
                "workgroups.end_group": _("สิ้นสุดการปฏิบัติงานของคณะ"),
                "workgroups.reopen_group": _("เปิดปฏิบัติงานอีกครั้ง"),
                "workgroups.remove_demo": _("นำข้อมูลสาธิตออก"),
            }
        )
