"""How many hotspots satellites saw: detections, not fires, since several satellites see the same one."""

from django.db.models import Count

from pm25.models import Hotspot


def hotspots_by_province(first, last):
    """{province id: number of detections} from the Thai day `first` to `last`; provinces without are left out."""
    rows = Hotspot.objects.filter(province__isnull=False, day__range=(first, last)).order_by()
    return dict(rows.values_list("province_id").annotate(Count("pk")))


def hotspot_days(province, first, last):
    """{Thai day: number of detections} of a province from `first` to `last`; days without any are left out."""
    rows = Hotspot.objects.filter(province=province, day__range=(first, last)).order_by()
    return dict(rows.values_list("day").annotate(Count("pk")))
