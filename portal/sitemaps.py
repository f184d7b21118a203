"""What search engines may find: every public page, in both languages."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from agendas.models import Meeting, Resolution
from places.models import District, Province
from plans.models import Activity, Obstacle, Plan
from pm25.models import Station
from workgroups.models import Workgroup


class PageSitemap(Sitemap):
    """The pages that are always there."""

    i18n = True
    alternates = True

    def items(self):
        names = ["home", "provinces", "privacy", "accessibility", "contact", "licences"]
        air = ["index", "compare", "bad_days", "completeness", "card", "imports"]
        plans = ["index", "framework", "coverage", "obstacles", "roadmaps", "partners", "practices"]
        own = [("portal", names), ("pm25", air), ("plans", plans), ("agendas", ["index", "resolutions"])]
        return [*(f"{app}:{name}" for app, known in own for name in known), "workgroups:index", "ecosystem:index"]

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
    "plans": RowSitemap(lambda: Plan.objects.public().real().select_related("group").order_by("pk")),
    "activities": RowSitemap(
        lambda: Activity.objects.public().real().select_related("plan__group").order_by("plan", "number")
    ),
    "obstacles": RowSitemap(lambda: Obstacle.objects.public().real().order_by("pk")),
    "meetings": RowSitemap(lambda: Meeting.objects.public().real().with_host().order_by("pk")),
    "resolutions": RowSitemap(
        lambda: (
            Resolution.objects.public()
            .real()
            .select_related("meeting__host_group", "meeting__host_agency")
            .order_by("pk")
        )
    ),
    "stations": RowSitemap(lambda: Station.objects.public().exclude(source__kind="sample").order_by("code")),
}
