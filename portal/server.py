"""granian under WSGI and the scheduled work beside it, started and ended together."""

import logging
import signal
import socket
import subprocess
import sys
import threading
import time

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections

from foundation.accounts.services import DEMO_PASSWORD, demo_accounts
from pm25.services import import_uploads

logger = logging.getLogger(__name__)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
START_SECONDS = 60
STOP_SECONDS = 15
UPLOAD_SECONDS = 2


class ServerProblem(Exception):
    """Why the server cannot start, with what to do."""


class Server:
    """Runs until it is told to stop (SIGINT, SIGTERM) or granian ends by itself."""

    def __init__(self, *, host, port, workers, stdout):
        self.host, self.port, self.workers, self.stdout = host, port, workers, stdout
        self.stopping = threading.Event()

    def run(self):
        self.refuse_what_cannot_work()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stopping.set())
        web = subprocess.Popen(self.command(), start_new_session=True)  # noqa: S603
        try:
            self.wait_until_open(web)
            self.announce()
            threading.Thread(target=self.work, daemon=True).start()
            threading.Thread(target=self.work_on_uploads, daemon=True).start()
            while web.poll() is None and not self.stopping.wait(0.5):
                pass
        finally:
            self.stop(web)
        if not self.stopping.is_set():
            raise ServerProblem(f"เซิร์ฟเวอร์หยุดเอง (รหัส {web.returncode}) | The server ended by itself")

    def command(self):
        options = ["--interface", "wsgi", "--workers", str(self.workers), "--blocking-threads", "4", "--no-ws"]
        address = ["--host", self.host, "--port", str(self.port)]
        return [
            sys.executable,
            "-m",
            "granian",
            "config.wsgi:application",
            *options,
            *address,
            "--log-level",
            "warning",
        ]

    def refuse_what_cannot_work(self):
        if settings.DEMO and self.host not in LOOPBACK:
            message = (
                f"ระบบสาธิตเปิดได้เฉพาะบนเครื่องนี้ ใช้ HOST=127.0.0.1 (ได้รับ {self.host}) "
                "ถ้าจะเปิดใช้จริงดูหัวข้อ run it for real ใน README | A demonstration serves loopback addresses only"
            )
            raise ServerProblem(message)
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as problem:
                message = (
                    f"พอร์ต {self.port} ใช้ไม่ได้ ({problem.strerror}) ลอง PORT={self.port + 1} make run | Port is not free"
                )
                raise ServerProblem(message) from problem

    def wait_until_open(self, web):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and web.poll() is None and not self.stopping.is_set():
            try:
                socket.create_connection((self.host, self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return

    def announce(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        self.stdout.write(f"\nเปิดแล้วที่ | Serving at  http://{host}:{self.port}/   (Ctrl-C เพื่อหยุด | to stop)")
        if settings.DEMO:
            self.stdout.write(f"บัญชีสาธิต รหัสผ่านเดียวกัน | Demo accounts, one password:  {DEMO_PASSWORD}")
            for email, name in demo_accounts():
                self.stdout.write(f"  {email:<34} {name}")
        self.stdout.flush()

    def work(self):
        """Do the scheduled work every minute; what is not due costs a query."""
        while not self.stopping.is_set():
            for command in ("import_due", "check_kpis", "send_reminders", "send_notices"):
                try:
                    call_command(command, verbosity=0)
                except Exception:
                    logger.exception("scheduled work failed", extra={"command": command})
            close_old_connections()
            self.stopping.wait(min(60, settings.SCHEDULE_SECONDS))

    def work_on_uploads(self):
        """Import what people upload soon after they ask; they look at the page meanwhile."""
        while not self.stopping.is_set():
            try:
                import_uploads()
            except Exception:
                logger.exception("work on uploads failed")
            close_old_connections()
            self.stopping.wait(UPLOAD_SECONDS)

    def stop(self, web):
        if web.poll() is None:
            web.terminate()
            try:
                web.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                web.kill()
                web.wait()
