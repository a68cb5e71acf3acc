"""What `adopt` found and recorded, as terminal text and as JSON data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ghblog.model import Existing, Kind, Repository, Status
from ghblog.model.adoption import Adopted, Adoption, Match, Verdict
from ghblog.report.plan import MOST, needed, way_of
from ghblog.report.style import NARROW, count_text, cut, draw, text, whole

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

VERSION = 1

# Sign and colour of each verdict.
_SIGNS = {
    Verdict.EXACT: ("=", "green"),
    Verdict.LIKELY: ("~", "yellow"),
    Verdict.AMBIGUOUS: ("?", "magenta"),
    Verdict.UNFIT: ("x", "red"),
    Verdict.UNMATCHED: ("-", "blue"),
}
_WORDS = {Verdict.UNFIT: "not fit", Verdict.UNMATCHED: "not on GitHub"}
_PLURAL = {Kind.ISSUE: "issues", Kind.DISCUSSION: "discussions"}


def adoption_text(
    adoption: Adoption, *, width: int = 100, color: bool = False, agreed: bool = False
) -> str:
    """Which post is which issue or discussion, and what is left on either side.

    Args:
        agreed: somebody has said yes to it already.
    """
    tail = _tail(adoption, agreed=agreed)
    return draw(
        *_head(adoption), *_matches(adoption, width), *_left(adoption), *tail,
        width=width, color=color,
    )  # fmt: skip


def adopted_text(adopted: Adopted, *, width: int = 100, color: bool = False) -> str:
    """What became of it."""
    return draw(*_end(adopted), width=width, color=color)


def adoption_data(adoption: Adoption) -> dict[str, Any]:
    """All of it, but for texts."""
    return {
        "version": VERSION,
        "repository": adoption.repository.name,
        "url": adoption.repository.url,
        "blog": adoption.blog,
        "viewer": adoption.viewer,
        "ledger": adoption.head,
        "pending": adoption.pending,
        "unsafe": list(adoption.unsafe),
        "text_changes": 0,
        "known": adoption.known,
        "by_others": adoption.others,
        "matches": [_match_data(match, adoption) for match in adoption.matches],
        "left": [_existing_data(one, adoption.repository) for one in adoption.left],
        "pictures": dict(adoption.pictures),
        "pictures_lost": list(adoption.lost),
        "index": adoption.index.path if adoption.index and adoption.index.changes else None,
        "notices": list(adoption.notices),
    }


def adopted_data(adopted: Adopted) -> dict[str, Any]:
    """What became of it, with what was found."""
    return {
        "version": VERSION,
        "ok": adopted.ok,
        "settled": adopted.settled,
        "adopted": len(adopted.adoption.found) if adopted.settled else 0,
        "text_changes": 0,
        "index": str(adopted.index) if adopted.index else None,
        "index_message": adopted.index_message,
        "index_at": adopted.index_at,
        "problem": adopted.problem,
        "hint": adopted.hint,
        "adoption": adoption_data(adopted.adoption),
    }


def _head(adoption: Adoption) -> Iterator[RenderableType]:
    blog = "" if adoption.blog == "main" else f", blog {adoption.blog}"
    yield text(f"{adoption.repository.name} as {adoption.viewer}{blog}", style="bold")
    yield text(_summary(adoption))
    yield text("")


def _summary(adoption: Adoption) -> str:
    counts = [(len(adoption.of(verdict)), _WORDS.get(verdict, verdict)) for verdict in Verdict]
    counts += [(len(adoption.left), "without a file"), (adoption.known, "known already")]
    return " · ".join(f"{count} {word}" for count, word in counts if count) or "no posts"


def _matches(adoption: Adoption, width: int) -> Iterator[RenderableType]:
    """A line a match; what is to be said of it below it where there is no room beside."""
    from rich.table import Table

    if not adoption.matches:
        return
    table = Table.grid(padding=(0, 2))
    narrow = width < NARROW
    for ratio in (0, 1, 0) if narrow else (0, 0, 3, 0, 5):
        table.add_column(ratio=ratio or None, overflow="fold", no_wrap=ratio == 0)
    more = []
    for verdict in Verdict:
        found = adoption.of(verdict)
        # What is sure needs no reading; what is not needs all of it.
        most = MOST if verdict in (Verdict.EXACT, Verdict.UNMATCHED) else len(found)
        for match in found[:most]:
            sign, word, title, number, why = _row(match)
            if narrow:
                table.add_row(sign, title, number)
                table.add_row("", text(f"{word.plain}: {why.plain}"))
            else:
                table.add_row(sign, word, title, number, why)
        if len(found) > most:
            more.append(f"   … and {len(found) - most} more {_WORDS.get(verdict, verdict)}")
    yield table
    for line in more:
        yield text(f"{line} (--json lists all)")


def _row(match: Match) -> tuple[Text, Text, Text, Text, Text]:
    sign, style = _SIGNS[match.verdict]
    word = str(_WORDS.get(match.verdict, match.verdict))
    number = f"#{match.existing.number}" if match.existing else ""
    parts = [match.reason]
    if match.existing and match.existing.title != match.post.title:
        parts.append(f"on GitHub “{match.existing.title}”")
    if match.post.path not in match.reason:
        parts.append(match.post.path)
    if match.hint:
        parts.append(match.hint)
    why = text(" · ".join(parts))
    return text(sign, style=style), text(word), cut(match.post.title), text(number), why


def _left(adoption: Adoption) -> Iterator[RenderableType]:
    if not adoption.left:
        return
    count = len(adoption.left)
    yield text(f"\nOn GitHub without a file ({count}); they stay as they are:")
    for one in adoption.left[:MOST]:
        kind = "" if one.kind is Kind.ISSUE else " (discussion)"
        yield text(f"   #{one.number} {one.title}{kind}")
    if count > MOST:
        yield text(f"   … and {count - MOST} more (--json lists all)")
    if adoption.of(Verdict.UNMATCHED):
        yield text(
            "If one of these is a post that is “not on GitHub”, write its number into the file's "
            "front matter (`issue: 12`): publishing would make a second one."
        )


def _tail(adoption: Adoption, *, agreed: bool) -> Iterator[RenderableType]:
    yield text("")
    if adoption.others:
        many = count_text(adoption.others, "issue or discussion", "issues and discussions")
        yield text(f"{many} by other people: left alone (--author LOGIN looks at theirs).")
    if adoption.pictures or adoption.lost:
        yield text(
            f"Pictures recognised on GitHub: {len(adoption.pictures)}"
            + (f"; could not be fetched: {len(adoption.lost)}" if adoption.lost else "")
        )
    for line in adoption.lost[:MOST]:
        yield text(f"   {line}")
    if adoption.index and adoption.index.error:
        hint = f" · {adoption.index.hint}" if adoption.index.hint else ""
        error = adoption.index.error
        yield text(f"{adoption.index.path}: cannot be written: {error}{hint}", style="red")
    elif adoption.index and adoption.index.changes:
        gains = [line for line in adoption.index.gains if line.strip()]
        count = count_text(len(gains), "line")
        yield text(f"{adoption.index.path}: {count} more{way_of(adoption.index)}")
    for notice in dict.fromkeys(adoption.notices):
        yield text(f"Note: {notice}")
    yield text(f"To be recorded: {len(adoption.found)}. Text changes: 0. Nobody is notified.")
    if adoption.found and adoption.unsafe:
        yield needed(adoption.unsafe, agreed=agreed)


def _end(adopted: Adopted) -> Iterator[RenderableType]:
    adoption = adopted.adoption
    if adopted.settled:
        count = count_text(len(adoption.found), "post")
        yield text(f"adopted    {count}. Text changes: 0.", style="green")
    if adopted.index is Status.DONE and adoption.index:
        branch = adoption.repository.default_branch or "main"
        url = f"{adoption.repository.url}/blob/{branch}/{adoption.index.path}"
        yield whole(f"index      {adoption.index.path}  {adopted.index_at or url}")
    elif adopted.index is Status.FAILED:
        yield text(f"index      not written: {adopted.index_message}", style="red")
    if adopted.problem:
        yield text(f"Stopped: {adopted.problem}", style="bold red")
    if adopted.hint:
        yield text(f"  {adopted.hint}")
    if not adopted.ok:
        yield text("Go on from here with: ghblog adopt", style="bold")


def _match_data(match: Match, adoption: Adoption) -> dict[str, Any]:
    one = match.existing
    return {
        "id": match.post.id,
        "path": match.post.path,
        "title": match.post.title,
        "verdict": str(match.verdict),
        "reason": match.reason,
        "hint": match.hint,
        "likeness": round(match.likeness, 3) if match.likeness >= 0 else None,
        "found": _existing_data(one, adoption.repository) if one else None,
        "may_be": _addresses(match.numbers, adoption),
    }


def _addresses(numbers: Sequence[int], adoption: Adoption) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "kind": str(adoption.kinds[number]),
            "url": _url(adoption.repository, adoption.kinds[number], number),
        }
        for number in numbers
        if number in adoption.kinds
    ]


def _existing_data(one: Existing, repository: Repository) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": str(one.kind),
        "title": one.title,
        "author": one.author,
        "closed": one.closed,
        "url": _url(repository, one.kind, one.number),
    }


def _url(repository: Repository, kind: Kind, number: int) -> str:
    return f"{repository.url}/{_PLURAL[kind]}/{number}"
