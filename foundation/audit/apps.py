from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "foundation.audit"
    verbose_name = _("ประวัติการดำเนินการ")

    def ready(self):
        from foundation.audit import propagation
        from foundation.audit.triggers import make_triggers

        def after_migrate(using, **kwargs):
            make_triggers(using)

        post_migrate.connect(after_migrate, sender=self, weak=False, dispatch_uid="audit.triggers")
        propagation.connect()
