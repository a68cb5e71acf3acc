"""Which hosts and addresses may be asked for a picture. Pure."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ghblog.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Where github.com/user-attachments/… of a private repository leads to.
_STORE = re.compile(r"github-production-user-asset-[0-9a-z]+\.s3(\.[a-z0-9-]+)?\.amazonaws\.com")
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
_LOCAL = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}
_SAFE = "%/:?#@!$&'()*+,;=~[]|"


def github_host(host: str) -> bool:
    """Whether GitHub keeps pictures there (`camo`, `raw`, `user-images` and attachments)."""
    known = host == "github.com" or host.endswith(".githubusercontent.com")
    return known or bool(_STORE.fullmatch(host))


def any_host(_host: str) -> bool:
    """Every host may be asked; its addresses must be public all the same."""
    return True


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart and put together again, so that nobody reads it otherwise than we did.

    Attributes:
        place: `host`, or `host:port` where the port is not the scheme's own.
    """

    url: str
    scheme: str
    host: str
    port: int

    @property
    def place(self) -> str:
        """The host, with the port if it is an unusual one."""
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"


def target(url: str) -> Target:
    """A URL that can be asked for. Raises FetchError when it makes no sense."""
    if "\\" in url or any(ord(each) <= 0x20 or ord(each) == 0x7F for each in url):
        raise FetchError("the address holds a character that no address has")
    try:
        parts = urlsplit(url)
        scheme, port = parts.scheme.lower(), parts.port
        host = _ascii(parts.hostname or "")
    except ValueError:
        raise FetchError("the address makes no sense") from None
    if scheme not in _PORTS:
        raise FetchError(f"“{scheme or 'no scheme'}” is not fetched, only https")
    if "@" in parts.netloc:
        raise FetchError("the address holds a user name, and is not asked")
    if port == 0 or not (_NAME.fullmatch(host) or _literal(host)):
        raise FetchError("the address makes no sense")
    found = Target("", scheme, f"[{host}]" if ":" in host else host, port or _PORTS[scheme])
    path = quote(parts.path or "/", safe=_SAFE.replace("?", "").replace("#", ""))
    query = f"?{quote(parts.query, safe=_SAFE.replace('#', ''))}" if parts.query else ""
    whole = f"{scheme}://{found.place}{path}{query}"
    return Target(whole, found.scheme, found.host, found.port)


def is_public(address: str) -> bool:
    """Whether an address, as the resolver gave it, belongs to the public internet."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _public(found)


def is_local(host: str) -> bool:
    """Whether a name or address leads to this machine or network whatever a resolver says.

    This holds through a proxy, too, where nobody sees which address is asked.
    """
    bare = host.strip("[]")
    if bare == "localhost" or bare.endswith(_LOCAL) or ("." not in bare and ":" not in bare):
        return True
    found = _literal(bare)
    return found is not None and not _public(found)


def is_loopback(host: str) -> bool:
    """Whether it is this machine."""
    found = _literal(host.strip("[]"))
    return host == "localhost" or (found is not None and found.is_loopback)


def _public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:  # networks without IPv4 reach it through this
            return _public(ipaddress.IPv4Address(address.packed[-4:]))
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(one is not None and not _public(one) for one in inner):
            return False
        if address.ipv4_mapped is not None:
            return True
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not special


def _literal(host: str) -> Address | None:
    """An address in any of the forms that systems take: `127.1` and `0x7f000001`, too."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if not re.fullmatch(r"[0-9a-fx.]+", host) or not host[0].isdigit():
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _ascii(host: str) -> str:
    host = host.lower()
    return host if host.isascii() else host.encode("idna").decode().lower()
