from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "เว็บไซต์"

    def ready(self):
        from portal import checks  # noqa: F401
