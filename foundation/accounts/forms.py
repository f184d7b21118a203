"""Forms of accounts."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Invitation, User


class AcceptForm(SetPasswordForm):
    """The first password of an invited person; judged as that person's, so staff need a longer one."""

    error_messages = {"password_mismatch": _("รหัสผ่านสองช่องไม่ตรงกัน พิมพ์รหัสผ่านเดิมอีกครั้งในช่องที่สอง")}

    def __init__(self, invitation, *args, **kwargs):
        user = User(email=invitation.email, name=invitation.name, is_staff=invitation.is_staff)
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].label = _("รหัสผ่านที่จะใช้")
        self.fields["new_password2"].label = _("พิมพ์รหัสผ่านอีกครั้ง")
        self.fields["new_password2"].help_text = ""


class InviteForm(forms.ModelForm):
    """Whom to invite. Only superusers are shown the box that makes staff."""

    class Meta:
        model = Invitation
        fields = ["email", "name", "is_staff"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            message = _("มีบัญชีที่ใช้อีเมลนี้แล้ว ถ้าเจ้าของลืมรหัสผ่าน ให้กดลืมรหัสผ่านที่หน้าเข้าสู่ระบบ")
            raise forms.ValidationError(message, code="has_account")
        return email


KEY_NAME_LABEL = _("ชื่อที่ใช้เรียกกุญแจดอกนี้")


class AddKeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME_LABEL


class EditKeyForm(EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME_LABEL
