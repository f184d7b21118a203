"""The main menu: at most seven entries, in the order in which people need them; only what exists yet."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# name of the section's page, its word, and other pages whose sections belong to it
ENTRIES = [
    ("pm25:index", _("อากาศวันนี้")),
    ("portal:provinces", _("จังหวัด")),
    ("workgroups:index", _("คณะทำงาน")),
    ("agendas:index", _("การประชุมและมติ")),
    ("plans:index", _("แผนและตัวชี้วัด"), "kpis:index"),
]


def menu_for(path):
    """List the entries as `{url, label, current}`; `current` marks the section that `path` lies in."""
    entries = []
    for name, label, *others in ENTRIES:
        url = _address(name)
        if url:
            sections = [url, *filter(None, map(_address, others))]
            entries.append({"url": url, "label": label, "current": path.startswith(tuple(sections))})
    return entries


def _address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
