"""The action's inputs, as `action.yml` hands them over: in the environment, as texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ghblog.errors import UsageError

STORES = ("auto", "attachment", "branch", "source")
_YES_NO = {word: word.lower() == "true" for word in ("true", "True", "TRUE")}
_YES_NO |= dict.fromkeys(("false", "False", "FALSE"), False)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the workflow asks for.

    Attributes:
        token: empty if there is none: then GitHub is not asked.
        folder: the blog's, below the workspace.
        config: a settings file below `folder`; empty: the one that `folder` belongs to.
        yes: an unsafe plan is carried out, too.
        store: where pictures go; empty: as the settings say.
        strict: warnings fail the step, too.
        comment: whether a pull request gets a comment.
    """

    token: str = field(default="", repr=False)
    folder: str = "."
    config: str = ""
    dry_run: bool = False
    yes: bool = False
    store: str = ""
    strict: bool = False
    comment: bool = True


def read_inputs(environ: Mapping[str, str]) -> Inputs:
    """The inputs; an empty one counts as not given. Raises UsageError."""
    store = _one_of(environ, "picture-store", ("", *STORES))
    return Inputs(
        token=_given(environ, "token"),
        folder=_given(environ, "folder") or ".",
        config=_given(environ, "config"),
        dry_run=_switch(environ, "dry-run", default=False),
        yes=_switch(environ, "yes", default=False),
        store=store,
        strict=_one_of(environ, "fail-on", ("", "error", "warning")) == "warning",
        comment=_switch(environ, "comment", default=True),
    )


def _given(environ: Mapping[str, str], name: str) -> str:
    return environ.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()


def _switch(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    """A boolean as YAML 1.2 spells it, and as the actions toolkit takes it."""
    value = _given(environ, name)
    if value and value not in _YES_NO:
        raise UsageError(f"it is {value!r:.40}", where=f"input {name}", hint="write true or false")
    return _YES_NO.get(value, default)


def _one_of(environ: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    value = _given(environ, name)
    if value not in known:
        hint = f"write one of {', '.join(one for one in known if one)}"
        raise UsageError(f"it is {value!r:.40}", where=f"input {name}", hint=hint)
    return value
