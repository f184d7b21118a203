from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "foundation.notices"
    verbose_name = _("การแจ้งเตือน")

    def ready(self):
        from foundation.accounts.signals import mail_requested
        from foundation.audit.actions import name_actions
        from foundation.notices.services import queue_mail

        mail_requested.connect(queue_mail, dispatch_uid="foundation.notices")
        name_actions({"notices.retry": _("ส่งจดหมายอีกครั้ง")})
