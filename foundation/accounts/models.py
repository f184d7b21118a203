"""Users: one account a person, known by its e-mail address, opened by an invitation."""

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

# The domain of demonstration accounts: .example is reserved (RFC 2606), so no real address is in it
DEMO_DOMAIN = "demo.example"


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractUser):
    """A person who signs in. What they may do in a group is a workgroups.Grant, not a field here."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(
        _("อีเมล"), unique=True, error_messages={"unique": _("มีบัญชีที่ใช้อีเมลนี้แล้ว ค้นหาบัญชีนั้นแทนการเพิ่มใหม่")}
    )
    name = models.CharField(_("ชื่อ-นามสกุล"), max_length=200)
    is_staff = models.BooleanField(
        _("ฝ่ายเลขานุการ"), default=False, help_text=_("เข้าหน้างานเลขานุการได้ และต้องยืนยันตัวตนสองขั้น")
    )
    is_superuser = models.BooleanField(
        _("ผู้ดูแลระบบ"), default=False, help_text=_("ทำได้ทุกอย่าง รวมถึงกำหนดว่าใครเป็นฝ่ายเลขานุการ")
    )
    is_active = models.BooleanField(_("เปิดใช้งาน"), default=True, help_text=_("บัญชีที่ปิดแล้วเข้าสู่ระบบไม่ได้ แต่ประวัติยังอยู่"))
    date_joined = models.DateTimeField(_("เปิดบัญชีเมื่อ"), default=timezone.now)
    last_login = models.DateTimeField(_("เข้าสู่ระบบล่าสุด"), blank=True, null=True)
    session_number = models.PositiveIntegerField(_("รุ่นของการเข้าสู่ระบบ"), default=0, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    personal_fields = ("email", "name", "password")
    unaudited_fields = ("last_login", "session_number")

    objects = UserManager()

    class Meta:
        verbose_name = _("ผู้ใช้")
        verbose_name_plural = _("ผู้ใช้")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_lower_unique")]

    def __str__(self):
        return self.name or self.email

    @property
    def is_demo(self):
        return self.email.endswith(f"@{DEMO_DOMAIN}")

    @property
    def needs_second_factor(self):
        return self.is_staff or self.is_superuser

    def clean(self):
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    def _get_session_auth_hash(self, secret=None):
        """What a session must still match: a new password or the next `session_number` ends every session at once."""
        value = f"{self.password}:{self.session_number}"
        return salted_hmac("foundation.accounts.session", value, secret=secret, algorithm="sha256").hexdigest()


class InvitationQuerySet(models.QuerySet):
    def open(self, now):
        return self.unused().filter(expires_at__gt=now)

    def unused(self):
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """The only way to an account. The link's token is known to the invited person alone; here is its SHA-256."""

    email = models.EmailField(_("อีเมล"))
    name = models.CharField(_("ชื่อ-นามสกุล"), max_length=200)
    is_staff = models.BooleanField(
        _("ฝ่ายเลขานุการ"), default=False, help_text=_("เข้าหน้างานเลขานุการได้ และต้องยืนยันตัวตนสองขั้น")
    )
    is_superuser = models.BooleanField(_("ผู้ดูแลระบบ"), default=False, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="invitations_sent",
        verbose_name=_("ผู้เชิญ"),
    )
    created_at = models.DateTimeField(_("เชิญเมื่อ"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("ใช้ได้ถึง"), editable=False)
    accepted_at = models.DateTimeField(_("รับคำเชิญเมื่อ"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("ยกเลิกเมื่อ"), null=True, blank=True, editable=False)

    personal_fields = ("email", "name", "token_hash")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("คำเชิญ")
        verbose_name_plural = _("คำเชิญ")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=Q(accepted_at=None, withdrawn_at=None), name="invitation_one_unused_per_email"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_accepted_or_withdrawn"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="invitation_expires_after_sent"),
        ]

    def __str__(self):
        return self.name or self.email

    def is_open(self, now):
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > now
