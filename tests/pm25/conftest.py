import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.db import transaction

from pm25.importers.parsed import BlockWriter, Parsed, SeriesKey, StationRow
from pm25.importers.store import store
from pm25.importers.values import read_value
from tests.pm25.factories import ImportRunFactory, SourceFactory
from tests.pm25.sources import serving


@pytest.fixture
def source(db):
    return SourceFactory()


@pytest.fixture
def put(db):
    """Store `(station id, parameter, averaging, period_end, sent)` rows as one import, and return its counts."""

    def _put(*rows, source=None, run=None, **options):
        run = run or ImportRunFactory(source=source or SourceFactory())
        writer = BlockWriter()
        for line, (station, parameter, averaging, end, sent) in enumerate(rows, start=1):
            writer.add(SeriesKey(station, parameter, averaging, "µg/m³"), end, read_value(str(sent), parameter), line)
        stations = [StationRow(station, rows[0][3], described=False) for station in {row[0] for row in rows}]
        return store(Parsed(stations, [writer.block], writer.rejects, writer.doubled), run, **options)

    return _put


@pytest.fixture
def transactional_rollback(db):
    """A context that undoes all it did, for each example of a property."""

    @contextmanager
    def _undone():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return _undone


@pytest.fixture
def tls_server(tmp_path):
    """The port of a loopback server with a certificate that nobody signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "elsewhere.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
    ).sign(key, hashes.SHA256())
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with serving({"/x": b"{}"}, context=context) as server:
        yield server.server_port
