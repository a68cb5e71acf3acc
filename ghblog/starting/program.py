"""What has to be installed to run this very ghblog, elsewhere or with an extra."""

from __future__ import annotations

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ghblog.checkout import Checkout, name_in_url

_SITE = "https://github.com"
_COMMIT = re.compile(
    r"(?:ghblog\s*@\s*)?git\+https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?@([0-9a-f]{40})"
)


def requirement() -> str:
    """A requirement for pip, such as `ghblog @ git+https://…@<commit>`; empty if nothing tells
    where a machine elsewhere can get this ghblog from.

    How it was installed here tells: https://packaging.python.org/specifications/direct-url
    """
    try:
        found = Distribution.from_name("ghblog")
        told = found.read_text("direct_url.json")
        return _from_origin(json.loads(told)) if told else f"ghblog=={found.version}"
    except (PackageNotFoundError, ValueError, OSError):
        return ""


def action(requirement: str) -> str:
    """What a workflow's `uses:` says of this requirement, such as `OWNER/ghblog@<commit>`; empty
    where it is no commit on GitHub."""
    found = _COMMIT.fullmatch(requirement.strip())
    return f"{found[1]}@{found[2]}" if found else ""


def requirements_of(extra: str) -> tuple[str, ...]:
    """The requirements that an extra of the ghblog installed here adds; none if nothing tells."""
    try:
        wanted = Distribution.from_name("ghblog").requires or []
    except PackageNotFoundError:
        return ()
    parts = (each.partition(";") for each in wanted)
    named = re.compile(rf"""extra\s*==\s*["']{re.escape(extra)}["']""")
    return tuple(each.strip() for each, _, marker in parts if named.search(marker))


def _from_origin(origin: Any) -> str:
    """Where it came from, if that is a commit that others can fetch."""
    url = str(origin.get("url", "")) if isinstance(origin, dict) else ""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return _from_checkout(Path(unquote(parts.path)))
    commit = (origin.get("vcs_info") or {}).get("commit_id", "") if url else ""
    name = name_in_url(url)
    return f"ghblog @ git+{_SITE}/{name}@{commit}" if commit and _on_github(url) and name else ""


def _from_checkout(folder: Path) -> str:
    checkout = Checkout.find(folder)
    if not checkout or checkout.top.resolve() != folder.resolve():
        return ""
    name, commit = checkout.repository(), checkout.pushed_head()
    return f"ghblog @ git+{_SITE}/{name}@{commit}" if name and commit else ""


def _on_github(url: str) -> bool:
    return (urlsplit(url).hostname or "") == "github.com"
