"""What was foreseen, beside what came."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from places.models import Province
from pm25.queries import Scales
from pm25.queries.forecasts import forecast_records, totals
from pm25.queries.stations import real_province_ids


@require_safe
def forecasts(request):
    """`?province=lampang`: day by day; a name that is not known is taken as all provinces."""
    provinces = list(Province.objects.light())
    province = next((row for row in provinces if row.slug == request.GET.get("province")), None)
    records = forecast_records(province)
    by_key = {row.pk: row for row in provinces}
    for record in records:
        record.province = by_key[record.province_id]
    records.sort(key=lambda record: (record.source.slug, record.province.sort_key))
    context = {
        "provinces": provinces,
        "province": province,
        "records": records,
        "totals": totals(records),
        "bands": Scales().bands(timezone.localdate()) if province else [],
        "is_sample": any(record.source.is_sample for record in records),
        "shows_samples": province is not None and province.pk not in real_province_ids(),
    }
    return render(request, "pm25/forecasts.html", context)
