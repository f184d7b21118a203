"""Photographs that people take on the spot: made small, upright, freed of where and how they were taken."""

import io
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from foundation.documents.refusals import MAX_BYTES, UploadRefused
from foundation.documents.sniffing import MAX_PIXELS

LONGEST = 1600  # pixels
QUALITY = 82


def clean_photo(upload):
    """`upload` (JPG or PNG) as a new JPG without metadata, at most 1,600 pixels wide and high. Raises UploadRefused."""
    if upload.size > MAX_BYTES:
        raise UploadRefused(_("ภาพใหญ่เกิน 20 MB ถ่ายใหม่หรือย่อภาพแล้วส่งใหม่"), code="too_big")
    try:
        with Image.open(upload, formats=["JPEG", "PNG"]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise UploadRefused(_("ภาพใหญ่เกินไป ย่อให้เหลือไม่เกิน 50 ล้านพิกเซล แล้วส่งใหม่"), code="too_many_pixels")
            picture = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as problem:
        raise UploadRefused(
            _("อ่านภาพนี้ไม่ได้ รับเฉพาะ JPG และ PNG ถ่ายใหม่หรือบันทึกเป็น JPG แล้วส่งใหม่"), code="unknown_type"
        ) from problem
    picture.thumbnail((LONGEST, LONGEST))
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=QUALITY)
    return ContentFile(content.getvalue(), name=f"{PurePath(upload.name or 'photo').stem}.jpg")
