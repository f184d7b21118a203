from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "foundation.notices"
    verbose_name = "การแจ้งเตือน"
