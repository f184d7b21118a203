from django.contrib.auth.password_validation import CommonPasswordValidator as Common
from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    pass


class CommonPasswordValidator(Common):
    pass
