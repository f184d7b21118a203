"""What notices can be about. An app above names its kinds in `ready()`; those of accounts cannot be switched off."""

ALWAYS_SENT = "accounts."
_kinds = {}


def register(kind, label):
    """Name `kind` ("agendas.called") by a Thai `label` that people see where they switch it off."""
    _kinds[kind] = label


def choices():
    """List `(kind, label)` of what people may switch off, in the order of registration."""
    return list(_kinds.items())


def may_be_muted(kind):
    return not kind.startswith(ALWAYS_SENT)
