"""From the titles and paths of the last reports to the pattern of the next. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ghblog.starting.forms import Piece, Slot, counts_weeks, pieces

# What stands between a report's number and what it is about.
_BREAK = re.compile(r"[ ]*[:：|｜–—][ ]*|[ ]+-+[ ]+")
_PATH_BREAK = re.compile(r"[-_. :：|｜–—]+")
_NEWEST = 3  # of which words must agree: what was written years ago counts less
_PADDED = {"month": "02", "day": "02"}  # where only numbers of two digits were seen


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the last reports have in common.

    Attributes:
        pattern: as in the setting `new.title`.
        topic: whether each has something of its own besides that.
        example: the newest that is written so.
    """

    pattern: str
    topic: bool
    example: str = ""


def learn_title(titles: Sequence[str]) -> Learnt | None:
    """The pattern of titles, the newest first; None if they have none."""
    example, like = _alike(titles)
    if not like:
        return None
    heads = [_text(each[0]) for each in like]
    tails = [_text(each[-1]) for each in like]
    head = _common([each[::-1] for each in heads], _BREAK)[::-1]
    tail = _common(tails, _BREAK)
    middle = _middle(like, padded=_dashed(like[0]))
    pattern = head + "".join(map(str, middle)) + tail
    topic = any(each != head for each in heads) or any(each != tail for each in tails)
    return Learnt(pattern, topic, example)


def learn_path(paths: Sequence[str]) -> Learnt | None:
    """The pattern of paths without suffix, the newest first; None if they have none.

    Where the names differ in words, `{slug}` stands for these.
    """
    example, like = _alike(paths, folders=True)
    if not like:
        return None
    tails = [_text(each[-1]) for each in like]
    tail = _common(tails, _PATH_BREAK)
    topic = any(each != tail for each in tails)
    folders = {each.rpartition("/")[0] for each in tails}
    if topic and "/" in tails[0] and len(folders) == 1:  # only folders are dated
        tail, topic = f"{folders.pop()}/{{slug}}", False
    head = _text(like[0][0])
    middle = _middle(like, padded=_dashed(like[0]))
    return Learnt(head + "".join(map(str, middle)) + tail, topic, example)


def _alike(texts: Sequence[str], *, folders: bool = False) -> tuple[str, list[tuple[Piece, ...]]]:
    """The texts that are built like the newest one that another is built like, too; else like
    the newest that has a date or a number at all; and the newest of them.

    Args:
        folders: whether to be alike they must lie in one folder, dates aside.
    """
    groups: dict[tuple[object, ...], list[tuple[str, tuple[Piece, ...]]]] = {}
    weeks = any(map(counts_weeks, texts))
    for text in texts:
        taken = pieces(text, weeks=weeks)
        if len(taken) > 1:
            folder = _text(taken[0]).rpartition("/")[0] if folders else ""
            key = (folder, *_skeleton(taken))
            groups.setdefault(key, []).append((text, taken))
    several = [group for group in groups.values() if len(group) > 1]
    chosen = next(iter(several or groups.values()), [("", ())])
    return chosen[0][0], [taken for _, taken in chosen if taken]


def _skeleton(taken: tuple[Piece, ...]) -> tuple[object, ...]:
    """What is between the first slot and the last one, but for the forms of numbers."""
    return tuple(
        (each.name, each.form == "cn") if isinstance(each, Slot) else each for each in taken[1:-1]
    )


def _middle(like: Sequence[tuple[Piece, ...]], *, padded: bool) -> list[Piece]:
    """The slots and what is between them; a form that is not sure is told by the other texts."""
    made: list[Piece] = []
    for at, piece in enumerate(like[0][1:-1], start=1):
        if isinstance(piece, Slot) and not piece.sure:
            others = [each[at] for each in like]
            sure = [each for each in others if isinstance(each, Slot) and each.sure]
            default = Slot(piece.name, _PADDED.get(piece.name, "") if padded else "", sure=False)
            made.append(sure[0] if sure else default)
        else:
            made.append(piece)
    return made


def _common(texts: Sequence[str], breaks: re.Pattern[str]) -> str:
    """What the newest begin with, up to where each goes its own way."""
    texts = texts[:_NEWEST]
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    common = "".join(letters[0] for letters in same)
    if len(texts) > 1 and all(each == common for each in texts):
        return common
    if found := breaks.search(common):
        return common[: found.start()]
    inside = any(re.match(r"\w", each[len(common) :]) for each in texts)
    return re.sub(r"\s+\S*\Z", "", common) if inside else common.rstrip()


def _dashed(taken: tuple[Piece, ...]) -> bool:
    """Whether a date is written as computers do, with two digits for each part."""
    return not any("年" in each or "月" in each for each in taken[1:-1] if isinstance(each, str))


def _text(piece: Piece) -> str:
    assert isinstance(piece, str)
    return piece
