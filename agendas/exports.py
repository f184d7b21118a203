"""The papers of a meeting as one file."""

import tempfile
import zipfile

from foundation.documents.names import clean_name, split_name


def paper_pack(files):
    """A ZIP (an open temporary file at its beginning) of `files`: (item with its label, paper, stored file) in order.

    One folder for each item, files numbered as they lie on the table; what they hold is packed already, so it is only
    put side by side.
    """
    pack = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_STORED) as archive:
        for number, (item, paper, stored) in enumerate(files, 1):
            folder, name = _name(f"{item.label} {item.title_th}"), _name(paper.title_th)
            archive.write(stored.path, f"{folder}/{number:02} {name}{split_name(stored.name)[1]}")
    pack.seek(0)
    return pack


def _name(words):
    return clean_name(words[:80].replace("/", "-"))
