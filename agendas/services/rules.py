"""What a group settles for its meetings, and the sections that its agendas begin with."""

from django.db import transaction
from django.utils.translation import gettext as _

from agendas.models import MeetingRules, SectionTemplate
from foundation.audit.services import record, snapshot
from foundation.documents.models import StoredFile
from foundation.documents.refusals import refuse
from foundation.documents.services import store_file
from workgroups.models import Workgroup

FIELDS = ["notice_days", "quorum_of", "quorum_in", "correction_days", "thai_numerals"]
PICTURES = (StoredFile.ContentType.PNG, StoredFile.ContentType.JPEG)


@transaction.atomic
def set_rules(group, *, by, emblem=None, drop_emblem=False, **facts):
    """Save the rules of `group`; `emblem` is an uploaded picture. Raises UploadRefused where it is none."""
    Workgroup.objects.select_for_update().get(pk=group.pk)
    rules = MeetingRules.of(group)
    before = snapshot(rules) if rules.pk else {}
    for name in FIELDS:
        setattr(rules, name, facts.get(name, getattr(rules, name)))
    if emblem is not None:
        stored = store_file(emblem, by=by, label=_("ตราของหน่วยงาน"))
        if stored.content_type not in PICTURES:
            refuse("no_picture", _("ตราต้องเป็นภาพ PNG หรือ JPG แปลงไฟล์เป็นภาพแล้วส่งใหม่"))
        rules.emblem = stored
    elif drop_emblem:
        rules.emblem = None
    rules.full_clean()
    rules.save()
    record("agendas.change", rules, by=by, before=before, after=snapshot(rules))
    return rules


@transaction.atomic
def set_sections(group, *, by, sections):
    """Replace the sections that agendas begin with: `sections` are (kind, Thai title, English title) in order; an empty
    list goes back to the six usual ones. Agendas that exist are not touched."""
    Workgroup.objects.select_for_update().get(pk=group.pk)
    before = _plain(group)
    SectionTemplate.objects.filter(group=group).delete()
    for order, (kind, title_th, title_en) in enumerate(sections, 1):
        row = SectionTemplate(group=group, order=order, kind=kind, title_th=title_th, title_en=title_en)
        row.full_clean()
        row.save()
    record("agendas.change", group, by=by, before=before, after=_plain(group))


def _plain(group):
    rows = SectionTemplate.objects.filter(group=group).values_list("kind", "title_th", "title_en")
    return {"section_templates": [list(row) for row in rows]}
