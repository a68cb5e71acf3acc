"""What GitHub holds, as read and as to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ghblog.model.posts import Kind


@dataclass(frozen=True, slots=True)
class Existing:
    """An issue or discussion as GitHub has it."""

    kind: Kind
    node: str
    number: int
    title: str
    body: str
    author: str
    association: str  # CommentAuthorAssociation: OWNER, MEMBER, COLLABORATOR, NONE, ...
    labels: tuple[str, ...] = ()
    closed: bool = False
    created: datetime | None = None
    label_ids: tuple[str, ...] = ()  # node ids, in the order of `labels`
    category: str = ""  # of a discussion, by name
    locked: bool = False
    pinned: bool = False  # issues only
    milestone: str = ""  # its title, issues only


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository, under its present name.

    Attributes:
        id: the numeric id, which survives renames and tells forks apart.
        name: `owner/name` as of now (GraphQL follows renames; REST writes do not).
        url: its address in a browser, without a slash at the end.
        node: its node id, for GraphQL.
        permission: ADMIN, MAINTAIN, WRITE, TRIAGE, READ or empty.
    """

    id: int
    name: str
    url: str
    permission: str = ""
    default_branch: str = ""
    private: bool = False
    archived: bool = False
    empty: bool = False
    has_issues: bool = True
    has_discussions: bool = False
    node: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A branch's newest commit and the files asked for, all of the same commit.

    Attributes:
        date: when it was committed, by GitHub's clock.
        files: path → text; a path that is not there is not in it.
        unreadable: paths that are there, but are no UTF-8 text.
        names: the names in the top folder.
        tree: oid of the top folder.
        before: of a proposal's head, the message of the last commit that changed the index.
    """

    branch: str
    oid: str
    date: datetime
    message: str
    files: Mapping[str, str]
    unreadable: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    tree: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that one read of GitHub brings.

    Attributes:
        default: None in a repository without a commit.
        ledger: head of the ledger's branch; None when there is no such branch.
        recent: the newest issues and discussions, newest first (lists lag).
        highest: the highest number known from them; 0 if none.
        missing_labels: of the labels asked for, those the repository lacks.
        labels: of the labels asked for, name as asked → node id.
        categories: discussion category's name → node id, in GitHub's order.
        milestones: title → number, of the open and closed ones; empty unless asked for.
        pinned: numbers of pinned issues.
        proposal: head of the branch that proposes the index; None unless asked for and there.
    """

    repository: Repository
    viewer: str
    default: Head | None
    ledger: Head | None
    recent: tuple[Existing, ...] = ()
    highest: int = 0
    missing_labels: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    milestones: Mapping[str, int] = field(default_factory=dict)
    pinned: tuple[int, ...] = ()
    proposal: Head | None = None


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request.

    Attributes:
        head: oid of what it proposes.
        open: whether it is open; closed ones are `merged` or given up.
    """

    number: int
    url: str
    title: str
    body: str
    head: str
    open: bool
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Finish:
    """What is set after a create, or besides a text: harmless to repeat, all in one request.

    Attributes:
        add_labels, remove_labels: labels' node ids (issues get theirs by name, with the text).
        closed: True to close, with `reason` if not empty; False to reopen.
        locked, pinned: True or False to change it.
    """

    add_labels: tuple[str, ...] = ()
    remove_labels: tuple[str, ...] = ()
    closed: bool | None = None
    reason: str = ""
    locked: bool | None = None
    pinned: bool | None = None

    def __bool__(self) -> bool:
        return self != Finish()


@dataclass(frozen=True, slots=True)
class Label:
    """A label to make: colour as six hex digits."""

    name: str
    color: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment below an issue or discussion (not a reply to a comment).

    Attributes:
        replies: how many, below a discussion's comment.
    """

    node: str
    body: str
    author: str
    association: str
    created: datetime
    replies: int = 0


@dataclass(frozen=True, slots=True)
class Created:
    """GitHub's answer to a create."""

    number: int
    node: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit to make: additions replace whole files. Its `token` is unique, and is put in
    the message, so that a commit whose answer was lost is recognised on the branch.

    Attributes:
        trailer: one more line of the message.
        begins: whether the branch is not there yet: it is made at `head` first.
    """

    branch: str
    head: str
    headline: str
    token: str
    additions: Mapping[str, bytes]
    deletions: tuple[str, ...] = ()
    trailer: str = ""
    begins: bool = False

    @property
    def body(self) -> str:
        """The message's body."""
        return "\n".join(filter(None, [f"ghblog-commit: {self.token}", self.trailer]))
