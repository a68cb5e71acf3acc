"""The front matter of an imported post. Pure."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import PurePosixPath

from ghblog.model import Existing, Kind

# What means the same without quotes, alone and in a list, whoever reads the YAML.
_PLAIN = re.compile(r"\w(?:[\w ./()+，。、！？（）《》“”·-]*[\w.()+，。、！？（）《》“”·])?")
_UNSEEN = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]")


def front_matter(
    existing: Existing, day: date | None, *, post_id: str = "", category: str = ""
) -> str:
    """What stands between the `---` lines, and they.

    Args:
        post_id: the id that the post must keep; empty if its path is its id.
        category: the blog's own, which needs no mention.
    """
    lines = [f"title: {quoted(existing.title)}"]
    if day:
        lines.append(f"date: {day.isoformat()}")
    if existing.labels:
        lines.append(f"labels: [{', '.join(map(quoted, existing.labels))}]")
    lines.append(f"{existing.kind}: {existing.number}")
    if existing.kind is Kind.DISCUSSION and existing.category.casefold() != category.casefold():
        lines.append(f"category: {quoted(existing.category)}")
    if existing.closed:
        lines.append("closed: true")
    if post_id:
        lines.append(f"id: {quoted(post_id)}")
    return "\n".join(["---", *lines, "---", ""])


def quoted(text: str) -> str:
    """A text as a YAML scalar: bare where that is safe, else in double quotes."""
    return text if _bare(text) else _UNSEEN.sub(_escaped, json.dumps(text, ensure_ascii=False))


def id_needed(path: str, folder: str, wanted: str) -> str:
    """The id to write: empty if the path gives it by itself, or none is wanted."""
    below = PurePosixPath(path)
    if folder not in {"", "."} and below.is_relative_to(folder):
        below = below.relative_to(folder)
    return "" if wanted in {"", str(below.with_suffix(""))} else wanted


def _bare(text: str) -> bool:
    import yaml

    if not _PLAIN.fullmatch(text):
        return False
    try:
        return bool(yaml.safe_load(f"[{text}]") == [text])
    except (yaml.YAMLError, ValueError):  # such as 2022-13-45
        return False


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
