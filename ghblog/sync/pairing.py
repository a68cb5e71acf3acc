"""Pairing posts with issues by title, text and date, and only where nobody can mean another. Pure.

Weekly reports are often made from a template, so texts may be nine tenths alike and still be two
posts. A best match counts only if the runner-up differs at least twice as much, and only if it is
the best from either side.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ghblog.model import Existing, Post
from ghblog.model.adoption import Verdict
from ghblog.sync.likeness import likeness, nearest, share

Scores = Mapping[str, Mapping[int, float]]

# Texts shorter than this, in bytes, tell nothing by themselves: 60 Latin letters, 20 Chinese ones.
TELLING = 60
# Texts as like as this are versions of one; less than that need something more to go by.
CLOSE = 0.8
# Under the same title, half of a text, or without any rival a third, is enough to ask about.
HALF = 0.5
RELATED = 0.3
# Best and runner-up must be at least this far apart.
APART = 0.02
# A report is posted within so many days of its date; the next one must be so many further away.
DAYS = 3
FURTHER = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A post and what it is, or may be: numbers, best first; no `likeness` is -1."""

    post: Post
    verdict: Verdict
    reason: str
    numbers: tuple[int, ...]
    likeness: float = -1.0


def pair_by_title(
    posts: Sequence[Post],
    existing: Sequence[Existing],
    gists: Mapping[str, str],
    others: Mapping[int, str],
) -> list[Pair]:
    """Posts and issues of one title, told apart by text and date.

    Args:
        gists: post id → gist of its text.
        others: number → the same.
    """
    if len(posts) == len(existing) == 1:
        return [_alone(posts[0], existing[0], gists, others)]
    left = {post.id: post for post in posts}
    free = {one.number: one for one in existing}
    scores = {
        **nearest(gists, others),
        **{id_: {number: 1.0} for id_, number in _identical(gists, others).items()},
    }
    pairs = [
        _titled(left.pop(id_), free.pop(number), scores[id_][number])
        for id_, number in _clear(scores, floor=HALF)
    ]
    for id_, number in _dated(left.values(), free.values()):
        day = free.pop(number).created
        reason = f"same title, opened on {day:%Y-%m-%d}" if day else "same title"
        score = scores[id_].get(number, -1.0)
        pairs.append(Pair(left.pop(id_), Verdict.LIKELY, reason, (number,), score))
    return pairs + [_several(post, free, scores.get(post.id, {})) for post in left.values() if free]


def pair_by_text(posts: Iterable[Post], free: Collection[int], scores: Scores) -> list[Pair]:
    """Posts that are like something, whatever it is called.

    Args:
        posts: those to pair.
        free: the numbers that may be theirs.
        scores: of all posts with all issues: a text that is like a paired one tells nothing.
    """
    clear = dict(_clear(scores, floor=CLOSE, rounds=1))
    pairs = []
    for post in posts:
        scored = scores.get(post.id, {})
        number = clear.get(post.id)
        if number in free and number is not None:
            reason = f"the text is {percent(scored[number])} alike; titles differ"
            pairs.append(Pair(post, Verdict.LIKELY, reason, (number,), scored[number]))
            continue
        close = [n for n in _ranked(scored) if n in free and scored[n] >= CLOSE]
        if close:
            reason = f"{_listed(close)} {'is' if len(close) == 1 else 'are'} like it, "
            reason += "and others are nearly as like"
            pairs.append(Pair(post, Verdict.AMBIGUOUS, reason, tuple(close), scored[close[0]]))
    return pairs


def telling(text: str) -> bool:
    """Whether a gist is long enough to be known by it alone."""
    return len(text.encode("utf-8", "replace")) >= TELLING


def percent(score: float) -> str:
    """A likeness for people: 100 % only for what is the same."""
    return f"{int(score * 100)} %"


