"""What a writer is told of a destination that leads nowhere, or to something that will not do."""

from __future__ import annotations

import re

from ghblog.markdown.references import Reference
from ghblog.model import Files
from ghblog.pictures import Problem
from ghblog.posts.faults import FaultError
from ghblog.posts.targets import Astray, Base, file_name, suggestion

_DOMAIN = re.compile(
    r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|cn|jp|me|app)(?:[/:?#]|$))"
)


def astray_picture(
    files: Files, base: Base, reference: Reference, why: Astray, line: int, noun: str
) -> FaultError:
    """The fault of a picture or film whose file cannot be had."""
    named = f'the {noun} "{reference.raw}"'
    if why is Astray.MACHINE:
        hint = f'copy the {noun} beside the post and write "{file_name(reference.raw)}"'
        message = f"{named} has a path that is right on one computer only"
        return FaultError(line, message, hint, "machine-path")
    if why is Astray.OUTSIDE:
        hint = f"copy the {noun} into the blog's folder"
        message = f"{named} lies outside of the blog's folder"
        return FaultError(line, message, hint, "outside-picture")
    hint = suggestion(files, base, reference.url) or "put it there, or correct its name"
    message = f'there is no {noun} "{reference.raw}"'
    return FaultError(line, message, hint, "missing-picture")


def bad_picture(reference: Reference, problem: Problem, line: int, noun: str) -> FaultError:
    """The fault of a picture or film that is there and cannot be published."""
    message = f'the {noun} "{reference.raw}" {problem.message}'
    code = "bad-picture" if noun == "picture" else "film-problem"
    return FaultError(line, message, problem.hint, code)


def dead_link(files: Files, base: Base, reference: Reference, why: Astray) -> tuple[str, str]:
    """Message and hint for a link that readers cannot follow."""
    named = f'the link to "{reference.raw}"'
    if why is Astray.MACHINE:
        return f"{named} is right on one computer only", "link to something that readers can open"
    if why is Astray.OUTSIDE:
        return f"{named} leads out of the blog's folder", "link to a file in it, or to a web page"
    if _DOMAIN.match(reference.raw):
        return f"{named} leads to no file", f'did you mean "https://{reference.raw}"?'
    hint = suggestion(files, base, reference.url) or "correct it, or take it away"
    return f"{named} leads to no file", hint
