"""Reports that somebody posted by hand, and the files they were made from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from writers import Writer

from ghblog.model.adoption import Adopted, Adoption, Match
from ghblog.sandbox.items import Item

WORDS = (
    *("tennis", "garden", "harbour", "lantern", "recipe", "compiler", "walk", "river", "novel"),
    *("kettle", "bicycle", "signal", "archive", "museum", "summer", "cloud", "letter", "engine"),
    *("周报", "网球", "晚上", "朋友", "读书", "咖啡", "花园", "火车", "电影", "早起", "跑步"),
)


def prose(seed: int, words: int = 60) -> str:
    """A text of its own, the same each time."""
    pick = random.Random(seed)
    lines = [
        " ".join(pick.choice(WORDS) for _ in range(10)) + f" {pick.randrange(10_000)}."
        for _ in range(max(1, words // 10))
    ]
    return "\n\n".join(lines) + "\n"


def day(n: int) -> date:
    """A Sunday of its own."""
    return date(2018, 1, 7) + timedelta(days=7 * n)


def adopt(writer: Writer, *paths: object, yes: bool = True, **rest: object) -> Adopted | None:
    """Adopt, saying yes."""
    chosen: list[Adoption] = []

    def agree(adoption: Adoption) -> bool:
        chosen.append(adoption)
        return yes

    blog = writer.blog()
    return blog.adopt(paths, agree=agree, **rest)  # type: ignore[arg-type]


def recorded(writer: Writer, **rest: object) -> Adopted:
    """Adopt, saying yes; it went well."""
    adopted = adopt(writer, **rest)  # type: ignore[arg-type]
    assert adopted and adopted.ok
    return adopted


def found(writer: Writer, *paths: object, **rest: object) -> Adoption:
    """What `adopt` would record."""
    seen: list[Adoption] = []

    def agree(adoption: Adoption) -> bool:
        seen.append(adoption)
        return False

    writer.blog().adopt(paths, agree=agree, dry_run=True, **rest)  # type: ignore[arg-type]
    return seen[0]


def match_of(adoption: Adoption, path: str) -> Match:
    """What was found for a file."""
    return next(match for match in adoption.matches if match.post.path.endswith(path))


def numbers(adoption: Adoption) -> dict[str, int]:
    """Paths of posts → the number found."""
    return {match.post.path: match.existing.number for match in adoption.found if match.existing}


def edits(items: Sequence[Item]) -> int:
    """How often any of them was edited."""
    return sum(item.edits for item in items)
