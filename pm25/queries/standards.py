"""Which limit and which band held on a day."""

from functools import cached_property

from pm25.models import Band, Parameter, Standard


def standard_on(day, *, parameter=Parameter.PM25, averaging=Standard.Span.DAY):
    """The Standard that held on `day`, or None."""
    return Standard.objects.valid_on(day).filter(parameter=parameter, averaging=averaging).first()


class Scales:
    """All bands and daily limits of one parameter, each read once and when first asked for, to look many days up."""

    def __init__(self, parameter=Parameter.PM25):
        self._parameter = parameter

    @cached_property
    def _bands(self):
        bands = Band.objects.filter(scale__parameter=self._parameter).select_related("scale")
        return list(bands.order_by("-scale__valid_from", "level"))

    @cached_property
    def _limits(self):
        limits = Standard.objects.filter(parameter=self._parameter, averaging=Standard.Span.DAY)
        return list(limits.order_by("-valid_from"))

    def bands(self, day):
        """The bands that held on `day`, the cleanest first; [] where no scale was in force."""
        scale = next((band.scale_id for band in self._bands if _holds(band.scale, day)), None)
        return [band for band in self._bands if band.scale_id == scale]

    def band(self, value, day):
        """The Band of `value`, a Decimal in µg/m³ already rounded to 0.1; None without a value or a scale."""
        if value is None:
            return None
        return next((band for band in self.bands(day) if band.upper is None or value <= band.upper), None)

    def limit(self, day):
        """The daily limit of `day` as a Decimal in µg/m³, or None."""
        return next((limit.value for limit in self._limits if _holds(limit, day)), None)


def _holds(dated, day):
    return dated.valid_from <= day and (dated.valid_to is None or day <= dated.valid_to)
