from django.apps import AppConfig


class ThaiConfig(AppConfig):
    name = "foundation.thai"
    verbose_name = "ภาษาไทย"
