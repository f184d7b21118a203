"""HPO: the road of a province on one agenda, from situation to plan to a KPI with a baseline; what is missing."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.models.frame import FrameItem
from workgroups.models.sources import SourcedModel


class RoadMapQuerySet(models.QuerySet):
    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False, group__is_demo=False)


class RoadMap(SourcedModel):
    """Area, agenda, goal, model and mechanism. The three steps are derived: see `plans.queries.roadmaps`."""

    PROPOSALS = ("work_th", "budget_th", "system_th", "people_th")

    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        related_name="road_maps",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
    )
    agenda = models.ForeignKey(
        FrameItem,
        models.PROTECT,
        related_name="road_maps",
        verbose_name=_("วาระ"),
        limit_choices_to={"kind": FrameItem.Kind.AGENDA},
    )
    theme = models.ForeignKey(
        FrameItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="themed_road_maps",
        verbose_name=_("ประเด็นการพัฒนา"),
        limit_choices_to={"kind": FrameItem.Kind.THEME},
    )
    goal_th = models.TextField(_("เป้าหมาย"), max_length=3000, blank=True)
    anchors = models.ManyToManyField(
        FrameItem,
        blank=True,
        related_name="anchored_road_maps",
        verbose_name=_("สิ่งที่ยึดโยง"),
        limit_choices_to={"kind": FrameItem.Kind.ANCHOR},
    )
    mechanisms = models.ManyToManyField(
        FrameItem,
        blank=True,
        related_name="road_maps_by_mechanism",
        verbose_name=_("รูปแบบและกลไก"),
        limit_choices_to={"kind": FrameItem.Kind.MECHANISM},
    )
    linkage_th = models.TextField(
        _("กลไกที่เชื่อมโยง"), max_length=2000, blank=True, help_text=_("บรรทัดละหนึ่งเรื่อง เช่น การมีส่วนร่วมของทุกภาคส่วน")
    )
    provincial_plan_th = models.CharField(_("โครงการในแผนพัฒนาจังหวัด"), max_length=500, blank=True)
    work_th = models.TextField(_("ข้อเสนอด้านงาน"), max_length=3000, blank=True)
    budget_th = models.TextField(_("ข้อเสนอด้านงบ"), max_length=3000, blank=True)
    system_th = models.TextField(_("ข้อเสนอด้านระบบ"), max_length=3000, blank=True)
    people_th = models.TextField(_("ข้อเสนอด้านคน"), max_length=3000, blank=True)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    objects = RoadMapQuerySet.as_manager()

    class Meta:
        verbose_name = _("เส้นทางสู่จังหวัดที่มีผลสัมฤทธิ์สูง")
        verbose_name_plural = _("เส้นทางสู่จังหวัดที่มีผลสัมฤทธิ์สูง")
        ordering = ["group", "agenda"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "agenda"],
                name="road_map_one_an_agenda",
                violation_error_message=_("คณะทำงานนี้มีเส้นทางของวาระนี้แล้ว"),
            )
        ]

    def __str__(self):
        return f"{self.agenda} · {self.group}"

    def get_absolute_url(self):
        return f"{reverse('plans:roadmap', args=[self.group.slug])}#agenda-{self.agenda_id}"

    @property
    def linkage(self):
        return [line.strip() for line in self.linkage_th.splitlines() if line.strip()]

    @property
    def proposals(self):
        """(label, text) of the proposals on work, budget, systems and people that are written."""
        rows = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.PROPOSALS]
        return [(label, text) for label, text in rows if text.strip()]
