from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class WorkgroupsConfig(AppConfig):
    name = "workgroups"
    verbose_name = "คณะทำงาน"

    def ready(self):
        from workgroups import constraints

        pre_migrate.connect(constraints.step_aside, sender=self, dispatch_uid="workgroups.step_aside")
        post_migrate.connect(constraints.install, sender=self, dispatch_uid="workgroups.install")
