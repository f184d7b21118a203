import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import make_password

from foundation.accounts.models import User

PASSWORD = "ช้างกินกล้วยริมคลองบ่ายสาม"
HASH = make_password(PASSWORD)


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with a verified address and the password `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@agency.example")
    name = factory.Sequence(lambda n: f"เจ้าหน้าที่ทดสอบ {n}")
    password = HASH

    @factory.post_generation
    def address(user, create, extracted, **kwargs):
        if create:
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


class StaffFactory(UserFactory):
    """Secretariat staff with an authenticator app."""

    is_staff = True

    @factory.post_generation
    def app(user, create, extracted, **kwargs):
        if create and extracted is not False:
            user.totp_secret = generate_totp_secret()
            TOTP.activate(user, user.totp_secret)


class SuperuserFactory(StaffFactory):
    is_superuser = True


def forget_second_factor(user):
    Authenticator.objects.filter(user=user).delete()


def sign_in(client, user, **headers):
    """Sign in as people do, through the form, with the code of the app where there is one."""
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}, **headers)
    if hasattr(user, "totp_secret"):
        client.post("/accounts/2fa/authenticate/", {"code": current_code(user)}, **headers)


def current_code(user):
    """What the person's authenticator app shows now."""
    return format_hotp_value(hotp_value(user.totp_secret, next(iter(yield_hotp_counters_from_time()))))


def prove_again(client):
    """Type the password once more, as pages that change how one signs in ask."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
