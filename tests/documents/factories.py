"""Files as people send them: real ones and hostile ones, all made here."""

import io
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.{kind}"/></Types>'
)
WORD = "wordprocessingml.document.main+xml"
EXCEL = "spreadsheetml.sheet.main+xml"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def upload(content, name="รายงาน.pdf", content_type="application/octet-stream"):
    """An uploaded file; the type that the browser claims counts for nothing."""
    file = SimpleUploadedFile("x", content, content_type)
    file._name = name  # what a client sends that does not clean it, as browsers do
    return file


def pdf(inside=b"", *, head=b"%PDF-1.7\n"):
    return head + b"1 0 obj<</Type/Catalog>>endobj\n" + inside + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def office(kind=WORD, parts=None, *, compression=zipfile.ZIP_DEFLATED):
    """A docx or xlsx of `kind` with further `parts` by name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES.format(kind=kind))
        archive.writestr("main.xml", "<w:document/>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return target.getvalue()


def picture(kind="PNG", size=(4, 3)):
    target = io.BytesIO()
    Image.new("RGB", size, "#12284a").save(target, kind)
    return target.getvalue()


def vast_png():
    """A PNG of a few bytes that says it is 60,000 pixels wide and high."""
    header = (60000).to_bytes(4) + (60000).to_bytes(4) + b"\x08\x02\x00\x00\x00"
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 1000)), (b"IEND", b"")]
    body = b"".join(len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4) for name, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def odd_zip(name, content=b"x"):
    """A docx that also holds an entry of a name that the standard writer would clean."""
    return office(parts={"word/" + "a" * (len(name) - 5): content}).replace(
        b"word/" + b"a" * (len(name) - 5), name.encode()
    )
