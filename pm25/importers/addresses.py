"""Which hosts an import may talk to, and at which address: no name leads into a private network."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

from pm25.importers.problems import ImportProblem

NAT64 = ipaddress.ip_network("64:ff9b::/96")
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
RELAYS = ipaddress.ip_network("192.88.99.0/24")  # 6to4, given up in RFC 7526


class Target:
    """One checked address of a URL: the IP to connect to, and the name that the certificate must carry."""

    def __init__(self, url, hosts):
        parts = _split(url)
        self.url, self.host = url, parts.hostname.lower()
        self.trusted = is_trusted(parts)
        if not self.trusted:
            _check_public(parts, hosts)
        self.port = parts.port or (443 if parts.scheme == "https" else 80)
        self.address = _address(self.host, self.port, self.trusted)
        netloc = f"[{self.address}]" if ":" in self.address else self.address
        self.connect_url = parts._replace(netloc=f"{netloc}:{self.port}", fragment="").geturl()
        self.host_header = self.host if parts.port is None else f"{self.host}:{parts.port}"


def is_trusted(parts) -> bool:
    """Whether settings.IMPORT_TRUSTED_HOSTS names the host, alone or with its port."""
    host = (parts.hostname or "").lower()
    named = {entry.strip().lower() for entry in settings.IMPORT_TRUSTED_HOSTS}
    return host in named or f"{host}:{parts.port}" in named


def refused(code, th, en):
    return ImportProblem(code, th, en)


def _split(url):
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.username is not None:
        raise refused("address", "ที่อยู่ของแหล่งข้อมูลไม่ถูกต้อง", "This is no usable address of a source.")
    return parts


def _check_public(parts, hosts):
    if parts.scheme != "https" or parts.port not in (None, 443):
        raise refused("not_https", "ที่อยู่ของแหล่งข้อมูลต้องขึ้นต้นด้วย https://", "A source's address must begin with https://.")
    if parts.hostname.lower() not in hosts:
        raise refused(
            "host_not_allowed",
            f"ไม่อนุญาตให้ดึงข้อมูลจาก {parts.hostname} เพิ่มใน IMPORT_TRUSTED_HOSTS ได้ถ้าเป็นเครื่องที่ไว้ใจ",
            f"{parts.hostname} is not a host of this source; IMPORT_TRUSTED_HOSTS can name it.",
        )


def _address(host, port, trusted):
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise refused(
            "no_address", f"หาที่อยู่ของ {host} ไม่พบ ตรวจเครือข่ายแล้วลองใหม่", f"No address was found for {host}."
        ) from error
    addresses = [entry[4][0] for entry in found]
    if not trusted and not all(is_public(address) for address in addresses):
        raise refused(
            "private_address",
            f"{host} ชี้ไปยังเครือข่ายภายใน จึงไม่เชื่อมต่อ",
            f"{host} points to a private network; not connected.",
        )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IPv4 or IPv6 address is on the open Internet, also what is wrapped inside an IPv6 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    return all(_is_open(one) for one in _meant(ip))


def _is_open(ip):
    """Of IPv6 only what is given out for the Internet: other ranges translate into private IPv4, or stay inside."""
    given_out = ip in GLOBAL_UNICAST if ip.version == 6 else ip not in RELAYS
    return given_out and ip.is_global and not ip.is_multicast


def _meant(ip):
    """The addresses that a connection to `ip` would reach: of a wrapped IPv4 one, that one."""
    if ip.version == 4:
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    if ip in NAT64:
        return [ipaddress.ip_address(int(ip) & 0xFFFFFFFF)]
    return [ip, *(wrapped for wrapped in (ip.sixtofour, *(ip.teredo or ())) if wrapped)]
