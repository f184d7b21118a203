"""Papers of a meeting: handed in, kept in every version, and pinned to the items that they belong to."""

from django.db import transaction
from django.utils.translation import gettext as _

from agendas.models import AgendaItem, ItemPaper, Meeting, Paper, PaperVersion
from agendas.services.moves import locked, need
from foundation.audit.services import record, snapshot
from foundation.documents.services import store_file

S = Meeting.Status
ENDED = (S.MINUTES_CIRCULATED, S.ADOPTED, S.CONCLUDED, S.CANCELLED)


@transaction.atomic
def add_paper(meeting, *, by, title_th, upload=None, secrecy=Paper.Secrecy.NORMAL, register_number="", item=None):
    """Hand in a paper, for `item` where given. One with a secrecy class is registered by its number, without a file.

    Raises UploadRefused where the file cannot be taken.
    """
    meeting = _open(meeting)
    normal = secrecy == Paper.Secrecy.NORMAL
    need(normal or upload is None, _("เอกสารมีชั้นความลับไม่ส่งไฟล์เข้าระบบ ลงทะเบียนด้วยเลขทะเบียนเท่านั้น"))
    need(not normal or upload is not None, _("เลือกไฟล์ของเอกสาร"))
    number = "" if normal else register_number.strip()
    paper = Paper(meeting=meeting, title_th=title_th, secrecy=secrecy, register_number=number)
    paper.full_clean()
    paper.save()
    if normal:
        _store(paper, upload, number=1, note_th="", by=by)
    if item is not None:
        attach_paper(item, paper, by=by)
    record("agendas.paper", paper, by=by, after=snapshot(paper))
    return paper


@transaction.atomic
def add_version(paper, *, by, upload, note_th="", pin=True):
    """Hand in a newer file; the older ones stay. With `pin` the items of the paper point at the new one."""
    _open(paper.meeting)
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    need(paper.secrecy == Paper.Secrecy.NORMAL, _("เอกสารมีชั้นความลับไม่ส่งไฟล์เข้าระบบ ลงทะเบียนด้วยเลขทะเบียนเท่านั้น"))
    last = paper.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = _store(paper, upload, number=last + 1, note_th=note_th, by=by)
    record("agendas.paper", paper, by=by, after={"version": version.number, "file": str(version.file)})
    if pin:
        for item_paper in paper.item_papers.all():
            pin_version(item_paper, by=by, version=version)
    return version


@transaction.atomic
def pin_version(item_paper, *, by, version):
    """Let an item point at another version of its paper. After the agenda was fixed that is a paper tabled."""
    meeting = _open(item_paper.paper.meeting)
    item_paper = ItemPaper.objects.select_for_update().get(pk=item_paper.pk)
    need(version.paper_id == item_paper.paper_id, _("เลือกฉบับของเอกสารเดียวกัน"))
    if item_paper.version_id == version.pk:
        return item_paper
    before = snapshot(item_paper)
    item_paper.version = version
    item_paper.is_tabled = item_paper.is_tabled or not meeting.has_open_agenda
    item_paper.save()
    record("agendas.paper", item_paper, by=by, before=before, after=snapshot(item_paper))
    return item_paper


@transaction.atomic
def attach_paper(item, paper, *, by):
    """Put a paper, in its newest version, to an item of the same meeting."""
    meeting = _open(paper.meeting)
    need(item.section.meeting_id == meeting.pk, _("เลือกเรื่องของการประชุมเดียวกัน"))
    found = ItemPaper.objects.filter(item=item, paper=paper).first()
    if found:
        return found
    last = item.item_papers.order_by("-order").values_list("order", flat=True).first() or 0
    newest = paper.versions.order_by("-number").first()
    item_paper = ItemPaper(item=item, paper=paper, version=newest, order=last + 1)
    item_paper.is_tabled = not meeting.has_open_agenda
    item_paper.full_clean()
    item_paper.save()
    record("agendas.paper", item_paper, by=by, after=snapshot(item_paper))
    return item_paper


@transaction.atomic
def detach_paper(item_paper, *, by):
    """Take a paper off an item; its versions stay with the meeting."""
    meeting = _open(item_paper.paper.meeting)
    need(not meeting.has_taken_place, _("ประชุมแล้ว เอกสารที่อยู่บนโต๊ะประชุมเอาออกไม่ได้"))
    before, key = snapshot(item_paper), item_paper.pk
    item_paper.delete()
    item_paper.pk = key
    record("agendas.paper", item_paper, by=by, before=before)


def copy_papers(old, item, *, by):
    """Let the papers of an item of an earlier meeting go with the matter: the very files, as first versions here."""
    for pinned in old.item_papers.select_related("paper", "version__file").order_by("order", "pk"):
        paper = Paper(meeting=item.section.meeting, title_th=pinned.paper.title_th, secrecy=pinned.paper.secrecy)
        paper.register_number = pinned.paper.register_number
        paper.save()
        if pinned.version:
            PaperVersion.objects.create(paper=paper, number=1, file=pinned.version.file, by=by)
        record("agendas.paper", paper, by=by, after=snapshot(paper))
        attach_paper(AgendaItem.objects.select_related("section").get(pk=item.pk), paper, by=by)


def _open(meeting):
    meeting = locked(meeting)
    need(meeting.status not in ENDED, _("ส่งเอกสารไม่ได้แล้ว รายงานการประชุมเวียนหรือการประชุมสิ้นสุดแล้ว"))
    return meeting


def _store(paper, upload, *, number, note_th, by):
    file = store_file(upload, by=by, label=paper.title_th)
    version = PaperVersion(paper=paper, number=number, file=file, note_th=note_th, by=by)
    version.full_clean()
    version.save()
    return version
