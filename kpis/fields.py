"""The column of a value: 11 digits before the point, 4 after it, exact on both databases."""

from django.db import models

DIGITS, PLACES = 15, 4  # SQLite gives back 15 digits of a number unchanged


class ValueField(models.DecimalField):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "max_digits": DIGITS, "decimal_places": PLACES})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return name, path, args, kwargs
