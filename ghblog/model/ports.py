"""The ports: what the core asks of the world. Adapters stand at the edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from ghblog.model.hub import (
    Commit,
    Created,
    Existing,
    Finish,
    Head,
    Label,
    Pull,
    Remark,
    Snapshot,
)
from ghblog.model.posts import Document, Kind
from ghblog.model.talk import Talk


class Clock(Protocol):
    """Time, so that no test has to wait for it."""

    def now(self) -> datetime:
        """The time of day, aware."""
        ...

    def monotonic(self) -> float:
        """Seconds from some start, never going back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait so many seconds; a signal to stop ends it early."""
        ...


class Files(Protocol):
    """The blog's root. Paths are POSIX and below it; nothing outside of it is ever read."""

    def find(self, folder: str, include: Sequence[str], exclude: Sequence[str]) -> Sequence[str]:
        """Paths of files in a stable order."""
        ...

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises OSError; PermissionError when it lies outside of the root."""
        ...

    def exists(self, path: str) -> bool:
        """Whether it is a file, wherever links lead."""
        ...

    def inside(self, path: str) -> bool:
        """Whether it lies below the root after resolving links."""
        ...

    def named(self, name: str) -> Sequence[str]:
        """Paths of all files of this name, without regard to case, wherever they are."""
        ...

    def similar(self, path: str) -> str:
        """A path of a file that the writer may have meant; empty if none is near."""
        ...


class Composer(Protocol):
    """Makes a part's final text, marker included."""

    def compose(self, document: Document, part: int, urls: Mapping[str, str]) -> str:
        """The text of part `part` (from 1), each slot's target at `urls[target]`."""
        ...


class Machine(Protocol):
    """What this machine remembers of its own runs, to tell a dead one from a living one."""

    def begin(self, run: str) -> None:
        """Note that this run lives; the note is locked until the process ends."""
        ...

    def beat(self, run: str) -> None:
        """Note that a write is about to be sent."""
        ...

    def end(self, run: str) -> None:
        """Forget it: it left nothing behind."""
        ...

    def leave(self, run: str) -> None:
        """Note that it is over, whatever it left behind, though the process lives on: as if it had
        died. Nothing, if it ended."""
        ...

    def died(self, run: str) -> float | None:
        """Seconds since the last sign of a run of this machine that is dead; None if it
        lives or is not of this machine."""
        ...

    def remember(self, place: str, key: str, url: str) -> None:
        """Note an upload at once, since nothing on GitHub lists or deletes one.

        Args:
            place: the repository, such as `github.com/12345`.
            key: the picture's.
        """
        ...

    def uploads(self, place: str) -> Mapping[str, str]:
        """Picture key → URL of the uploads that no ledger had when they were noted."""
        ...

    def forget(self, place: str, keys: Iterable[str]) -> None:
        """Forget uploads: the ledger has them."""
        ...


class Web(Protocol):
    """Fetching pictures that posts on GitHub show."""

    def fetch(self, url: str, *, most: int) -> bytes:
        """The bytes at a URL, at most `most` of them. Raises `errors.FetchError` when the host
        is not allowed, is a private address (also after redirects), the answer is too large or
        does not come."""
        ...


class IndexFile(Protocol):
    """The index in the working copy: one file, wherever in the checkout it lies."""

    def head(self) -> Head:
        """The file as it is, as if it were the head of a branch. Raises GhblogError."""
        ...

    def put(self, text: str) -> str:
        """Replace the file at once; its path, to be told. Raises GhblogError."""
        ...


class Reader(Protocol):
    """The reading half of the door to GitHub; a memory of it will do for looking. Raises as
    `GitHub` does."""

    def read(
        self,
        *,
        branch: str,
        files: Iterable[str],
        index: Iterable[str],
        labels: Iterable[str],
        milestones: bool = False,
        proposal: str = "",
    ) -> Snapshot:
        """One query: repository, viewer, the ledger `branch` with `files`, the default branch
        with `index` files, `labels` by name, discussion categories, pinned issues, and the
        milestones and the branch `proposal` with the first of `index` if asked for. One request
        more for each file over 512,000 bytes."""
        ...

    def read_nodes(self, nodes: Sequence[str]) -> Mapping[str, Existing]:
        """Issues and discussions by node id, 50 a query; what is not there is left out."""
        ...

    def list_all(self) -> Sequence[Existing]:
        """Every issue and discussion, oldest first, 50 a query."""
        ...

    def look_up(self, numbers: Sequence[int]) -> Sequence[Existing]:
        """Those of these numbers (at most 100) that are issues or discussions: one query."""
        ...

    def newest_number(self) -> int:
        """The highest number in the list of issues and pull requests (it may lag); 0 if none."""
        ...

    def remarks(self, nodes: Sequence[str]) -> Mapping[str, Sequence[Remark]]:
        """The comments below issues and discussions, oldest first, by node id; no replies. 20
        nodes a query, and more requests where one has over 100 comments. A comment's own node id
        gives that comment: the lists below lag behind, node ids do not."""
        ...

    def watchers(self) -> int:
        """How many people get a notification for each new issue: one request."""
        ...

    def attachments(self) -> str:
        """Why pictures cannot be attached with this token on this host; empty: they can, as far
        as anybody can tell without trying. Sends nothing."""
        ...

    def is_private(self, repository: str) -> bool | None:
        """Whether another repository, `owner/name`, is private; None if it cannot be seen: one
        request."""
        ...

    def now(self) -> datetime:
        """The time by GitHub's clock: its last `Date` and what passed since."""
        ...


