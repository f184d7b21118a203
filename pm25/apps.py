from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Pm25Config(AppConfig):
    name = "pm25"
    verbose_name = _("ฝุ่น PM2.5")

    def ready(self):
        from foundation.audit.actions import name_actions
        from foundation.notices import kinds

        kinds.register("pm25.import_failing", _("นำเข้าข้อมูลฝุ่นไม่สำเร็จ"))
        name_actions({"import_failed": _("นำเข้าไม่สำเร็จ"), "pm25.move": _("เปลี่ยนสถานะสถานี")})
