"""When a rule of indicators is broken: said in words for the person who tried."""


class KpiRefused(Exception):
    """What was asked cannot be done now: sentences that say why and what to do, `fields` by the form's field."""

    def __init__(self, *reasons, fields=None):
        self.fields = {name: str(reason) for name, reason in (fields or {}).items()}
        self.reasons = [str(reason) for reason in reasons] + list(self.fields.values())
        super().__init__(" ".join(self.reasons))


def need(condition, *reasons, **fields):
    """Refuse with the sentences unless `condition` holds."""
    if not condition:
        raise KpiRefused(*reasons, fields=fields)
