"""People: the names behind the seats. Their contact data stay inside."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.thai.models import NamedModel
from workgroups.models.sources import SourcedModel


class PersonQuerySet(models.QuerySet):
    def current(self):
        """Without the rows that were merged into another."""
        return self.filter(merged_into__isnull=True)


class Person(SourcedModel, NamedModel):
    """A person under the name in the documents; `name_th` has no title, so that names sort and are found without it."""

    personal_fields = ("phone", "email")

    title_th = models.CharField(_("คำนำหน้าชื่อ"), max_length=80, blank=True)
    title_en = models.CharField(_("คำนำหน้าชื่อภาษาอังกฤษ"), max_length=80, blank=True)
    phone = models.CharField(_("โทรศัพท์"), max_length=50, blank=True, help_text=_("ใช้ภายใน ไม่เผยแพร่"))
    email = models.EmailField(_("อีเมล"), blank=True, help_text=_("ใช้ภายใน ไม่เผยแพร่"))
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged", verbose_name=_("รวมเข้ากับ")
    )

    objects = PersonQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("บุคคล")
        verbose_name_plural = _("บุคคล")
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="person_not_merged_into_self"
            )
        ]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self):
        return self.full_name_en if self.full_name_en and get_language() == "en" else self.full_name_th

    @property
    def full_name_th(self):
        return f"{self.title_th}{self.name_th}"

    @property
    def full_name_en(self):
        return f"{self.title_en} {self.name_en}".strip() if self.name_en else ""

    def search_parts(self):
        return [self.full_name_th, self.full_name_en, self.name_th]
