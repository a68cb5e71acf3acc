"""The ledger's files: reading and writing them, text in, values out.

On the branch `ghblog` (`ghblog-<blog>` for a blog of another name): `posts.json` with a line a
post, sorted, so that two versions can be compared by eye; `pictures.json`; `unmarked.json`
(what existed at first contact); `claim.json` while a run creates; `posts/<id>.md`, the texts
as published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any, TypeVar

from ghblog.errors import LedgerError
from ghblog.model import Claim, Entry, Head, Kind, Ledger, Proposed

T = TypeVar("T")

FORMAT = 1
POSTS = "posts.json"
PICTURES = "pictures.json"
UNMARKED = "unmarked.json"
CLAIM = "claim.json"
FILES = (POSTS, PICTURES, UNMARKED, CLAIM)
_KNOWN = frozenset(each.name for each in fields(Entry))


def branch_name(blog: str) -> str:
    """The ledger's branch."""
    return "ghblog" if blog == "main" else f"ghblog-{blog}"


def text_path(post: str) -> str:
    """Where the branch keeps a post's text as it was published."""
    # A folder may be called “a.md”: its posts must not stand below the text of a post “a”.
    return f"posts/{post.replace('.md/', '.md%2F')}.md"


def parse(head: Head | None, *, repository: int, blog: str, branch: str) -> Ledger:
    """The ledger of a branch; an empty one when there is no branch.

    Raises LedgerError when the branch is not ours, belongs to another repository (a fork or a
    copy of a template carries it along) or blog, or cannot be understood.
    """
    if head is None:
        return Ledger(repository=repository, blog=blog)
    if POSTS not in head.files:
        raise LedgerError(
            f"the branch “{branch}” was not made by ghblog: it has no {POSTS}",
            hint="rename that branch, or set another blog.name",
        )
    try:
        return _parse(head, repository=repository, blog=blog, branch=branch)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LedgerError(
            f"the ledger on the branch “{branch}” cannot be read: {error}",
            hint="put back an earlier commit of that branch; every state is kept in its history",
        ) from error


def _parse(head: Head, *, repository: int, blog: str, branch: str) -> Ledger:
    posts = json.loads(head.files[POSTS])
    if posts["format"] != FORMAT:
        raise LedgerError(
            f"the ledger on the branch “{branch}” has format {posts['format']!r:.20}; "
            f"this ghblog knows {FORMAT}",
            hint="use a newer ghblog",
        )
    if posts["repository"] != repository:
        raise LedgerError(
            f"the ledger on the branch “{branch}” belongs to another repository "
            "(a fork or a copy carries it along)",
            hint=f"delete the branch “{branch}” here if this blog starts anew",
        )
    if posts["blog"] != blog:
        raise LedgerError(f"the ledger on “{branch}” belongs to the blog “{posts['blog']}”")
    entries = [_entry(line) for line in posts["posts"]]
    pictures = json.loads(head.files.get(PICTURES, "{}"))
    unmarked = json.loads(head.files.get(UNMARKED, "{}"))
    return Ledger(
        repository=repository,
        blog=blog,
        head=head.oid,
        date=head.date,
        commit=posts.get("commit", ""),
        posts={entry.id: entry for entry in entries},
        pictures={key: _is(str, at, PICTURES) for key, at in pictures.items()},
        unmarked={int(number): _is(str, title, UNMARKED) for number, title in unmarked.items()},
        claim=_claim(head.files.get(CLAIM)),
        proposed=_proposed(posts.get("proposed")),
    )


def _proposed(values: Mapping[str, Any] | None) -> Proposed | None:
    if values is None:
        return None
    return Proposed(_is(int, values["number"], "number"), _is(str, values["text"], "text"))


def _entry(line: Mapping[str, Any]) -> Entry:
    # A key that a newer ghblog of the same format added is no reason to stop.
    known = {key: value for key, value in line.items() if key in _KNOWN}
    values = {"path": "", "source": "", "inputs": "", "digest": "", **known}
    for name in ("id", "node", "title", "path", "source", "inputs", "digest"):
        _is(str, values[name], name)
    _is(int, values["number"], "number")
    for name in ("labels", "parts", "former"):
        _texts(line.get(name, ()), name)
        values[name] = tuple(line.get(name, ()))
    values["kind"] = Kind(line["kind"])
    values["date"] = date.fromisoformat(line["date"])
    return Entry(**values)


def _is(kind: type[T], value: object, name: str) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"“{name}” is {value!r:.40}")
    return value


def _texts(values: object, name: str) -> None:
    if not isinstance(values, list | tuple):
        raise TypeError(f"“{name}” is {values!r:.40}")
    for value in values:
        _is(str, value, name)


def _claim(text: str | None) -> Claim | None:
    if text is None:
        return None
    values = json.loads(text)
    posts = tuple((str(post), int(part)) for post, part in values["posts"])
    return Claim(
        _is(str, values["run"], "run"), posts, int(values["highest"]), int(values.get("renewed", 0))
    )


def files_of(ledger: Ledger) -> dict[str, str]:
    """The ledger's files, path → text. A ledger without a claim has no claim file."""
    lines = [ledger.posts[post] for post in sorted(ledger.posts)]
    header: dict[str, Any] = {
        "format": FORMAT,
        "repository": ledger.repository,
        "blog": ledger.blog,
        "commit": ledger.commit,
    }
    if ledger.proposed:
        header["proposed"] = asdict(ledger.proposed)
    files = {
        POSTS: _with_lines(header, "posts", [_line(entry) for entry in lines]),
        PICTURES: _object(ledger.pictures),
    }
    if ledger.unmarked:
        files[UNMARKED] = _object({str(key): ledger.unmarked[key] for key in ledger.unmarked})
    if ledger.claim:
        files[CLAIM] = _dump(asdict(ledger.claim)) + "\n"
    return files


def changed_files(old: Ledger, new: Ledger) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """What a commit must add and delete to go from one ledger to the other."""
    before, after = files_of(old) if old.head else {}, files_of(new)
    additions = {path: text for path, text in after.items() if before.get(path) != text}
    deletions = tuple(path for path in before if path not in after)
    return {path: text.encode() for path, text in additions.items()}, deletions


def _line(entry: Entry) -> str:
    values = {key: value for key, value in asdict(entry).items() if value not in ("", ())}
    return _dump({**values, "date": entry.date.isoformat()})


def _with_lines(header: Mapping[str, Any], key: str, lines: Sequence[str]) -> str:
    body = ",\n".join(lines)
    return f'{_dump(header)[:-1]},"{key}":[\n{body}\n]}}\n' if lines else _empty(header, key)


def _empty(header: Mapping[str, Any], key: str) -> str:
    return f'{_dump(header)[:-1]},"{key}":[]}}\n'


def _object(values: Mapping[str, str]) -> str:
    lines = [f"{_dump(key)}:{_dump(values[key])}" for key in sorted(values)]
    return "{\n" + ",\n".join(lines) + "\n}\n" if lines else "{}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
