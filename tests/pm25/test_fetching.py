"""What an import may reach: listed hosts over HTTPS at public addresses, or a host that the settings trust."""

import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress

import httpx
import pytest

from pm25.importers import ADAPTERS, addresses, fetching
from pm25.importers.addresses import Target, is_public
from pm25.importers.fetching import Client
from pm25.importers.problems import ImportProblem
from pm25.services import import_origin
from tests.pm25.factories import SourceFactory
from tests.pm25.sources import serving

HOSTS = frozenset({"air4thai.pcd.go.th"})


@pytest.fixture
def resolves(monkeypatch):
    """Let names resolve to given addresses."""

    def _resolves(*found):
        def lookup(host, port, **kwargs):
            return [
                (socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))
                for ip in found
            ]

        monkeypatch.setattr(addresses.socket, "getaddrinfo", lookup)

    return _resolves


@pytest.fixture
def loopback(settings):
    settings.IMPORT_TRUSTED_HOSTS = ["127.0.0.1"]


def code_of(url, hosts=HOSTS):
    with pytest.raises(ImportProblem) as problem:
        Client().get(url, hosts=hosts)
    assert problem.value.message_th
    return problem.value.code


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://air4thai.pcd.go.th/x", "not_https"),
        ("https://air4thai.pcd.go.th:8443/x", "not_https"),
        ("https://evil.example/x", "host_not_allowed"),
        ("https://air4thai.pcd.go.th.evil.example/x", "host_not_allowed"),
        ("https://user:pass@air4thai.pcd.go.th/x", "address"),
        ("https://air4thai.pcd.go.th@evil.example/x", "address"),
        ("file:///etc/passwd", "address"),
        ("gopher://air4thai.pcd.go.th/", "address"),
        ("https:///x", "address"),
        ("https://[::1", "address"),
        ("https://air4thai.pcd.go.th:99999/", "address"),
        ("https://127.0.0.1/", "host_not_allowed"),
        ("https://2130706433/", "host_not_allowed"),
        ("https://0x7f000001/", "host_not_allowed"),
        ("https://0177.0.0.1/", "host_not_allowed"),
        ("https://127.1/", "host_not_allowed"),
        ("https://[::ffff:127.0.0.1]/", "host_not_allowed"),
        ("https://air4thai.pcd.go.th./x", "host_not_allowed"),
        ("https://аir4thai.pcd.go.th/x", "host_not_allowed"),  # a Cyrillic letter
        ("https://@air4thai.pcd.go.th/x", "address"),
        ("https://air4thai.pcd.go.th\\@evil.example/x", "address"),
        ("https://evil.example\\.air4thai.pcd.go.th/x", "host_not_allowed"),
        ("https://air4thai.pcd.go.th%2eevil.example/x", "host_not_allowed"),
        ("HTTPS://air4thai.pcd.go.th:0443443/x", "address"),
        ("//air4thai.pcd.go.th/x", "address"),
    ],
)
def test_other_addresses_are_refused(url, code):
    assert code_of(url) == code


@pytest.mark.parametrize(
    "found",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["192.168.0.10"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["0.0.0.0"],  # noqa: S104
        ["::1"],
        ["fe80::1%eth0"],
        ["fc00::1"],
        ["::ffff:10.0.0.1"],
        ["64:ff9b::a00:1"],
        ["2002:a00:1::"],
        ["8.8.8.8", "10.0.0.1"],
        ["::7f00:1"],  # IPv4-compatible 127.0.0.1
        ["::ffff:0:a00:1"],  # IPv4-translated
        ["64:ff9b:1::a00:1"],  # a network's own NAT64
        ["fec0::1"],  # site-local of old
        ["2001:0:a00:1::"],  # Teredo
        ["198.18.0.1"],
        ["192.88.99.1"],
        ["224.0.0.1"],
        ["255.255.255.255"],
    ],
)
def test_a_listed_name_that_points_inside_is_refused(resolves, found):
    resolves(*found)

    assert code_of("https://air4thai.pcd.go.th/x") == "private_address"


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_known(address):
    assert is_public(address)


def test_the_connection_goes_to_the_address_that_was_checked(resolves):
    """A name that resolves to something else a moment later changes nothing: it is not asked again."""
    resolves("8.8.8.8")

    target = Target("https://air4thai.pcd.go.th/a?b=c", HOSTS)

    resolves("127.0.0.1")
    assert (target.connect_url, target.host_header, target.host) == (
        "https://8.8.8.8:443/a?b=c",
        "air4thai.pcd.go.th",
        "air4thai.pcd.go.th",
    )


def test_an_ipv6_address_is_put_in_brackets(resolves):
    resolves("2001:4860:4860::8888")

    assert Target("https://air4thai.pcd.go.th/a", HOSTS).connect_url == "https://[2001:4860:4860::8888]:443/a"


