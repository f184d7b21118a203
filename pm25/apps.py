from django.apps import AppConfig


class Pm25Config(AppConfig):
    name = "pm25"
    verbose_name = "ฝุ่น PM2.5"