def _alone(post: Post, one: Existing, gists: Mapping[str, str], others: Mapping[int, str]) -> Pair:
    mine, theirs = gists[post.id], others[one.number]
    score = likeness(mine, theirs)
    if score >= RELATED:
        return _titled(post, one, score)
    if telling(mine) and telling(theirs) and share(mine, theirs) >= CLOSE:
        # Such as a long report that goes on in comments.
        part = (
            "GitHub has a part of the text" if len(theirs) < len(mine) else "GitHub has more text"
        )
        return Pair(post, Verdict.LIKELY, f"same title; {part}", (one.number,), score)
    reason = f"#{one.number} has the same title, but its text is another ({percent(score)} alike)"
    return Pair(post, Verdict.AMBIGUOUS, reason, (one.number,), score)


def _titled(post: Post, one: Existing, score: float) -> Pair:
    verdict = Verdict.EXACT if score == 1 else Verdict.LIKELY
    reason = "same title and text"
    if score < 1:
        reason = f"same title, the text is {percent(score)} alike"
    return Pair(post, verdict, reason, (one.number,), score)


def _several(post: Post, free: Mapping[int, Existing], scored: Mapping[int, float]) -> Pair:
    numbers = [number for number in _ranked(scored) if number in free]
    numbers += [number for number in free if number not in numbers]
    reason = f"{_listed(numbers)} {'has' if len(numbers) == 1 else 'have'} the same title"
    return Pair(post, Verdict.AMBIGUOUS, reason, tuple(numbers))


def _identical(gists: Mapping[str, str], others: Mapping[int, str]) -> dict[str, int]:
    """Texts that exactly one on either side has."""
    ids: dict[str, list[str]] = {}
    numbers: dict[str, list[int]] = {}
    for id_, text in gists.items():
        ids.setdefault(text, []).append(id_)
    for number, text in others.items():
        numbers.setdefault(text, []).append(number)
    return {
        many[0]: numbers[text][0]
        for text, many in ids.items()
        if text and len(many) == len(numbers.get(text, ())) == 1
    }


def _clear(scores: Scores, *, floor: float, rounds: int = 1000) -> list[tuple[str, int]]:
    """Pairs that are each other's best, with no rival near. What is paired is no rival in the
    next round."""
    pairs: list[tuple[str, int]] = []
    left = {id_: dict(scored) for id_, scored in scores.items()}
    for _ in range(rounds):
        columns: dict[int, dict[str, float]] = {}
        for id_, scored in left.items():
            for number, score in scored.items():
                columns.setdefault(number, {})[id_] = score
        found = []
        for id_, scored in left.items():
            best = _ranked(scored)[:1]
            if not best or scored[best[0]] < floor:
                continue
            number = best[0]
            rivals = [*_without(scored, number), *_without(columns[number], id_)]
            if _far(scored[number], max(rivals, default=0.0)):
                found.append((id_, number))
        if not found:
            break
        pairs += found
        taken = {number for _, number in found}
        gone = {id_ for id_, _ in found}
        left = {
            id_: {number: score for number, score in scored.items() if number not in taken}
            for id_, scored in left.items()
            if id_ not in gone
        }
    return pairs


def _far(best: float, rival: float) -> bool:
    return 1 - rival >= 2 * (1 - best) and best - rival >= APART


def _without(scored: Mapping[int, float] | Mapping[str, float], key: object) -> list[float]:
    return [score for each, score in scored.items() if each != key]


def _dated(posts: Iterable[Post], existing: Iterable[Existing]) -> list[tuple[str, int]]:
    """Those that were opened about the day of one post only, and of no other of this title."""
    rows: dict[str, dict[int, int]] = {}
    columns: dict[int, dict[str, int]] = {}
    opened = {one.number: one.created.date() for one in existing if one.created}
    for post in posts:
        for number, day in opened.items():
            away = abs((day - post.date).days)
            rows.setdefault(post.id, {})[number] = columns.setdefault(number, {})[post.id] = away
    pairs = []
    for id_, row in rows.items():
        for number, away in row.items():
            rivals = (
                [*_without(row, number), *_without(columns[number], id_)] if away <= DAYS else []
            )
            if away <= DAYS and min(rivals, default=math.inf) >= away + FURTHER:
                pairs.append((id_, number))
    return pairs


def _ranked(scored: Mapping[int, float]) -> list[int]:
    return sorted(scored, key=lambda number: (-scored[number], number))


def _listed(numbers: Sequence[int]) -> str:
    shown = [f"#{number}" for number in numbers[:5]]
    more = len(numbers) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
