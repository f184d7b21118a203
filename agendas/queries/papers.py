"""Which version of a paper somebody may read."""

from agendas.models import ItemPaper, PaperVersion
from agendas.permissions import can_open, can_prepare


def readable_version(user, meeting, pk):
    """The version `pk` of a paper of `meeting` if `user` may read it, else None: whoever prepares the meeting reads
    every version, others the one that is pinned to a standing item that is open to them."""
    version = PaperVersion.objects.select_related("file", "paper").filter(pk=pk, paper__meeting=meeting).first()
    if version is None or can_prepare(user, meeting):
        return version
    pins = ItemPaper.objects.filter(version=version, item__withdrawn_reason="")
    pins = pins.select_related("item__section__meeting__host_group")
    return version if any(can_open(user, pin.item) for pin in pins) else None
