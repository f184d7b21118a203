from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "foundation.accounts"
    verbose_name = _("บัญชีผู้ใช้")

    def ready(self):
        from allauth.account import signals as account
        from allauth.mfa import signals as mfa
        from django.contrib.auth.signals import user_logged_in

        from foundation.accounts import receivers
        from foundation.audit.actions import name_actions

        user_logged_in.connect(receivers.note_sign_in)
        for changed in (account.password_changed, account.password_set, account.password_reset):
            changed.connect(receivers.record_password)
        account.email_changed.connect(receivers.record_email)
        mfa.authenticator_added.connect(receivers.secure_with_second_factor)
        mfa.authenticator_removed.connect(receivers.record_lost_factor)
        mfa.authentication_failed.connect(receivers.log_wrong_code)
        name_actions(
            {
                "accounts.invite": _("เชิญ"),
                "accounts.withdraw_invitation": _("ยกเลิกคำเชิญ"),
                "accounts.accept_invitation": _("รับคำเชิญและเปิดบัญชี"),
                "accounts.end_sessions": _("ให้ออกจากระบบทุกเครื่อง"),
                "accounts.disable": _("ปิดบัญชี"),
                "accounts.enable": _("เปิดบัญชีอีกครั้ง"),
                "accounts.change_password": _("เปลี่ยนรหัสผ่าน"),
                "accounts.change_email": _("เปลี่ยนอีเมล"),
                "accounts.add_second_factor": _("ตั้งค่ายืนยันตัวตนสองขั้น"),
                "accounts.remove_second_factor": _("ยกเลิกยืนยันตัวตนสองขั้น"),
            }
        )
