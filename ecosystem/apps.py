from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EcosystemConfig(AppConfig):
    name = "ecosystem"
    verbose_name = _("ระบบนิเวศภาครัฐระบบเปิด")

    def ready(self):
        from foundation.audit.actions import name_actions

        name_actions(
            {
                "ecosystem.start": _("เริ่มประเมินตนเอง"),
                "ecosystem.answer": _("บันทึกการประเมินตนเอง"),
                "ecosystem.move": _("เปลี่ยนสถานะการประเมินตนเอง"),
                "ecosystem.review": _("ทวนสอบการประเมินตนเอง"),
            }
        )
