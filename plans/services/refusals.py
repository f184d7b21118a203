"""When a rule of plans is broken: said in words for the person who tried."""


class PlanRefused(Exception):
    """What was asked cannot be done now; `reasons` are sentences that say why and what to do."""

    def __init__(self, *reasons):
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


class Conflict(PlanRefused):
    """Somebody else saved the same thing since it was opened; `version` is what is stored now."""

    def __init__(self, reason, version):
        super().__init__(reason)
        self.version = version


def need(condition, *reasons):
    """Refuse with the sentences unless `condition` holds."""
    if not condition:
        raise PlanRefused(*reasons)
