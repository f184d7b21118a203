import io
import shutil

import pytest
from django.core.management import call_command
from PIL import Image, ImageDraw, features

from foundation.ui.fonts import FontsMissing, font_path
from foundation.ui.pictures import _font, icon_picture, share_picture, shortened, wrapped


@pytest.fixture(autouse=True)
def var_dir(settings, tmp_path_factory):
    settings.VAR_DIR = tmp_path_factory.getbasetemp() / "pictures"


def picture(**fields):
    values = {"heading": "ฝุ่น PM2.5 จังหวัดลำปาง วันนี้", "value": "48.3", "unit": "µg/m³", "colour": "#ffa200"}
    values |= {"word": "เริ่มมีผลกระทบต่อสุขภาพ", "lines": ["เฉลี่ย 24 ชั่วโมง จาก 4 สถานี"], "footer": "ข้อมูล 09.00 น."}
    return Image.open(io.BytesIO(share_picture(**values | fields)))


def colours(image, box=None):
    part = image.crop(box) if box else image
    return {colour for _count, colour in part.getcolors(part.width * part.height)}


def test_share_picture_has_the_size_that_links_show():
    image = picture()

    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "RGB")
    assert {(0x12, 0x28, 0x4A), (0xF2, 0xB6, 0x32), (0xFF, 0xA2, 0x00), (0x0F, 0x1B, 0x2D)} <= colours(image)


def test_share_picture_of_samples_has_its_strip():
    strip = (0, 570, 1200, 630)

    assert (0xFF, 0xEA, 0xB8) in colours(picture(sample=True), strip)
    assert (0xFF, 0xEA, 0xB8) not in colours(picture(), strip)


def test_share_picture_without_value_and_with_long_texts():
    image = picture(value="", lines=["ลดเวลาอยู่กลางแจ้ง " * 20], heading="อำเภอป้อมปราบศัตรูพ่าย" * 9, word="ดี " * 60)

    right_margin = (1145, 110, 1200, 550)
    assert colours(image, right_margin) == {(0xF4, 0xF6, 0xF9)}


def test_thai_marks_are_placed_by_raqm():
    assert features.check("raqm")

    pen, font = ImageDraw.Draw(Image.new("L", (9, 9))), _font(60, 400)
    low, high = (pen.textbbox((0, 100), text, font=font, anchor="ls") for text in ("ท", "ที่"))

    assert high[1] < low[1]
    assert font.getlength("ที่") == pytest.approx(font.getlength("ท"), abs=1)


def test_font_has_thai_and_latin_and_is_built_once():
    path = font_path(600)
    made = path.stat().st_mtime_ns

    assert font_path(600).stat().st_mtime_ns == made
    assert all(_font(40, 600).getmask(sign).getbbox() for sign in "กฤA9µ³…–")


def test_font_missing_says_what_to_do(settings, tmp_path):
    settings.VAR_DIR, settings.NODE_MODULES = tmp_path / "var", tmp_path

    with pytest.raises(FontsMissing, match="npm ci"):
        font_path(400)


def test_wrapped_breaks_at_spaces_only():
    font = _font(34, 400)

    assert wrapped("เด็ก ผู้สูงอายุ และผู้ป่วย", font, 260) == ["เด็ก ผู้สูงอายุ", "และผู้ป่วย"]
    assert wrapped("สั้น", font, 260) == ["สั้น"]
    assert shortened("เด็ก ผู้สูงอายุ", font, 120) == "เด็ก …"
    assert shortened("เด็ก", font, 400) == "เด็ก"


def test_icon_is_square_with_the_three_circles():
    image = Image.open(io.BytesIO(icon_picture(180)))

    assert image.size == (180, 180)
    assert {(0x12, 0x28, 0x4A), (0xF2, 0xB6, 0x32), (0xFF, 0xFF, 0xFF)} <= colours(image)


def test_build_assets_builds_the_fonts(settings, capsys):
    shutil.rmtree(settings.VAR_DIR, ignore_errors=True)

    call_command("build_assets")

    lines = capsys.readouterr().out.splitlines()
    assert lines == ["แบบอักษร Sarabun-Regular.ttf 48 kB", "แบบอักษร Sarabun-SemiBold.ttf 48 kB"]