def test_an_unknown_name_says_so(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror

    monkeypatch.setattr(addresses.socket, "getaddrinfo", unknown)

    assert code_of("https://air4thai.pcd.go.th/x") == "no_address"


@pytest.mark.parametrize("trusted", ["127.0.0.1", "127.0.0.1:{port}"])
def test_a_trusted_host_may_be_loopback_without_tls(settings, trusted):
    with serving({"/data": b"[1]"}) as server:
        settings.IMPORT_TRUSTED_HOSTS = [trusted.format(port=server.server_port)]

        fetched = Client().get(f"{server.url}/data?x=1", hosts=frozenset())

    assert (fetched.content, fetched.url, server.asked) == (b"[1]", f"{server.url}/data?x=1", ["/data?x=1"])


def test_trust_in_one_port_is_no_trust_in_another(settings):
    settings.IMPORT_TRUSTED_HOSTS = ["127.0.0.1:1"]

    assert code_of("http://127.0.0.1:2/x") == "not_https"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((500, {}, b"oops"), "http_status"),
        ((204, {}, b""), "http_status"),
        ((404, {}, b""), "not_found"),
        ((200, {"Content-Encoding": "gzip"}, b"x"), "encoding"),
        ((200, {"Content-Length": "100"}, b"half"), "unreachable"),
        ((302, {"Location": "https://evil.example/"}, b""), "host_not_allowed"),
        ((302, {"Location": "http://[::1]:1/"}, b""), "not_https"),
        ((302, {"Location": "/again"}, b""), "redirect"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "address"),
    ],
)
def test_bad_answers_are_problems(loopback, answer, code):
    with serving({"/again": answer}) as server:
        assert code_of(f"{server.url}/again") == code


def test_a_redirect_to_another_trusted_host_is_not_followed(settings):
    settings.IMPORT_TRUSTED_HOSTS = ["127.0.0.1", "localhost"]
    with serving({"/go": lambda path: (302, {"Location": "http://localhost:9/x"}, b"")}) as server:
        assert code_of(f"{server.url}/go") == "redirect"


def test_a_redirect_within_the_host_is_followed(loopback):
    with serving({"/go": (301, {"Location": "/there"}, b""), "/there": b"{}"}) as server:
        assert Client().get(f"{server.url}/go", hosts=HOSTS).content == b"{}"


def test_a_large_answer_is_cut_off(loopback, monkeypatch):
    monkeypatch.setattr(fetching, "MAX_BYTES", 1000)
    with serving({"/big": b"x" * 1001}) as server:
        assert code_of(f"{server.url}/big") == "too_large"


def test_a_slow_answer_is_given_up(loopback, monkeypatch):
    monkeypatch.setattr(fetching, "MAX_SECONDS", -1)
    with serving({"/slow": b"x"}) as server:
        assert code_of(f"{server.url}/slow") == "too_slow"


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"])
def test_a_source_that_sends_a_byte_at_a_time_is_given_up(loopback, monkeypatch, head):
    """Each byte comes well before the time-out of a read, in the status line, the headers or the body."""
    monkeypatch.setattr(fetching, "MAX_SECONDS", 0.3)
    began = time.monotonic()
    with dripping(head) as port:
        assert code_of(f"http://127.0.0.1:{port}/") == "too_slow"

    assert time.monotonic() - began < fetching.TIMEOUT.read


@contextmanager
def dripping(head):
    """The port of a server that sends `head` and then a letter every 20 ms for a minute."""

    def drip():
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.recv(65536)
            connection.sendall(head)
            for _ in range(3000):
                connection.sendall(b"x")
                time.sleep(0.02)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


@pytest.mark.parametrize("adapter", ADAPTERS.values(), ids=ADAPTERS)
@pytest.mark.parametrize(
    "origin",
    ["https://evil.example/x.csv", "http://127.0.0.1:9/x.csv", "file:///etc/passwd", "https://169.254.169.254/"],
)
def test_the_command_line_is_held_to_the_same_rule(db, adapter, origin, monkeypatch):
    """Whatever the adapter, no address but those of its own hosts is ever connected to."""
    monkeypatch.setattr(fetching.httpx, "Client", lambda **options: pytest.fail("connected"))
    SourceFactory(slug=adapter.SOURCE)

    with pytest.raises(ImportProblem) as problem:
        import_origin(adapter, origin)

    assert problem.value.code in {"host_not_allowed", "not_https", "address"}


def test_a_silent_source_is_given_up(loopback, monkeypatch):
    monkeypatch.setattr(fetching, "TIMEOUT", httpx.Timeout(0.1))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert code_of(f"http://127.0.0.1:{silent.getsockname()[1]}/") == "timeout"


def test_a_closed_port_is_unreachable(loopback):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]

    assert code_of(f"http://127.0.0.1:{port}/") == "unreachable"


def test_the_next_address_is_asked_only_where_one_is_gone(loopback):
    with serving({"/second": b"{}", "/third": b"[]"}) as server:
        fetched = Client().get_first([f"{server.url}{path}" for path in ("/first", "/second", "/third")], hosts=HOSTS)

    assert (fetched.content, server.asked) == (b"{}", ["/first", "/second"])


def test_certificates_are_always_verified(settings, monkeypatch):
    """A host whose chain is incomplete gets an extra bundle beside the machine's own; verification stays on."""
    loaded = []
    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", lambda self, cafile: loaded.append(cafile))
    settings.IMPORT_CA_BUNDLES = {"air4thai.pcd.go.th": "intermediate.pem"}

    extra, plain = fetching._tls("air4thai.pcd.go.th"), fetching._tls("other.example")

    assert loaded == ["intermediate.pem"]
    assert {context.verify_mode for context in (extra, plain)} == {ssl.CERT_REQUIRED}
    assert extra.check_hostname
    assert plain.check_hostname


def test_a_certificate_of_another_name_is_refused(loopback, tls_server):
    assert code_of(f"https://127.0.0.1:{tls_server}/x") == "tls"
