"""What people write in a repository: issues, discussions, pull requests, comments, labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ItemKind = Literal["issue", "discussion", "pull"]


@dataclass
class Edit:
    """One change of a body on the web or through the API."""

    at: datetime
    editor: str
    text: str


@dataclass
class Comment:
    """A comment.

    Attributes:
        reply_to: the id of the discussion comment that it answers; 0 if it answers none.
        deleted: when it was deleted, if answers to it keep its place; its text is gone.
    """

    id: int
    body: str
    author: str
    created: datetime
    updated: datetime
    edited: datetime | None = None
    editor: str = ""
    history: list[Edit] = field(default_factory=list)
    reply_to: int = 0
    deleted: datetime | None = None

    def edit(self, *, at: datetime, editor: str, body: str) -> None:
        """Change the text; the same text is no edit."""
        if body == self.body:
            return
        if not self.history:
            self.history.append(Edit(self.created, self.author, self.body))
        self.history.append(Edit(at, editor, body))
        self.body, self.edited, self.editor, self.updated = body, at, editor, at


@dataclass
class Label:
    """A label; `color` is six hexadecimal digits."""

    id: int
    name: str
    color: str
    description: str
    created: datetime


@dataclass
class Category:
    """A category of discussions; only people make them, in the browser."""

    id: int
    name: str
    slug: str
    emoji: str
    description: str
    created: datetime
    answerable: bool = False


@dataclass
class Milestone:
    """A milestone; people make them, `number` counts them apart from the items."""

    id: int
    number: int
    title: str
    description: str
    creator: str
    created: datetime
    updated: datetime
    due: datetime | None = None
    closed_at: datetime | None = None

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self.closed_at is not None


@dataclass(frozen=True)
class Attachment:
    """A file that somebody dropped into a text.

    Attributes:
        repository: id of the one that it was uploaded for; 0 for one that is only there.
        uploader: login of who uploaded it through the API.
    """

    id: str
    name: str
    content_type: str
    data: bytes
    repository: int = 0
    uploader: str = ""


@dataclass
class Proposal:
    """What makes a pull request of an item: branches, and what they stood at.

    Attributes:
        head, base: the branches' names, both in this repository.
        head_oid, base_oid: their heads, followed while the pull request is open.
        merge_oid: the commit that merged it.
        modifiable: whether maintainers may push to its branch.
    """

    head: str
    base: str
    head_oid: str
    base_oid: str
    merged_at: datetime | None = None
    merged_by: str = ""
    merge_oid: str = ""
    draft: bool = False
    modifiable: bool = False


@dataclass
class Item:
    """An issue, a discussion or a pull request: they share one sequence of numbers.

    Attributes:
        milestone: its number; 0 if none. Issues only, as are the assignees.
        labels: names, as the repository spells them, in the order they were added.
        proposal: of a pull request, its branches.
        edits: how often title or body were changed.
    """

    kind: ItemKind
    id: int
    number: int
    title: str
    body: str
    author: str
    created: datetime
    updated: datetime
    labels: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    closed_at: datetime | None = None
    closed_by: str = ""
    state_reason: str = ""
    locked: bool = False
    lock_reason: str = ""
    pinned: bool = False
    pinned_by: str = ""
    category: int = 0
    milestone: int = 0
    assignees: list[str] = field(default_factory=list)
    edits: int = 0
    edited: datetime | None = None
    editor: str = ""
    history: list[Edit] = field(default_factory=list)
    proposal: Proposal | None = None

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self.closed_at is not None

    def edit(self, *, at: datetime, editor: str, title: str | None, body: str | None) -> None:
        """Change title or body; what stays the same is no edit."""
        if body is not None and body != self.body:
            if not self.history:
                self.history.append(Edit(self.created, self.author, self.body))
            self.history.append(Edit(at, editor, body))
            self.edited, self.editor = at, editor
        if title not in (None, self.title) or body not in (None, self.body):
            self.edits += 1
        self.title = self.title if title is None else title
        self.body = self.body if body is None else body
        self.updated = at
