"""Rows that the database keeps from change, unless they belong to a demonstration, which goes away whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MarkedModel(models.Model):
    """`is_demo` is written once, with the row: whether its meeting (or action) is a demonstration."""

    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.is_demo = self.demonstrates
        super().save(*args, **kwargs)

    @property
    def demonstrates(self):
        return self.meeting.is_demo
