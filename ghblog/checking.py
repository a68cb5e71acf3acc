"""`ghblog check`: from files to findings. Part of `blog`; touches no network."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ghblog.linting import lint, same_titles
from ghblog.linting.old_names import OldNames
from ghblog.linting.second_look import second_look
from ghblog.linting.telling import finding
from ghblog.linting.unfollowed import Reach
from ghblog.model import Document, Files, Finding, Ledger, Post, Refusal, Settings, Severity
from ghblog.posts import build_document, discover, follow, read_posts
from ghblog.posts.encoding import decode
from ghblog.posts.faults import FaultError
from ghblog.posts.front_matter import read_front_matter
from ghblog.posts.links import FILE, POST
from ghblog.posts.source import take_apart
from ghblog.renamed import old_names
from ghblog.sync.links import owners

_ORDER = {severity: n for n, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found.

    Attributes:
        findings: by path, then line, the gravest first.
        files: how many files were looked at.
    """

    findings: tuple[Finding, ...]
    files: int

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings that are as grave as that."""
        return tuple(each for each in self.findings if each.severity is severity)

    @property
    def ok(self) -> bool:
        """Whether every post can be published."""
        return not self.of(Severity.ERROR)


Tracked = Callable[[], Collection[str] | None]
"""Asks for the paths below the root of the files that git keeps; None: it is no checkout."""


def check(
    files: Files,
    settings: Settings,
    *,
    now: datetime,
    only: Collection[str] | None = None,
    tracked: Tracked | None = None,
    ledger: Ledger | None = None,
) -> Checked:
    """All findings of all posts, drafts too.

    Args:
        now: aware.
        only: paths to tell about; None: all. The others are read all the same, for ids, titles
            and links are theirs, too.
        tracked: without it nothing is said of links to files.
        ledger: as far as it is known; it tells names that posts had, which links may spell.
    """
    posts, refusals = read_posts(files, settings, now=now, first_commits=dict)
    names = OldNames()
    if ledger:
        posts = follow(files, settings, posts, refusals, owners(ledger.posts.values()))
        names = old_names(
            ledger, posts, refusals, lambda post: build_document(files, settings, post)
        )
    paths = discover(files, settings)
    wanted = [path for path in paths if only is None or path in only]
    found = findings_of(files, settings, posts, refusals, wanted, tracked=tracked, names=names)
    return Checked(found, len(wanted))


def findings_of(
    files: Files,
    settings: Settings,
    posts: Sequence[Post],
    refusals: Sequence[Refusal],
    paths: Sequence[str],
    *,
    tracked: Tracked | None = None,
    names: OldNames | None = None,
) -> tuple[Finding, ...]:
    """The findings of some posts, of all that were read.

    Args:
        posts: those that spell old names, as `posts.follow` gives them.
        tracked: without it nothing is said of links to files.
        names: that posts had.
    """
    names = names or OldNames()
    only = frozenset(paths)
    found: list[Finding] = []
    for path in paths:
        with contextlib.suppress(OSError):  # `posts` tells that it cannot be read
            found += lint(path, files.read(path), files, settings.root)
    chosen = [post for post in posts if post.path in only]
    found += (each for post in chosen for each in post.findings)
    built = [build_document(files, settings, post) for post in chosen]
    refused = [each for each in (*refusals, *built) if isinstance(each, Refusal)]
    refused = [each for each in refused if each.path in only]
    found += (_told(each) for each in refused)
    found += _twins(files, posts, chosen)
    waiting = {each.path for each in posts if each.held} | {each.path for each in refusals}
    reach = Reach(waiting, tracked or (lambda: None))
    again = {each.path for each in refused}
    again |= {
        post.path
        for post, each in zip(chosen, built, strict=True)
        if isinstance(each, Document)
        and _leads_on(each, waiting, names, files_too=tracked is not None)
    }
    paths, files_too = sorted(again), tracked is not None
    found += second_look(files, settings, paths, reach, names, files_too=files_too)
    return _tidy(found)


def _leads_on(
    document: Document, waiting: Collection[str], names: OldNames, *, files_too: bool
) -> bool:
    """Whether some link may lead where readers cannot follow, or by an old name."""
    targets = {slot.target for part in document.parts for slot in part.slots}
    return any(
        each in names.now or each.removeprefix(POST) in waiting
        if each.startswith(POST)
        else each.startswith(FILE)
        for each in targets
        if files_too or not each.startswith(FILE)
    )


def _told(refusal: Refusal) -> Finding:
    return Finding(
        refusal.path, refusal.line, refusal.code, Severity.ERROR, refusal.message, refusal.hint
    )


def _twins(files: Files, posts: Sequence[Post], chosen: Iterable[Post]) -> Iterator[Finding]:
    same = same_titles(posts)
    for post in chosen:
        if others := same.get(post.path):
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            message = f"“{post.title}” is the title of {others[0]}{more}, too"
            hint = "give one of them another title"
            line = _title_line(files, post.path)
            yield finding(post.path, line, "duplicate-title", message, hint)


def _title_line(files: Files, path: str) -> int:
    try:
        text = decode(files.read(path), path)
        return take_apart(text, read_front_matter(text), path).title_line
    except (OSError, FaultError):
        return 1


def _tidy(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted, and none twice: two rooms may see the same."""
    seen: dict[tuple[str, int, str, str], Finding] = {}
    marks: set[tuple[str, int]] = set()
    for each in map(_printable, found):
        if each.code == "merge-conflict":
            if (each.path, each.line) in marks:
                continue
            marks.add((each.path, each.line))
        seen.setdefault((each.path, each.line, each.code, each.message), each)
    return tuple(
        sorted(seen.values(), key=lambda each: (each.path, each.line, _ORDER[each.severity]))
    )


def _printable(each: Finding) -> Finding:
    """A file's name may hold bytes that are no text; what is shown must not."""
    texts = (each.path, each.message, each.hint)
    path, message, hint = (text.encode("utf-8", "backslashreplace").decode() for text in texts)
    return replace(each, path=path, message=message, hint=hint)
