"""allauth's questions, answered our way: nobody signs up, letters wait in the outbox, failures are logged by hash."""

import base64
import hashlib
import ipaddress
import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from foundation.accounts.emails import request_mail

security = logging.getLogger("security")


def traceless(value):
    """A short hash by which log lines of one person or address belong together, without saying whose they are."""
    return salted_hmac("foundation.accounts.security-log", value, algorithm="sha256").hexdigest()[:16]


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Into the outbox, so that a slow or broken mail server neither slows nor reveals anything."""
        context = {"email": email, "request": self.request, **context}
        letter = self.render_mail(template_prefix, email, context)
        name = template_prefix.rpartition("/")[2]
        request_mail(to=email, subject=letter.subject, body=letter.body, kind=f"accounts.{name}")

    def format_email_subject(self, subject):
        return str(subject)

    def get_client_ip(self, request):
        """The address that limits count by: of IPv6 the network of 64 bits, which one household has whole."""
        address = ipaddress.ip_address(super().get_client_ip(request))
        if address.version == 6 and address.ipv4_mapped is None:
            return str(ipaddress.ip_network((address, 64), strict=False).network_address)
        return str(getattr(address, "ipv4_mapped", None) or address)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failures count per account and address together: a stranger elsewhere cannot lock somebody out."""
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{self.get_client_ip(request)}"

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._log_failure("authn.limited", request, credentials)
            raise

    def authentication_failed(self, request, **credentials):
        self._log_failure("authn.fail", request, credentials)

    def _log_failure(self, event, request, credentials):
        account = traceless(credentials.get("email", "").lower())
        security.warning(event, extra={"account": account, "address": traceless(self.get_client_ip(request))})


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect: linked from within an account only; what is kept of the other side is a hash of its number."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def can_authenticate_by_email(self, login, email):
        """Never: whoever runs the other side could take over any account by naming its address."""
        return False

    def populate_user(self, request, sociallogin, data):
        """Called once for each sign-in, before the account is looked up: a ThaiD number is a citizen's number."""
        account = sociallogin.account
        account.uid = salted_hmac(
            f"foundation.accounts.{account.provider}", account.uid, algorithm="sha256"
        ).hexdigest()
        account.extra_data = {}
        return super().populate_user(request, sociallogin, data)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets and recovery seeds are encrypted, by a key made from SECRET_KEY; SECRET_KEY_FALLBACKS open older ones."""

    def encrypt(self, text):
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _keys().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self):
        return str(settings.SITE_NAME)


def _keys():
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"foundation.accounts.mfa:" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
