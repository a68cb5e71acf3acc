"""What became of an import, told to people and to programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ghblog.cli.console import complain, say, tell

if TYPE_CHECKING:
    from ghblog.importing import Imported, Item
    from ghblog.intake import Taken

FORMAT = 1


def imported_data(taken: Taken, *, dry: bool) -> dict[str, Any]:
    """What became of it, for programs. `format` is raised when a key changes its meaning."""
    imported, adopted = taken.imported, taken.adopted
    return {
        "format": FORMAT,
        "dry_run": dry,
        "ok": taken.ok,
        "items": [
            {
                "kind": str(item.kind),
                "number": item.number,
                "title": item.title,
                "path": item.path,
                "fate": str(item.fate),
                "reason": item.reason,
                "comments": item.comments,
                "notes": list(item.notes),
            }
            for item in imported.items
        ],
        "pictures": imported.pictures,
        "recorded": len(adopted.adoption.found) if adopted and adopted.settled else 0,
        "problem": taken.problem or (adopted.problem if adopted else ""),
        "notices": list(imported.notices),
    }


def show(taken: Taken, *, dry: bool) -> None:
    """What became of it, for people."""
    from ghblog.report.plain import plain

    for line in _lines(taken.imported, dry=dry):
        say(plain(line))
    if problem := taken.problem or (taken.adopted and taken.adopted.problem):
        complain(f"the files are written, but not recorded: {problem}", taken.hint)
    for line in _end(taken, dry=dry):
        tell(plain(line))


def _lines(imported: Imported, *, dry: bool) -> Iterator[str]:
    from ghblog.importing import Fate

    for item in imported.items:
        if item.fate is not Fate.HERE:
            yield _line(item, dry=dry)
        for note in item.notes:
            yield f"      {note}"


def _line(item: Item, *, dry: bool) -> str:
    from ghblog.importing import Fate

    what = f"#{item.number} {item.title}"
    if item.fate is Fate.BLOCKED:
        return f"  x {item.path}  {what}: not written: {item.reason}"
    more = f" (with {item.comments} comment(s))" if item.comments else ""
    return f"  {'+' if dry else 'ok'} {item.path}  {what}{more}"


def _end(taken: Taken, *, dry: bool) -> Iterator[str]:
    from ghblog.importing import Fate

    imported = taken.imported
    yield from imported.notices
    counts = {fate: len(imported.of(fate)) for fate in Fate}
    told = [f"{counts[Fate.WRITTEN]} {'to write' if dry else 'written'}"]
    told += [f"{counts[fate]} {fate}" for fate in (Fate.HERE, Fate.BLOCKED) if counts[fate]]
    if imported.pictures:
        told.append(f"{imported.pictures} picture(s) fetched")
    yield f"{', '.join(told)}."
    if any(item.comments for item in imported.items):
        yield (
            "Comments were put below their posts. They stay on GitHub, too: at the next edit of "
            "such a post its text there will hold them, so delete the comments then."
        )
    if imported.stopped:
        yield "Stopped. Run it again: it goes on from here."
    elif dry:
        yield "Next: `ghblog import`."
    elif taken.adopted and taken.adopted.ok:
        yield f"{len(taken.adopted.adoption.found)} recorded. Next: `ghblog status`."
        if taken.left:
            yield f"{taken.left} cannot be recorded as they are: `ghblog adopt --dry-run` says why."
    elif taken.known and imported.of(Fate.WRITTEN):
        yield (
            f"{taken.known} of them are recorded already, with other files: keep one of the two."
        )
    elif imported.of(Fate.WRITTEN):
        yield "Not recorded. Next: `ghblog adopt`."
