from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("เว็บไซต์")

    def ready(self):
        from django.db.backends.signals import connection_created

        from portal import checks  # noqa: F401
        from portal.page_version import watch_connection

        connection_created.connect(watch_connection, dispatch_uid="portal.page_version")
