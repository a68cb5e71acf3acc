"""Values for the tests of `sync`, with everything unimportant filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from ghblog.marker import marker_for
from ghblog.model import (
    Document,
    Entry,
    Existing,
    Kind,
    Ledger,
    Part,
    Post,
    Refusal,
    Settings,
    short_hash,
)
from ghblog.sync.inputs import Inputs

NOW = datetime(2022, 7, 11, 12, tzinfo=UTC)
SETTINGS = Settings(root=Path("/blog"))


def post(name: str, text: str = "text", **rest: object) -> Post:
    made = Post(
        id=name,
        path=f"{name}.md",
        source=short_hash(text),
        inputs=short_hash(f"inputs of {text}"),
        title=f"Title {name}",
        date=date(2022, 7, 10),
        date_guessed=True,
    )
    return replace(made, **rest)  # type: ignore[arg-type]


def document(of: Post, text: str = "text") -> Document:
    return Document(of.id, of.kind, of.title, (Part(text),), of.labels)


def entry(of: Post, number: int, text: str = "text", **rest: object) -> Entry:
    made = Entry(
        id=of.id,
        kind=Kind.ISSUE,
        node=f"I_{number}",
        number=number,
        title=of.title,
        date=of.date,
        path=of.path,
        source=of.source,
        inputs=of.inputs,
        digest=document(of, text).digest,
        labels=of.labels,
    )
    return replace(made, **rest)  # type: ignore[arg-type]


def ledger(*entries: Entry, **rest: object) -> Ledger:
    made = Ledger(1, "main", head="c0ffee", date=NOW, posts={one.id: one for one in entries})
    return replace(made, **rest)  # type: ignore[arg-type]


def compose(wanted: Document, part: int = 1) -> str:
    text, parts = wanted.parts[part - 1].text, len(wanted.parts)
    return f"{text}\n\n{marker_for('main', wanted.post, part, parts, wanted.digest, text)}"


def existing(number: int, body: str, **rest: object) -> Existing:
    made = Existing(Kind.ISSUE, f"I_{number}", number, f"Title {number}", body, "writer", "OWNER")
    return replace(made, **rest)  # type: ignore[arg-type]


def inputs(
    posts: list[Post],
    known: Ledger,
    *,
    texts: Mapping[str, str] | None = None,
    refusals: tuple[Refusal, ...] = (),
    **rest: object,
) -> Inputs:
    def build(of: Post) -> Document | Refusal:
        return document(of, (texts or {}).get(of.id, "text"))

    made = Inputs(SETTINGS, known, posts, refusals, build)
    return replace(made, **rest)  # type: ignore[arg-type]
