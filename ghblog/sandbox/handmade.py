"""Posts as a person would have made them by hand over the years. Pure, and always the same.

What is made up here is put on the sandbox, and written as files, by `filling`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ghblog.sandbox import phrases
from ghblog.sandbox.items import ItemKind

UNTIL = date(2026, 11, 15)
_APART = timedelta(days=4)  # from one post to the next
_CATEGORIES = ("General", "Ideas", "Announcements")
_CLOSED = {"issue": ("completed", "not_planned"), "discussion": ("resolved", "outdated")}


@dataclass(frozen=True)
class Shot:
    """A picture: a file beside the post, an attachment on GitHub.

    Attributes:
        name: the file's name in `pictures/`.
        number: what it shows; the same number is the same bytes.
        tag: it stands as `<img>` on GitHub, as the web editor writes large ones.
        old: it has an address as GitHub gave them years ago.
    """

    name: str
    number: int
    alt: str
    tag: bool
    old: bool


@dataclass(frozen=True)
class Link:
    """A link to an earlier post, `position` in the list."""

    text: str
    position: int


Block = str | Shot | Link


@dataclass(frozen=True)
class Saying:
    """A comment; `author` is empty for the writer; `answers`: it replies to the one before."""

    author: str
    blocks: tuple[Block, ...]
    answers: bool = False


@dataclass(frozen=True)
class Handmade:
    """An issue or discussion, and the file it was made from.

    Attributes:
        title: as it is on GitHub by now; `file_title` is the file's.
        author: empty for the writer.
        path: of the file, below the posts folder; empty for what others wrote.
        front: the file begins with front matter, else with the title as a heading.
        crlf: the browser sent the text with line ends of its own.
        more: comments by the writer that go on with the text; in the file they are part of it.
        reason: why it is closed; empty if it is open.
        in_file: whether the file names the labels, too.
    """

    kind: ItemKind
    title: str
    file_title: str
    day: date
    blocks: tuple[Block, ...]
    author: str = ""
    path: str = ""
    front: bool = False
    crlf: bool = False
    labels: tuple[str, ...] = ()
    in_file: bool = False
    category: str = ""
    more: tuple[Saying, ...] = ()
    sayings: tuple[Saying, ...] = ()
    reason: str = ""
    locked: bool = False
    milestone: str = ""


def handmade(count: int, *, seed: int = 2026, until: date = UNTIL) -> list[Handmade]:
    """Make up `count` issues and discussions, oldest first; some of them are other people's."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret is made of it
    first = until - _APART * (count - 1)
    made: list[Handmade] = []
    for position in range(count):
        day = first + _APART * position
        made.append(_theirs(dice, day) if dice.random() < 0.08 else _ours(dice, day, made))
    return made


def _ours(dice: random.Random, day: date, before: Sequence[Handmade]) -> Handmade:
    kind: ItemKind = "issue" if dice.random() < 0.6 else "discussion"
    title = _title(dice, kind, day)
    file_title = title
    if dice.random() < 0.06:
        title = dice.choice(phrases.EDITED).format(title=title)
    labels = tuple(dice.sample(list(phrases.LABELS), dice.choice((0, 1, 1, 2))))
    return Handmade(
        kind=kind,
        title=title,
        file_title=file_title,
        day=day,
        blocks=tuple(_blocks(dice, day, before)),
        path=f"{day.year}/{day.isoformat()}.md",
        front=kind == "discussion" or dice.random() < 0.4,
        crlf=dice.random() < 0.5,
        labels=labels,
        in_file=dice.random() < 0.5,
        category=dice.choice(_CATEGORIES) if kind == "discussion" else "",
        more=_more(dice, day) if dice.random() < 0.04 else (),
        sayings=_sayings(dice, kind),
        reason=dice.choice(_CLOSED[kind]) if dice.random() < 0.12 else "",
        locked=dice.random() < 0.04,
        milestone=f"{day.year} 年" if kind == "issue" and dice.random() < 0.1 else "",
    )


def _theirs(dice: random.Random, day: date) -> Handmade:
    kind: ItemKind = "issue" if dice.random() < 0.7 else "discussion"
    title, body = dice.choice(phrases.STRANGERS)
    title = _filled(dice, title.replace("{topic}", dice.choice(phrases.TOPICS)))
    return Handmade(
        kind=kind,
        title=title,
        file_title=title,
        day=day,
        blocks=(_filled(dice, body),),
        author=dice.choice(phrases.READERS),
        crlf=True,
        category="General" if kind == "discussion" else "",
        sayings=_sayings(dice, kind),
        reason=_CLOSED[kind][0] if dice.random() < 0.5 else "",
    )


def _title(dice: random.Random, kind: ItemKind, day: date) -> str:
    if dice.random() < 0.1:
        return dice.choice(phrases.AGAIN)
    year, week, _ = day.isocalendar()
    found = dice.choice(phrases.TITLES if kind == "issue" else phrases.TALK_TITLES)
    return found.format(
        year=year if "{week" in found else day.year,
        week=week,
        month=day.month,
        day=day.day,
        nth="一二三四五"[(day.day - 1) // 7],
        book=dice.choice(phrases.BOOKS),
        topic=dice.choice(phrases.TOPICS),
        number=dice.randint(1, 99),
    )


def _blocks(dice: random.Random, day: date, before: Sequence[Handmade]) -> list[Block]:
    found: list[Block] = []
    for heading in dice.sample(phrases.HEADINGS, dice.randint(1, 3)):
        found.append(f"## {heading}")
        found += [_filled(dice, each) for each in dice.sample(phrases.SENTENCES, 2)]
        if dice.random() < 0.4:
            found.append(_filled(dice, dice.choice(phrases.LISTS)))
        if dice.random() < 0.45:
            shots = sum(isinstance(block, Shot) for block in found)
            found.append(_shot(dice, f"{day.isoformat()}-{shots + 1}.png", len(before)))
    ours = [position for position, post in enumerate(before) if post.path]
    if ours and dice.random() < 0.08:
        found.append(Link(dice.choice(("上一篇在这里", "see last time")), ours[-1]))
    return found


def _shot(dice: random.Random, name: str, position: int) -> Shot:
    again = position and dice.random() < 0.1  # some show what another post showed
    return Shot(
        name=name,
        number=dice.randint(1, 5) if again else dice.randint(6, 2**31),
        alt=dice.choice(phrases.ALTS),
        tag=dice.random() < 0.12,
        old=dice.random() < 0.3,
    )


def _more(dice: random.Random, day: date) -> tuple[Saying, ...]:
    blocks: list[Block] = [dice.choice(phrases.GOES_ON)]
    blocks += [_filled(dice, each) for each in dice.sample(phrases.SENTENCES, 6)]
    blocks.append(_shot(dice, f"{day.isoformat()}-more.png", 0))
    return (Saying("", tuple(blocks)),)


def _sayings(dice: random.Random, kind: ItemKind) -> tuple[Saying, ...]:
    if dice.random() > 0.35:
        return ()
    found = []
    for _ in range(dice.randint(1, 3)):
        remark = _filled(dice, dice.choice(phrases.REMARKS))
        found.append(Saying(dice.choice(phrases.READERS), (remark,)))
    if dice.random() < 0.5:
        found.append(Saying("", (dice.choice(phrases.REPLIES),), answers=kind == "discussion"))
    return tuple(found)


def _filled(dice: random.Random, text: str) -> str:
    return text.replace("{a}", str(dice.randint(10, 99))).replace("{b}", str(dice.randint(1, 6)))
