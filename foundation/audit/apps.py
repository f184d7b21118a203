from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "foundation.audit"
    verbose_name = _("ประวัติการดำเนินการ")

    def ready(self):
        from foundation.audit import propagation
        from foundation.audit.triggers import protect

        protect("audit_entry", sender=self, unique=("seq", "hash", "prev_hash"))
        propagation.connect()
