"""Templates of the files that are written for the writer; the blog's own win. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ghblog.errors import GhblogError
from ghblog.index import IndexProblemError, render_template
from ghblog.model import Files
from ghblog.posts.encoding import decode
from ghblog.posts.faults import FaultError


def own_templates(files: Files, *names: str) -> dict[str, str]:
    """The blog's own templates of these names, name → text. Raises GhblogError."""
    found = {}
    for name in names:
        path = f"templates/{name}"
        if files.exists(path):
            try:
                found[name] = decode(files.read(path), path)
            except (OSError, FaultError) as error:
                why = getattr(error, "strerror", None) or error
                raise GhblogError(f"the template cannot be read: {why}", where=path) from error
    return found


def render(name: str, own: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """A template's text, ending in one line end. Raises GhblogError."""
    try:
        text = render_template(name, own, values)
    except IndexProblemError as problem:
        raise GhblogError(str(problem), hint=problem.hint) from problem
    return text.strip("\n") + "\n"
