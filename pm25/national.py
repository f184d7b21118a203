"""Today's air in all provinces, read once and put to every use that a page makes of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from pm25.charts import Distribution, distribution, map_items
from pm25.queries import AirNow, Scales, national_now
from pm25.sentences import Finding, finding


@dataclass(frozen=True)
class NationalAir:
    """`nows` has every province in the order of the Thai alphabet; `bands` and `limit` (µg/m³) are today's."""

    nows: list[AirNow]
    bands: list
    limit: Decimal | None
    distribution: Distribution
    finding: Finding

    @property
    def is_sample(self):
        return self.finding.is_sample

    def of(self, *slugs):
        """The AirNow of the provinces with these slugs, in this order; those that are unknown are left out."""
        by_slug = {now.province.slug: now for now in self.nows}
        return [by_slug[slug] for slug in slugs if slug in by_slug]

    def map_items(self, *callouts):
        """Items for {% province_map %}; `callouts` are slugs of the provinces that the map names."""
        return map_items(self.nows, callouts)


def national_air(*, yesterday=True) -> NationalAir:
    """Two queries beside what is kept, three for a page that compares with `yesterday`."""
    today: date = timezone.localdate()
    scales = Scales()
    nows, bands, limit = national_now(scales, yesterday=yesterday), scales.bands(today), scales.limit(today)
    return NationalAir(nows, bands, limit, distribution(nows, bands), finding(nows, limit))
