"""The files that `ghblog init` would write. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ghblog.index import IndexProblemError
from ghblog.settings_table import by_path
from ghblog.starting.layout import Layout, lay_out
from ghblog.starting.marking import marked
from ghblog.starting.settings_file import settings_text
from ghblog.starting.telling import SETTINGS, found, next_step, notes
from ghblog.starting.values import Chosen, Facts, Setup, Writing
from ghblog.starting.workflow import workflow, workflow_notes


def plan_setup(facts: Facts, chosen: Chosen, own: Mapping[str, str]) -> Setup:
    """What there is and what to write.

    Args:
        own: the blog's own templates, name → text.

    Raises GhblogError when a template fails.
    """
    layout = lay_out(facts, chosen)
    files = [*_settings(layout, own), *workflow(layout, own)]
    there = [path for path in (facts.settings_path, facts.workflow) if path]
    told = list(notes(layout))
    told += workflow_notes(layout)
    readme, path = facts.readme, facts.settings.index_path
    if facts.astray:
        told.append(f"{path} is left alone: it is a link that leads out of this folder.")
    if readme is not None and facts.settings.index:
        try:
            after = marked(readme, facts.settings.blog)
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
