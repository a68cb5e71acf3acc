"""What an API's address tells."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_address(api_url: str) -> bool:
    """Whether it can be the address of an API."""
    try:
        parts = urlsplit(api_url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_unencrypted(api_url: str) -> bool:
    """Whether a token sent there could be read on the way."""
    parts = urlsplit(api_url)
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def uploads_url(api_url: str) -> str:
    """Where attachments are uploaded; empty if nobody takes any, as on Enterprise Server.

    The addresses are those of GitHub's own `gh` (cli/cli, internal/attachments).
    """
    parts = urlsplit(api_url)
    host = (parts.hostname or "").lower()
    if is_loopback(host):
        place = parts.netloc.rpartition("@")[2]
        return f"{parts.scheme}://{place}/api/uploads"
    if host == "api.github.com" or (host.startswith("api.") and host.endswith(".ghe.com")):
        return f"https://uploads.{host.removeprefix('api.')}"
    return ""


def pages_host(api_url: str) -> str:
    """The host with GitHub's pages for people: `github.com` for `https://api.github.com`."""
    parts = urlsplit(api_url)
    host = (parts.hostname or "").removeprefix("api.")
    return f"{host}:{parts.port}" if parts.port else host
