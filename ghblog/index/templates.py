"""Renders the index from Jinja templates; the blog's own win over the built-in ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ghblog.index.block import MAIN, IndexProblemError, markers
from ghblog.resources import built_in_template

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

# What is syntax inside a link's text: CommonMark's, GitHub's tables, strikethrough and math.
_SYNTAX = re.compile(r"([\\`*_\[\]<>&~|$])")


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A post as the index shows it."""

    title: str
    url: str
    date: date
    number: int
    kind: str
    labels: tuple[str, ...] = ()


def render_block(entries: Sequence[IndexEntry], own: Mapping[str, str]) -> str:
    """The index without its markers, newest first.

    Args:
        entries: the published posts in any order.
        own: the blog's own templates, name → text.

    Raises IndexProblemError when a template fails.
    """
    ordered = sorted(entries, key=lambda entry: (entry.date, entry.number), reverse=True)
    text = render_template("index.md.j2", own, {"posts": ordered, "years": _years(ordered)})
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def render_readme(repository: str, block: str, own: Mapping[str, str], blog: str = MAIN) -> str:
    """A whole README for a repository that has none. Raises IndexProblemError."""
    start, end = markers(blog)
    marked = f"{start}\n\n{block}\n\n{end}" if block else f"{start}\n{end}"
    return render_template("readme.md.j2", own, {"repository": repository, "block": marked})


def render_template(name: str, own: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """A template, in Jinja's sandboxed environment. Raises IndexProblemError."""
    from jinja2 import TemplateError

    text = own.get(name)
    try:
        return _environment().from_string(text or built_in_template(name)).render(values)
    except TemplateError as error:
        number = getattr(error, "lineno", None)  # syntax errors have one
        line = f":{number}" if number else ""
        raise IndexProblemError(
            f"templates/{name}{line}: {error}", "correct the template, or delete it"
        ) from error
    except Exception as error:  # a template can do anything, divide by zero included
        raise IndexProblemError(f"templates/{name}: {error}", "correct the template") from error


def markdown_text(text: str) -> str:
    """Markdown that GitHub shows as exactly this text, on one line."""
    return _SYNTAX.sub(r"\\\1", " ".join(text.split()))


def _years(entries: Sequence[IndexEntry]) -> list[dict[str, Any]]:
    return [
        {"year": year, "months": (months := _months(list(posts))), "count": _count(months)}
        for year, posts in groupby(entries, key=lambda entry: entry.date.year)
    ]


def _months(entries: Sequence[IndexEntry]) -> list[dict[str, Any]]:
    return [
        {"month": month, "posts": list(posts)}
        for month, posts in groupby(entries, key=lambda entry: f"{entry.date:%Y-%m}")
    ]


def _count(months: Sequence[Mapping[str, Any]]) -> int:
    return sum(len(month["posts"]) for month in months)


def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment
    from slugify import slugify

    environment = SandboxedEnvironment(
        autoescape=False,  # the output is Markdown; `md` is its escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = markdown_text
    environment.filters["slugify"] = slugify
    return environment
