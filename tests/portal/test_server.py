"""`manage.py serve`: what it refuses, and that it ends all it started."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings

from portal.server import Server, ServerProblem

MANAGE = [sys.executable, "manage.py"]


def server(host="127.0.0.1", port=0):
    return Server(host=host, port=port, workers=1, stdout=io.StringIO())


def test_demonstration_refuses_other_addresses(settings):
    settings.DEMO = True

    with pytest.raises(ServerProblem, match=r"HOST=127\.0\.0\.1"):
        server(host="0.0.0.0").refuse_what_cannot_work()  # noqa: S104


def test_taken_port_names_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(ServerProblem, match=f"PORT={port + 1}"):
            server(port=port).refuse_what_cannot_work()


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """The environment of a demonstration with an empty, migrated database."""
    folder = tmp_path_factory.mktemp("demonstration")
    variables = {**os.environ, "DEMO": "1", "VAR_DIR": str(folder), "REDIS_URL": "", "DATABASE_URL": ""}
    subprocess.run([*MANAGE, "migrate", "--verbosity", "0"], cwd=settings.BASE_DIR, env=variables, check=True)
    return variables


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_the_server_and_all_it_started(environment, number):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*MANAGE, "serve", "--port", str(port)]
    pipes = {"stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipes)
    wait_for(f"http://127.0.0.1:{port}/healthz")

    process.send_signal(number)
    said, _ = process.communicate(timeout=30)

    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
    assert "secretary.lampang@demo.example" in said
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def wait_for(address):
    deadline = time.monotonic() + 60
    while True:
        try:
            return urllib.request.urlopen(address, timeout=1).close()  # noqa: S310
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
