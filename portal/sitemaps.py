"""What search engines may find: every public page, in both languages."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from places.models import District, Province
from pm25.models import Station
from workgroups.models import Workgroup


class PageSitemap(Sitemap):
    """The pages that are always there."""

    i18n = True
    alternates = True

    def items(self):
        names = ["home", "provinces", "privacy", "accessibility", "contact", "licences"]
        air = ["index", "compare", "bad_days", "completeness", "card", "imports"]
        return [*(f"portal:{name}" for name in names), *(f"pm25:{name}" for name in air), "workgroups:index"]

    def location(self, item):
        return reverse(item)


class RowSitemap(Sitemap):
    """The pages of the rows of one queryset."""

    i18n = True
    alternates = True

    def __init__(self, rows):
        self.rows = rows

    def items(self):
        return self.rows()


SITEMAPS = {
    "pages": PageSitemap,
    "provinces": RowSitemap(lambda: Province.objects.order_by("code")),
    "districts": RowSitemap(lambda: District.objects.select_related("province").order_by("code")),
    "workgroups": RowSitemap(lambda: Workgroup.objects.public().filter(is_demo=False).order_by("slug")),
    "stations": RowSitemap(lambda: Station.objects.public().exclude(source__kind="sample").order_by("code")),
}
