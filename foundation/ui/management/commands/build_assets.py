from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.ui.fonts import WEIGHTS, FontsMissing, font_path
from foundation.ui.pictures import icon_picture

ICONS = {"favicon-32.png": (32, 0.06), "apple-touch-icon.png": (180, 0.14), "icon-192.png": (192, 0.14)}


class Command(BaseCommand):
    help = "สร้างแบบอักษรสำหรับภาพที่วาดบนเซิร์ฟเวอร์ | Build the fonts for pictures that are drawn on the server"

    def add_arguments(self, parser):
        parser.add_argument("--icons", action="store_true", help="วาดไอคอนใน static/img ใหม่ | draw the icons anew")

    def handle(self, *, icons, **options):
        for weight in WEIGHTS:
            try:
                path = font_path(weight)
            except FontsMissing as missing:
                raise CommandError(str(missing)) from missing
            self.stdout.write(f"แบบอักษร {path.name} {path.stat().st_size // 1000} kB")
        for name, (side, padding) in ICONS.items() if icons else ():
            file = Path(settings.BASE_DIR) / "static/img" / name
            file.write_bytes(icon_picture(side, padding=padding))
            self.stdout.write(f"ไอคอน {file.name} {file.stat().st_size} B")
