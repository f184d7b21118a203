from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "foundation.audit"
    verbose_name = "ประวัติการดำเนินการ"