class GitHub(Reader, Talk, Protocol):
    """The one door. Every method raises `errors.GitHubError` and its kind, or
    `NotAuthenticatedError`, `NotAllowedError`; reads and repeatable writes are repeated inside,
    creates never."""

    def commit(self, commits: Sequence[Commit]) -> Sequence[str | Exception]:
        """Make commits on branches, in one request; for each the new head, or what went
        wrong: `StaleHeadError`, `AnswerLostError`, ... Raises only if all failed alike."""
        ...

    def merge(self, into: Head, other: Head, commit: Commit) -> str:
        """Merge: `other`'s files and the commit's additions on top of both heads, as the new head
        of the commit's branch, which stands at `into`: forward only, so nobody's commit is lost.
        Raises `StaleHeadError` if the branch moved."""
        ...

    def advance(self, branch: str, oid: str) -> None:
        """Move a branch forward to a commit that has all of it. Raises `StaleHeadError` when that
        one has not."""
        ...

    def pulls(self, branch: str, base: str) -> Sequence[Pull]:
        """The pull requests from `branch` of this repository into `base`, in whatever state,
        newest first, at most 100."""
        ...

    def propose(self, branch: str, base: str, title: str, body: str) -> Pull:
        """Open a pull request. Never repeated, and GitHub keeps but one open for a branch. Raises
        `StaleHeadError` when there is one, `NothingToProposeError`, `AnswerLostError`, ..."""
        ...

    def revise(self, number: int, title: str, body: str) -> None:
        """Set title and text of a pull request. Harmless to repeat."""
        ...

    def make_branch(self, branch: str, files: Mapping[str, str], message: str) -> str:
        """Make an orphan branch with text files (tree, commit, ref); its head. Raises
        `StaleHeadError` if there is one already."""
        ...

    def seed(self, path: str, text: str, message: str) -> str:
        """The first commit of an empty repository, on its default branch; its oid."""
        ...

    def upload(self, name: str, mime: str, data: bytes) -> str:
        """Attach a picture or film as the web editor would; its URL. Limits are waited for.

        Args:
            name: a file name whose suffix fits `mime`.

        Raises:
            AttachmentRefusedError: GitHub does not take it; another store may.
            AnswerLostError: it may be there; nobody can find out. NotAuthenticatedError,
            GitHubError, ...
        """
        ...

    def render(self, text: str, repository: str) -> str:
        """The HTML that GitHub itself makes of Markdown, as in an issue of `repository`
        (`owner/name`): one request, which publishes nothing, but the text leaves the machine.
        Raises GitHubError when it has more than 400 KB."""
        ...

    def wait_turn(self) -> None:
        """Wait until GitHub's pace lets another create or edit through."""
        ...

    def create_issue(
        self,
        title: str,
        body: str,
        labels: Sequence[str],
        *,
        milestone: int = 0,
        assignees: Sequence[str] = (),
    ) -> Created:
        """Make an issue: one request, never repeated. Raises `AnswerLostError` when it may
        have been made, `RateLimitedError` when it was not and may be tried again."""
        ...

    def create_discussion(self, title: str, body: str, category: str) -> Created:
        """Make a discussion in the category of this node id, like `create_issue`. It takes no
        labels: `finish` does."""
        ...

    def update_issue(
        self,
        number: int,
        title: str,
        body: str,
        labels: Sequence[str] | None,
        *,
        milestone: int | None = None,
        assignees: Sequence[str] | None = None,
    ) -> None:
        """Set title and text, and all labels, the milestone (0: none) and all assignees unless
        None. Harmless to repeat."""
        ...

    def update_discussion(
        self, node: str, title: str, body: str, category: str, finish: Finish
    ) -> None:
        """Set title, text and category (a node id; empty: leave it), and what `finish` says, in
        one request. Harmless to repeat."""
        ...

    def finish(self, node: str, kind: Kind, finish: Finish) -> None:
        """Set labels, open or closed, lock and pin of an issue or discussion, in one request.
        Harmless to repeat. Raises NotAllowedError, GitHubError, ..."""
        ...

    def create_comment(self, node: str, kind: Kind, body: str) -> str:
        """Comment on the issue or discussion `node`; the comment's node id. Never repeated, raises
        like `create_issue`."""
        ...

    def update_comment(self, node: str, kind: Kind, body: str) -> None:
        """Set the text of the comment `node` below an issue or discussion. Harmless to repeat."""
        ...

    def delete_comment(self, node: str, kind: Kind) -> None:
        """Delete a comment; one that is gone is no error."""
        ...

    def make_labels(self, labels: Sequence[Label]) -> Mapping[str, str]:
        """Make labels that are missing, five a request; name → node id. One that exists by now
        is no error."""
        ...
