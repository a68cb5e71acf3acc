"""Where GitHub is: its API, and its pages for people. Part of `blog`."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from ghblog.errors import UsageError

GITHUB_API = "https://api.github.com"


def api_of(environ: Mapping[str, str]) -> str:
    """The API's address: where `GITHUB_API_URL` leads, else github.com's."""
    return environ.get("GITHUB_API_URL") or GITHUB_API


def home_of(api_url: str) -> str:
    """Where the pages are that an API belongs to: `host` or `host:port`. Raises UsageError."""
    return _parts(api_url).netloc.lower().rpartition("@")[2].removeprefix("api.")


def pages_of(api_url: str) -> str:
    """The pages' address, such as `https://github.com`. Raises UsageError."""
    return f"{_parts(api_url).scheme}://{home_of(api_url)}"


def _parts(api_url: str) -> SplitResult:
    try:
        return urlsplit(api_url)
    except ValueError as error:  # such as half an IPv6 address
        raise UsageError(
            f"GITHUB_API_URL is not the address of an API: {api_url!r}",
            hint="such as https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise",
        ) from error
