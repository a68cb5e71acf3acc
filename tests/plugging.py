"""Packages with a dialect, as if somebody had installed them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from textwrap import dedent

import pytest
from writers import put

EXAMPLE = Path(__file__).parent / "plugin" / "spoiler" / "ghblog_spoiler.py"

# A dialect `x` that finds `@@words@@`; what becomes of them stands in the body.
RULE = """
def plugin(md):
    def parse(inline, match, state):
        {body}
        return match.end()
    md.inline.register({name!r}, "@@(?P<{name}_words>[^@]+)@@", parse, before="link")
"""
ADD = 'state.append_token({"type": "x", "attrs": {"markdown": %s}})'

Plug = Callable[..., None]
_COUNT = count()


def rule(body: str, name: str = "x") -> str:
    """The code of a plugin whose rule does that with a match."""
    return RULE.format(body=body, name=name)


def proposing(markdown: str) -> str:
    """The code of a plugin that proposes this expression for `@@words@@`."""
    return rule(ADD % markdown)


@pytest.fixture
def plug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plug:
    """Installs a package, by its name, that brings a dialect."""

    def install(
        package: str, code: str, *, dialect: str = "x", version: str = "1.0", what: str = "plugin"
    ) -> None:
        folder = tmp_path / f"site-{package}-{version}"
        module = f"{package.replace('-', '_')}_{next(_COUNT)}"  # modules stay imported
        put(folder, f"{module}.py", dedent(code))
        info = f"{package.replace('-', '_')}-{version}.dist-info"
        put(folder, f"{info}/METADATA", f"Name: {package}\nVersion: {version}\n")
        put(folder, f"{info}/entry_points.txt", f"[ghblog.dialects]\n{dialect} = {module}:{what}\n")
        monkeypatch.syspath_prepend(str(folder))

    return install
