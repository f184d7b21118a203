"""The emblem that an operator supplied, as every form of document takes it."""

import io

from PIL import Image, ImageOps

MOST_PIXELS = 800


def plain_picture(content: bytes) -> bytes:
    """`content` (PNG or JPEG of any kind) as a PNG of eight bits a colour, without its notes; nothing if it is broken.

    An archive's PDF takes neither the colours of printers nor profiles that are its own.
    """
    try:
        with Image.open(io.BytesIO(content)) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    picture.thumbnail((MOST_PIXELS, MOST_PIXELS))
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
