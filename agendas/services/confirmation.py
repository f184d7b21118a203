"""The chair's word for resolutions and directives at once."""

from django.db import transaction

from agendas.services.directives import confirm_directives
from agendas.services.resolutions import confirm_resolutions


@transaction.atomic
def confirm_decisions(meeting, *, by, confirmed_by, on, evidence_th, resolutions=(), directives=()):
    """Both or nothing; see `confirm_resolutions` and `confirm_directives`."""
    if resolutions:
        confirm_resolutions(
            meeting, by=by, confirmed_by=confirmed_by, on=on, evidence_th=evidence_th, resolutions=list(resolutions)
        )
    if directives:
        confirm_directives(meeting, by=by, on=on, directives=list(directives))
