"""The workflow that `ghblog init` writes: a plan on pull requests, publishing on pushes. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from ghblog import __version__
from ghblog.errors import UsageError
from ghblog.model import Kind
from ghblog.starting.layout import Layout
from ghblog.starting.program import action
from ghblog.starting.rendering import render
from ghblog.starting.telling import SETTINGS
from ghblog.starting.values import WORKFLOW, Writing

WORKFLOW_TEMPLATE = "workflow.yml.j2"

_NO_PROGRAM = (
    "No workflow: nothing tells where GitHub's machines could get this ghblog from. --program says "
    'it, such as --program "ghblog @ git+https://github.com/OWNER/ghblog@COMMIT".'
)
_NO_FOLDER = (
    "No workflow: the name of the folder {} holds “${{{{”, which means something else there."
)
_OUTDATED = (
    "{} was written by an earlier ghblog, and is left alone: it publishes as ever, but shows no "
    "plan on pull requests, and publishes nothing by date. For the new one, delete it and run "
    "`ghblog init` again."
)
_UNNAMED = (
    "{} is left alone, and does not name the folder {}: for this blog, too, give it a step more "
    "with `folder: {}`, or a copy of the file another name and this folder."
)
_EXPRESSION = "${{"  # GitHub evaluates what follows, in quotes or not
# What means something else in a workflow's filter than it says.
_SPECIAL = re.compile(r"([!+])")  # of those that git takes in a branch's name
_GLOB = re.compile(r"[*?\[\]!+$]")


def workflow(layout: Layout, own: Mapping[str, str]) -> Iterator[Writing]:
    """The workflow, unless one is there or nobody could run it.

    Args:
        own: the blog's own templates, name → text.

    Raises GhblogError when the template fails, or what is to be installed is no requirement.
    """
    if _wanted(layout) and not _hindrance(layout):
        yield Writing(WORKFLOW, None, render(WORKFLOW_TEMPLATE, own, _values(layout)))


def workflow_notes(layout: Layout) -> Iterator[str]:
    """Why there is no workflow, or that the one that is there is old, or another blog's."""
    facts = layout.facts
    folder = facts.below.rstrip("/")
    if facts.unnamed and layout.chosen.workflow:
        yield _UNNAMED.format(facts.workflow, folder, quoted(folder))
    elif facts.outdated and layout.chosen.workflow:
        yield _OUTDATED.format(facts.workflow)
    if _wanted(layout) and (why := _hindrance(layout)):
        yield why


def _wanted(layout: Layout) -> bool:
    return layout.chosen.workflow and not layout.facts.workflow


def _hindrance(layout: Layout) -> str:
    if not _program(layout):
        return _NO_PROGRAM
    folder = layout.facts.below
    return _NO_FOLDER.format(folder) if _EXPRESSION in folder else ""


def _values(layout: Layout) -> dict[str, object]:
    facts, program = layout.facts, _program(layout)
    branch = facts.default_branch or facts.branch or "main"
    uses = action(program)
    # The version is known only of what runs just now; Dependabot reads it.
    known = uses and not layout.chosen.program
    return {
        "branch": quoted(_SPECIAL.sub(r"\\\1", branch)),
        "paths": [quoted(path) for path in _paths(layout)],
        "zone": quoted(facts.settings.timezone if facts.settings_path else facts.zone),
        "action": f"{uses} # v{__version__}" if known else uses,
        "program": quoted(program),
        "folder": quoted(facts.below.rstrip("/") or "."),
        "discussions": facts.settings.kind is Kind.DISCUSSION,
        "pulls": facts.settings.index_commit == "pull-request",
    }


def quoted(text: str) -> str:
    """A text as JSON that is YAML, too: nothing in it that cannot be seen.

    YAML takes no control characters, some editors hide others, and JSON's pairs of surrogates are
    no YAML.
    """
    return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _program(layout: Layout) -> str:
    """What pip installs. Raises UsageError."""
    given = layout.chosen.program.strip()
    if _EXPRESSION in given or not given.isprintable() or given.startswith("-"):
        raise UsageError(
            f"“{given}” is nothing that pip installs",
            where="--program",
            hint='such as --program "ghblog @ git+https://github.com/OWNER/ghblog@COMMIT"',
        )
    return given or layout.facts.program


def _paths(layout: Layout) -> list[str]:
    """What a push must touch; nothing if that is everything."""
    facts, blog = layout.facts, layout.facts.below
    posts = blog if layout.folder == "." else f"{blog}{layout.folder}/"
    if not posts or _GLOB.search(posts):
        return []
    settings = facts.settings_path or f"{blog}{SETTINGS}"
    return [f"{posts}**", settings, f"{blog}templates/**", WORKFLOW]
