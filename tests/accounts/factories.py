import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
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
