"""The one writer of forecasts: what was said once stays; the same again writes nothing, and a change is refused."""

from django.core.cache import cache
from django.db import connection, transaction

from foundation.thai.searching import search_text
from places.models import District, Province
from pm25.fields import from_thousandths, half_up
from pm25.importers.parsed import Parsed, Rejected
from pm25.importers.store import Counts, keep_rejects
from pm25.importers.store_dialect import current_dialect
from pm25.models import Forecast
from pm25.queries import Scales
from pm25.queries.forecasts import outlook_key

BATCH = 1000


@transaction.atomic
def store_forecasts(parsed: Parsed, run, *, late_before=None, progress=None) -> Counts:
    """Add what `parsed.forecasts` says that is not stored yet; the second time the same writes nothing."""
    with connection.cursor() as cursor:
        current_dialect().lock(cursor, run.source_id)
    counts, rejects, new = Counts(unchanged=parsed.doubled), list(parsed.rejects), {}
    places, scales = _Places(), Scales()
    known = _known(parsed.forecasts, run)
    for row in parsed.forecasts:
        place = places.find(row)
        key = (*place, row.issued_at, row.valid_for) if place else None
        said = (row.thousandths, row.level)
        if place is None:
            rejects.append(_refused(row, "unknown_place"))
        elif not _agrees(row, scales):
            rejects.append(_refused(row, "level_differs"))
        elif key not in known:
            known[key] = said
            new[key] = row
        elif known[key] == said:
            counts.unchanged += 1
        else:
            rejects.append(_refused(row, "conflict" if key in new else "forecast_changed"))
    Forecast.objects.bulk_create((_made(key, row, run) for key, row in new.items()), batch_size=BATCH)
    changed = [outlook_key(province) for province, *_ in new]
    transaction.on_commit(lambda: cache.delete_many(changed))
    rejects.sort(key=lambda reject: reject.line)
    counts.new, counts.rejected = len(new), len(rejects)
    keep_rejects(run, rejects)
    return counts


def _known(rows, run):
    """{(province, district, issued_at, valid_for): (thousandths, level)} of what the source said before."""
    if not rows:
        return {}
    times = [row.issued_at for row in rows]
    stored = Forecast.objects.filter(source=run.source_id, issued_at__range=(min(times), max(times))).order_by()
    return {
        (one.province_id, one.district_id, one.issued_at, one.valid_for): (
            None if one.value is None else int(one.value.scaleb(3)),
            one.level,
        )
        for one in stored
    }


def _made(key, row, run):
    province, district, issued_at, valid_for = key
    value = None if row.thousandths is None else from_thousandths(row.thousandths)
    return Forecast(
        source_id=run.source_id,
        province_id=province,
        district_id=district,
        issued_at=issued_at,
        valid_for=valid_for,
        value=value,
        level=row.level,
        run=run,
    )


def _refused(row, reason):
    number = "" if row.thousandths is None else from_thousandths(row.thousandths)
    level = row.level or ""
    issued = f"{row.issued_at:%Y-%m-%dT%H:%MZ}"
    return Rejected(row.line, reason, f"{row.province_code},{row.district},{issued},{row.valid_for},{number},{level}")


class _Places:
    """Provinces by their code, districts by code or any of their names within the province."""

    def __init__(self):
        self.provinces = dict(Province.objects.order_by().values_list("code", "pk"))
        self.districts = {}
        for district in District.objects.order_by().defer("position_source"):
            names = (district.name_th, district.title_th, district.name_en, *district.aliases)
            for name in (district.code, *map(search_text, names)):
                self.districts[district.province_id, name] = district.pk

    def find(self, row):
        """(province id, district id or None), or None."""
        province = self.provinces.get(row.province_code)
        if province is None or not row.district:
            return (province, None) if province else None
        text = search_text(row.district)
        district = self.districts.get((province, row.district)) or self.districts.get((province, text))
        return (province, district) if district else None


def _agrees(row, scales):
    """Whether the level is the one of the value, by the scale of the day."""
    if row.level is None or row.thousandths is None:
        return True
    band = scales.band(half_up(from_thousandths(row.thousandths)), row.valid_for)
    return band is None or band.level == row.level
