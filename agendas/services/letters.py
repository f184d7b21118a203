"""What the letter of invitation carries, typed by the secretary."""

from django.db import transaction
from django.utils.translation import gettext as _

from agendas.models import InvitationLetter, Meeting
from agendas.services.moves import locked, need
from foundation.audit.services import record, snapshot

FIELDS = ["number", "dated", "office_th", "address_th", "to_th", "enclosures_th", "body_th", "signatory"]
FIELDS += ["signatory_post", "capacity", "for_post", "contact_th"]


@transaction.atomic
def write_letter(meeting, *, by, **facts):
    """Save the fields of the letter; number and date are typed after it was registered, at any time."""
    meeting = locked(meeting)
    need(meeting.status != Meeting.Status.CANCELLED, _("การประชุมนี้ยกเลิกแล้ว"))
    letter = InvitationLetter.objects.filter(meeting=meeting).first() or InvitationLetter(meeting=meeting)
    before = snapshot(letter) if letter.pk else {}
    for name in FIELDS:
        setattr(letter, name, facts.get(name, getattr(letter, name)))
    letter.full_clean()
    letter.save()
    record("agendas.change", letter, by=by, before=before, after=snapshot(letter))
    return letter
