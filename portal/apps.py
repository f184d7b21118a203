from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("เว็บไซต์")

    def ready(self):
        from django.db.backends.signals import connection_created

        from foundation.audit.kept import keep_by
        from portal import checks  # noqa: F401
        from portal.page_version import reference_version, watch_connection

        keep_by(reference_version)
        connection_created.connect(watch_connection, dispatch_uid="portal.page_version")
