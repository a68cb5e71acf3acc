"""The files that `ghblog init` would write. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from ghblog.index import IndexProblemError
from ghblog.model import Kind
from ghblog.settings_table import by_path
from ghblog.starting.layout import Layout, lay_out
from ghblog.starting.marking import marked
from ghblog.starting.rendering import render
from ghblog.starting.settings_file import settings_text
from ghblog.starting.telling import SETTINGS, found, next_step, notes
from ghblog.starting.values import WORKFLOW, Chosen, Facts, Setup, Writing

WORKFLOW_TEMPLATE = "workflow.yml.j2"

_NO_PROGRAM = (
    "No workflow: nothing tells where GitHub's machines could get this ghblog from. --program says "
    'it, such as --program "ghblog @ git+https://github.com/OWNER/ghblog@COMMIT".'
)
# What means something else in a workflow than it says.
_SPECIAL = re.compile(r"([!+])")  # of those that git takes in a branch's name
_GLOB = re.compile(r"[*?\[\]!+$]")


def plan_setup(facts: Facts, chosen: Chosen, own: Mapping[str, str]) -> Setup:
    """What there is and what to write.

    Args:
        own: the blog's own templates, name → text.

    Raises GhblogError when a template fails.
    """
    layout = lay_out(facts, chosen)
    files = [*_settings(layout, own), *_workflow(layout, own)]
    there = [path for path in (facts.settings_path, facts.workflow) if path]
    told = list(notes(layout))
    if chosen.workflow and not facts.workflow and not _program(layout):
        told.append(_NO_PROGRAM)
    readme, path = facts.readme, facts.settings.index_path
    if facts.astray:
        told.append(f"{path} is left alone: it is a link that leads out of this folder.")
    if readme is not None and facts.settings.index:
        try:
            after = marked(readme)
            if after == readme:
                there.append(path)
            else:
                files.append(Writing(path, readme, after))
        except IndexProblemError as problem:
            told.append(f"{path} is left alone: {problem}; {problem.hint}.")
    return Setup(
        found=tuple(found(layout)),
        files=tuple(files),
        there=tuple(there),
        notes=tuple(told),
        next=next_step(layout, written=bool(files)),
    )


def _settings(layout: Layout, own: Mapping[str, str]) -> Iterator[Writing]:
    """The settings' file, and one that keeps a new folder in git."""
    facts = layout.facts
    if facts.settings_path:
        return
    values: dict[str, object] = {
        "posts.folder": layout.folder,
        "timezone": facts.zone,
        "index.path": facts.settings.index_path,
    }
    told = {}
    if layout.chosen.repository:
        values["repository"] = layout.chosen.repository
    elif facts.repository:
        told["repository"] = f"The git remote says {facts.repository}."
    if not facts.zone:
        told["timezone"] = 'Nothing here tells it. Write yours, such as "Asia/Shanghai".'
    if layout.excluded:
        values["posts.exclude"] = _exclude(layout)
    yield Writing(facts.below + SETTINGS, None, settings_text(own, values, told))
    if layout.fresh:
        yield Writing(f"{facts.below}{layout.folder}/.gitkeep", None, "")


def _exclude(layout: Layout) -> list[str]:
    default = by_path()["posts.exclude"].default
    assert isinstance(default, list)
    cut = 0 if layout.folder == "." else len(layout.folder) + 1
    # a folder called a[b] is no choice of letters
    return [*default, *(re.sub(r"([*?\[])", r"[\1]", path[cut:]) for path in layout.excluded)]


def _workflow(layout: Layout, own: Mapping[str, str]) -> Iterator[Writing]:
    """The workflow, unless one is there or nobody could run it."""
    facts, program = layout.facts, _program(layout)
    if facts.workflow or not program or not layout.chosen.workflow:
        return
    values = {
        "branch": json.dumps(_SPECIAL.sub(r"\\\1", facts.branch or "main")),
        "paths": [json.dumps(path, ensure_ascii=False) for path in _paths(layout)],
        "folder": json.dumps(facts.below.rstrip("/"), ensure_ascii=False),
        "discussions": facts.settings.kind is Kind.DISCUSSION,
        "program": json.dumps(program),
    }
    yield Writing(WORKFLOW, None, render(WORKFLOW_TEMPLATE, own, values))


def _program(layout: Layout) -> str:
    return layout.chosen.program or layout.facts.program


def _paths(layout: Layout) -> list[str]:
    """What a push must touch; nothing if that is everything."""
    blog = layout.facts.below
    posts = blog if layout.folder == "." else f"{blog}{layout.folder}/"
    if not posts or _GLOB.search(posts):
        return []
    return [f"{posts}**", f"{blog}{SETTINGS}", f"{blog}templates/**", WORKFLOW]
