"""When a rule of meetings is broken: said in words for the person who tried."""


class MeetingRefused(Exception):
    """What was asked cannot be done now; `reasons` are sentences that say why and what to do."""

    def __init__(self, *reasons):
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


class Conflict(MeetingRefused):
    """Somebody else saved the same text since it was opened. `theirs` is what is stored now, `version` its number."""

    def __init__(self, reason, theirs, version=None):
        super().__init__(reason)
        self.theirs = theirs
        self.version = version
