from django.core.management.base import BaseCommand
from django.utils import translation

from portal import doctor

MARKS = {"ok": "✓", "warn": "!", "fail": "✗"}


class Command(BaseCommand):
    help = "ตรวจความพร้อมของระบบ บอกสิ่งที่ต้องทำ | Examine the installation and say what to do"

    def handle(self, **options):
        with translation.override("th"):
            findings = doctor.examine()
        for finding in findings:
            self.stdout.write(f"{MARKS[finding.state]} {finding.name:<11} {finding.detail}")
            if finding.advice:
                self.stdout.write(f"  → {finding.advice}")
        if any(finding.state == "fail" for finding in findings):
            raise SystemExit(1)
