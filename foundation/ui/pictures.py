"""Pictures drawn on the server: what a shared link shows, and the portal's own icons. Thai marks are placed by raqm."""

from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont, features

from foundation.ui.fonts import font_path

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
NAVY, GOLD, INK, GREY, PAPER, WHITE, LINE = "#12284a", "#f2b632", "#0f1b2d", "#475467", "#f4f6f9", "#ffffff", "#d6dde8"
SAMPLE_DARK, SAMPLE_LIGHT, SAMPLE_INK = "#ffeab8", "#fff4d6", "#4a2e00"
BAR = 92
RULE = 8
BLOCK = (MARGIN, 232, 476, 512)
BESIDE = BLOCK[2] + 44
STRIP = 74
MOST_ROWS = 4
REGULAR, SEMIBOLD = 400, 600


@dataclass
class Sheet:
    """A picture being drawn, with the few things that we draw on it."""

    image: Image.Image

    def __post_init__(self):
        self.pen = ImageDraw.Draw(self.image)

    def text(self, at, text, *, size, weight=REGULAR, fill=INK, width=None, anchor="ls"):
        """Write one line at its baseline, made smaller and then cut until it fits `width`."""
        font = fitting(text, size, weight, width or WIDTH)
        text = shortened(text, font, width or WIDTH)
        self.pen.text(at, text, font=font, fill=fill, anchor=anchor)


def share_picture(*, heading, value, unit, word, colour, lines, footer, sample=False) -> bytes:
    """Return a PNG of 1200 × 630 for a link's preview.

    `value` with `unit` stands on a block of `colour` (#rrggbb, light enough for ink) beside `word` and up to four
    rows of `lines`; an empty `value` reads –. `sample` adds the strip that says so. The texts are the caller's.
    """
    sheet = Sheet(Image.new("RGB", (WIDTH, HEIGHT), PAPER))
    _bar(sheet)
    sheet.text((MARGIN, 194), heading, size=58, weight=SEMIBOLD, fill=NAVY, width=WIDTH - 2 * MARGIN)
    _block(sheet, value or "–", unit, colour)
    _beside(sheet, word, lines)
    _foot(sheet, footer, sample)
    return _png(sheet.image)


def icon_picture(side: int, *, padding: float = 0.14) -> bytes:
    """Return a square PNG icon: the mark on navy."""
    return _png(_icon(side, padding))


def _icon(side, padding):
    """The mark on navy, drawn four times as large and made small for smooth edges."""
    big = side * 4
    image = Image.new("RGB", (big, big), NAVY)
    draw_mark(ImageDraw.Draw(image), big * padding, big * (1 - 2 * padding))
    return image.resize((side, side), Image.Resampling.LANCZOS)


def draw_mark(pen, corner, side):
    """Three linked circles, the middle one gold, in the geometry of the header's 40 × 40 mark."""
    unit = side / 40

    def point(px, py):
        return (corner + px * unit, corner + py * unit)

    for link in (((12.5, 22.5), (16.5, 17.5)), ((23.5, 17.5), (27.5, 22.5)), ((15.5, 28), (24.5, 28))):
        pen.line([point(*end) for end in link], fill="#8ea3c4", width=max(1, round(2.5 * unit)))
    for (cx, cy), colour in (((9, 28), WHITE), ((20, 12), GOLD), ((31, 28), WHITE)):
        box = [*point(cx - 8, cy - 8), *point(cx + 8, cy + 8)]
        pen.ellipse(box, fill=None, outline=colour, width=max(1, round(3 * unit)))


def fitting(text, size, weight, width):
    """The font in which `text` fits `width`, from `size` down to six tenths of it."""
    smallest = round(size * 0.6)
    while size > smallest and _font(size, weight).getlength(text) > width:
        size -= 2
    return _font(size, weight)


def shortened(text, font, width):
    """`text` cut at a space, or else at a letter, with … where it is still too long."""
    if font.getlength(text) <= width:
        return text
    words = text.split(" ")
    while len(words) > 1 and font.getlength(" ".join(words) + " …") > width:
        words.pop()
    text = " ".join(words)
    while len(text) > 1 and font.getlength(text + " …") > width:
        text = text[:-1]
    return text + " …"


def wrapped(text, font, width):
    """`text` in rows that fit `width`, broken at spaces only: Thai words are not cut."""
    rows = [""]
    for word in text.split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if not rows[-1] or font.getlength(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def _font(size, weight):
    """Layout by raqm; without that library marks above and below stand worse, but nothing fails."""
    engine = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(font_path(weight)), size, layout_engine=engine)


def _bar(sheet):
    sheet.pen.rectangle([0, 0, WIDTH, BAR], fill=NAVY)
    sheet.pen.rectangle([0, BAR, WIDTH, BAR + RULE], fill=GOLD)
    sheet.image.paste(_icon(64, 0.02), (MARGIN - 4, 14))
    sheet.text((MARGIN + 76, 58), str(settings.SITE_NAME), size=34, weight=SEMIBOLD, fill=WHITE)


def _block(sheet, value, unit, colour):
    left, top, right, bottom = BLOCK
    sheet.pen.rounded_rectangle(BLOCK, radius=20, fill=colour, outline=INK, width=3)
    middle, width = (left + right) // 2, right - left - 40
    sheet.text((middle, top + 172), value, size=150, weight=SEMIBOLD, width=width, anchor="ms")
    sheet.text((middle, bottom - 40), unit, size=38, width=width, anchor="ms")


def _beside(sheet, word, lines):
    width, y = WIDTH - MARGIN - BESIDE, BLOCK[1] + 62
    sheet.text((BESIDE, y), word, size=56, weight=SEMIBOLD, width=width)
    rows = [row for line in lines for row in wrapped(line, _font(34, REGULAR), width)]
    for row in rows[:MOST_ROWS]:
        y += 54
        sheet.text((BESIDE, y + 6), row, size=34, width=width)


def _foot(sheet, footer, sample):
    left = MARGIN
    if sample:
        _stripes(sheet, HEIGHT - STRIP)
        sheet.text((left, HEIGHT - 26), _("ข้อมูลตัวอย่าง"), size=32, weight=SEMIBOLD, fill=SAMPLE_INK)
        left += round(_font(32, SEMIBOLD).getlength(_("ข้อมูลตัวอย่าง"))) + 32
    else:
        sheet.pen.line([(MARGIN, HEIGHT - STRIP), (WIDTH - MARGIN, HEIGHT - STRIP)], fill=LINE, width=2)
    sheet.text((left, HEIGHT - 26), footer, size=28, fill=SAMPLE_INK if sample else GREY, width=WIDTH - MARGIN - left)


def _stripes(sheet, top):
    """The slanted stripes that mark sample data on every page."""
    sheet.pen.rectangle([0, top, WIDTH, HEIGHT], fill=SAMPLE_LIGHT)
    height = HEIGHT - top
    for x in range(-height, WIDTH, 56):
        sheet.pen.polygon([(x, HEIGHT), (x + 28, HEIGHT), (x + 28 + height, top), (x + height, top)], fill=SAMPLE_DARK)
    sheet.pen.line([(0, top), (WIDTH, top)], fill=GOLD, width=3)


def _png(image):
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
