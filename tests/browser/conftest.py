"""A real Chromium before the real server: granian, the collected assets, the pilot's facts and the demonstration."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from tests.browser.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of a server with pilot and demonstration data, as `make run` starts it."""
    environment = _environment(tmp_path_factory.mktemp("portal"))
    for command in (
        "migrate --verbosity 0",
        "build_assets",
        "load_pilot",
        "load_demo",
        "collectstatic --noinput --verbosity 0",
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command.split()], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    port = _free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    _wait_for(address, process)
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server):
    """Open pages and watch them: `visit(width)` gives a `Visitor`."""
    visitors = []

    def at(width, email=None):
        visitors.append(Visitor(chromium, server, width, email))
        return visitors[-1]

    yield at
    for visitor in visitors:
        visitor.close()


def _environment(folder):
    environment = {
        k: v for k, v in os.environ.items() if k not in {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "ALLOWED_HOSTS"}
    }
    environment |= {"DEMO": "1", "VAR_DIR": str(folder), "REDIS_URL": "", "HTTPS": "false", "EMAIL_URL": "dummymail://"}
    environment["STATICFILES_STORAGE"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    if os.environ.get("TEST_DATABASE_URL", "").startswith("postgres"):
        environment["DATABASE_URL"] = _new_database(os.environ["TEST_DATABASE_URL"])
    return environment


def _new_database(address):
    """A fresh PostgreSQL database beside the tests' own."""
    base, _, _ = address.rpartition("/")
    name = f"ogmp_browser_{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")
        connection.execute("CREATE DATABASE " + name)
    return f"{base}/{name}"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended by itself"
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=1)  # noqa: S310
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not answer within a minute")
