"""Pictures that the writer surely meant, and that GitHub will not show as they are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ghblog.markdown.lines import Lines
from ghblog.model import Files, Finding, Severity
from ghblog.posts.source import Source
from ghblog.posts.targets import Astray, Base, Spot, is_elsewhere, locate, relative
from ghblog.posts.wording import Wording


def dead_pictures(
    files: Files, wording: Wording, base: Base, shown: Collection[str]
) -> Iterator[Finding]:
    """The pictures of a text whose files are there, and that are none for GitHub.

    Args:
        shown: paths of those that GitHub does show.
    """
    from ghblog.markdown.dialect import pictures_meant

    lines = Lines(wording.text)
    for target, line in pictures_meant(wording.text):
        if is_elsewhere(target):
            continue
        found = locate(files, base, target, target)
        if isinstance(found, Astray) or found.path in shown:
            continue
        start, end = lines.starts[line - 1], lines.end(line)
        hint = _advice(relative(found.path, base.post), wording.text[start:end])
        message = f'GitHub will not show the picture "{target}"'
        here = wording.lines.at(start)
        yield Finding(base.post, here, "dead-picture", Severity.WARNING, message, hint)


def pictures_in_title(files: Files, source: Source, base: Base) -> Iterator[Finding]:
    """Pictures in the heading that became the title, of which GitHub shows the letters."""
    heading = source.text[slice(*source.cut)]
    if "![" not in heading:
        return
    from ghblog.markdown.dialect import pictures_meant

    for target, _ in pictures_meant(heading):
        if not is_elsewhere(target) and isinstance(locate(files, base, target, target), Spot):
            message = f'GitHub shows no picture in a title, so "{target}" is not shown'
            hint = "put it below the heading"
            line = source.title_line
            yield Finding(base.post, line, "dead-picture", Severity.WARNING, message, hint)


def _advice(name: str, line: str) -> str:
    """How a picture is written so that it shows, given the line that did not do."""
    written = f"](<{name}>)" if re.search(r"[\s()]", name) else f"]({name})"
    # It is right by itself, so something above it, such as an HTML tag, swallows it.
    return "leave a blank line above it" if written in line else f"write ![{written}"
