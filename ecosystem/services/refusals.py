"""When a rule of self-assessments is broken: said in words for the person who tried."""


class AssessmentRefused(Exception):
    """What was asked cannot be done now; `reasons` are sentences that say why and what to do."""

    def __init__(self, *reasons):
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


class Conflict(AssessmentRefused):
    """Somebody else saved the same answer since it was opened. `theirs` is the Answer as it is stored now."""

    def __init__(self, reason, theirs):
        super().__init__(reason)
        self.theirs = theirs
