from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "foundation.documents"
    verbose_name = _("เอกสาร")

    def ready(self):
        from foundation.audit.actions import name_actions

        name_actions({"documents.store": _("ส่งไฟล์")})
