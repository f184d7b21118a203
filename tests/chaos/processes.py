"""The processes that work and are killed: workers and, with Celery, two beats."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CELERY = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "tests.chaos.bell"]
LOOP = [sys.executable, "-W", "ignore", "-m", "tests.chaos.worker"]


class Workers:
    """`names` are the first part of the path under which each worker asks the source."""

    def __init__(self, environment, url, folder, *, celery):
        self.environment, self.url, self.folder, self.celery = environment, url, folder, celery
        self.names = ["one", "two"]
        self.running = {}

    def __enter__(self):
        for name in self.names:
            self.start(name)
        if self.celery:
            for name in ("beat-one", "beat-two"):
                self._run(name, [*CELERY, "beat", "--loglevel", "ERROR"])
        return self

    def __exit__(self, *raised):
        for name in self.running:
            self.kill_group(name)

    def start(self, name):
        worker = ["worker", "--concurrency", "1", "--hostname", f"{name}@chaos", "--loglevel", "ERROR"]
        self._run(name, [*CELERY, *worker, "--without-mingle", "--without-gossip"] if self.celery else LOOP)

    def kill_group(self, name):
        """The whole worker, parent and child at once."""
        process = self.running[name]
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_child(self, name):
        """The process that imports; its parent lives. Returns whether there was one."""
        child = next(iter(_children(self.running[name].pid)), None)
        if child is not None:
            os.kill(child, signal.SIGKILL)
        return child is not None

    def see_to(self):
        """Start what is gone."""
        for name, process in self.running.items():
            if process.poll() is not None and name in self.names:
                self.start(name)

    def _run(self, name, command):
        own = {"AIR4THAI_URL": f"{self.url}/{name}", "VAR_DIR": str(self.folder / name)}
        (self.folder / name).mkdir(exist_ok=True)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, env=self.environment | own, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )


def _children(pid):
    """The ids of a process's children; of the helpers that multiprocessing starts, none."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(one) for one in task.read_text().split()]
        except OSError:
            continue
    return [one for one in found if b"resource_tracker" not in _command(one)]


def _command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def wait_for(found, *, seconds, pause=0.01):
    """Whether `found()` came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found():
            return True
        time.sleep(pause)
    return False
