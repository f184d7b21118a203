"""What has a Thai and an English name, and sorts and is found by them on both databases."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.thai.searching import search_text
from foundation.thai.sorting import sort_key
from foundation.thai.spelling import tidy


class NamedModel(models.Model):
    """A row with a Thai name, an English one where there is one, and columns to sort and search by.

    `sort_key` and `search_text` are computed on save; write many rows with `bulk_create(prepared(rows))`.
    """

    name_th = models.CharField(_("ชื่อ"), max_length=500)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=500, blank=True)
    sort_key = models.CharField(max_length=1010, editable=False, db_index=True)
    search_text = models.TextField(editable=False)

    unaudited_fields = ("sort_key", "search_text")

    class Meta:
        abstract = True
        ordering = ["sort_key"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.prepare()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sort_key", "search_text"}
        super().save(*args, **kwargs)

    @property
    def name(self):
        """The name in the language of the page; the Thai one where there is no other."""
        return self.name_en if self.name_en and get_language() == "en" else self.name_th

    def prepare(self):
        """Spell the names in one way and compute the columns; also what subclasses compute before a write."""
        self.name_th, self.name_en = tidy(self.name_th), tidy(self.name_en)
        self.sort_key = sort_key(self.name_th)
        self.search_text = search_text(*self.search_parts())

    def search_parts(self):
        """What a person may type to find this row."""
        return [self.name_th, self.name_en]


def prepared(rows):
    """Compute the sort and search columns of `rows` before a bulk write; return them as a list."""
    rows = list(rows)
    for row in rows:
        row.prepare()
    return rows
