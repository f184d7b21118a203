from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "foundation.ui"
    verbose_name = "หน้าตาของเว็บไซต์"
