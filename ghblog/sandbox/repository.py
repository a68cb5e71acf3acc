"""A repository of the sandbox: its state, and the handles by which a test moves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from ghblog.sandbox.git import FILE, CommitFacts, GitStore, Person
from ghblog.sandbox.items import Category, Comment, Item, ItemKind, Label, Milestone
from ghblog.sandbox.protection import RULES, Protection

if TYPE_CHECKING:
    from ghblog.sandbox.users import User
    from ghblog.sandbox.world import World

DEFAULT_LABEL_COLOR = "ededed"
CATEGORIES = (("Announcements", "📣"), ("General", "💬"), ("Ideas", "💡"), ("Q&A", "🙏"))


class Repository:
    """A repository. Attributes may be set by a test, such as `archived` or `has_issues`."""

    def __init__(self, world: World, *, number: int, owner: User, name: str, git: GitStore) -> None:
        self.world = world
        self.id = number
        self.owner = owner
        self.name = name
        self.git = git
        self.private = False
        self.archived = False
        self.has_issues = True
        self.has_discussions = False
        self.description = ""
        self.default_branch = "main"
        self.created = self.updated = self.pushed = world.now()
        self.collaborators: dict[str, str] = {}
        self.contributors: set[str] = set()
        self.items: dict[int, Item] = {}
        self.labels: dict[str, Label] = {}
        self.categories: dict[int, Category] = {}
        self.milestones: dict[int, Milestone] = {}
        self.watchers = 1
        self.last_number = 0
        self.deleted: set[int] = set()
        self.protected: dict[str, Protection] = {}
        self.actions_open_pulls = True
        self.dirty: set[int] = set()

    # -- what a test says and asks ---------------------------------------------------------

    @property
    def full_name(self) -> str:
        """`owner/name` as of now."""
        return f"{self.owner.login}/{self.name}"

    @property
    def url(self) -> str:
        """Its page for people."""
        return f"{self.world.url}/{self.full_name}"

    @property
    def issues(self) -> list[Item]:
        """The issues, by number; pull requests and discussions are not among them."""
        return self.of("issue")

    @property
    def discussions(self) -> list[Item]:
        """The discussions, by number."""
        return self.of("discussion")

    def of(self, *kinds: ItemKind) -> list[Item]:
        """Items of these kinds, by number."""
        with self.world.lock:
            return [item for item in self.items.values() if item.kind in kinds]

    def issue(self, number: int) -> Item:
        """The issue, discussion or pull request of this number."""
        return self.items[number]

    def add_issue(
        self, *, title: str, body: str = "", author: str = "", labels: Iterable[str] = ()
    ) -> Item:
        """Open an issue as `author` (default: the owner); missing labels are made."""
        return self._open("issue", title, body, author, labels)

    def add_pull_request(self, *, title: str = "A pull request", author: str = "") -> Item:
        """Open a pull request, which takes a number and shows up in REST's list of issues."""
        return self._open("pull", title, "", author, ())

    def protect(
        self,
        branch: str = "",
        *,
        words: str = RULES,
        classic: bool = False,
        bypass: Iterable[str] = (),
    ) -> None:
        """Let nobody write to a branch (default: the default branch) but by merging."""
        rule = Protection(words, classic=classic, bypass=tuple(bypass))
        self.protected[branch or self.default_branch] = rule

    @property
    def pulls(self) -> list[Item]:
        """The pull requests, by number."""
        return self.of("pull")

    def merge_pull_request(
        self,
        number: int,
        *,
        method: Literal["merge", "squash", "rebase"] = "merge",
        by: str = "",
        delete_branch: bool = False,
    ) -> str:
        """Merge as a person does with GitHub's button; the base's new head."""
        from ghblog.sandbox import pulls

        return pulls.merge(self, number, method=method, by=by, delete_branch=delete_branch)

    def close_pull_request(self, number: int) -> None:
        """Close without merging, as its owner does."""
        from ghblog.sandbox import pulls
        from ghblog.sandbox.users import Viewer

        with self.world.lock:
            pulls.set_state(Viewer(self.owner), self, self.items[number], closed=True)

    def delete_branch(self, name: str) -> None:
        """Delete a branch, as somebody does in the browser."""
        with self.world.lock:
            self.git.delete_ref(f"refs/heads/{name}")
            self.moved(name, self.owner.login)

    def add_discussion(
        self, *, title: str, body: str = "", author: str = "", category: str = "General"
    ) -> Item:
        """Open a discussion in the category of this name."""
        item = self._open("discussion", title, body, author, ())
        item.category = next(c.id for c in self.categories.values() if c.name == category)
        return item

    def add_comment(self, number: int, body: str, *, author: str = "") -> Comment:
        """Comment on an item."""
        with self.world.lock:
            now = self.world.now()
            made = Comment(self.world.next_id(), body, author or self.owner.login, now, now)
            self.items[number].comments.append(made)
            self.touch(self.items[number])
            return made

    def edit_issue(
        self, number: int, *, title: str | None = None, body: str | None = None, editor: str = ""
    ) -> None:
        """Edit an item as somebody does in the browser."""
        with self.world.lock:
            item = self.items[number]
            by = editor or self.owner.login
            item.edit(at=self.world.now(), editor=by, title=title, body=body)
            self.touch(item)

    def add_label(self, name: str, *, color: str = DEFAULT_LABEL_COLOR) -> Label:
        """Make a label, or give the one of this name."""
        with self.world.lock:
            return self.label(name) or self.make_label(name, color, "")

    def add_milestone(
        self, title: str, *, description: str = "", closed: bool = False, creator: str = ""
    ) -> Milestone:
        """Make a milestone."""
        with self.world.lock:
            now = self.world.now()
            number = max(self.milestones, default=0) + 1
            by = self.world.user(creator or self.owner.login).login
            made = Milestone(self.world.next_id(), number, title, description, by, now, now)
            made.closed_at = now if closed else None
            self.milestones[number] = made
            return made

    def rename(self, name: str) -> None:
        """Give it another name; the old one redirects."""
        self.world.rename(self, name)

    def read(self, path: str, branch: str = "") -> bytes | None:
        """A file's bytes on a branch (default: the default branch), None if not there."""
        with self.world.lock:
            commit = self._commit_of(branch)
            line = self.git.find(commit.tree, path) if commit else None
            return self.git.blob(line.oid) if line else None

    def files(self, branch: str = "") -> list[str]:
        """Paths of all files on a branch."""
        with self.world.lock:
            commit = self._commit_of(branch)
            return [path for path, _ in self.git.files(commit.tree)] if commit else []

    def head(self, branch: str = "") -> str | None:
        """The oid of a branch's newest commit."""
        return self.git.ref(f"refs/heads/{branch or self.default_branch}")

    def log(self, branch: str = "") -> list[CommitFacts]:
        """A branch's commits, newest first."""
        with self.world.lock:
            head = self.head(branch)
            return list(self.git.walk(head)) if head else []

    def commit(
        self, branch: str, files: Mapping[str, bytes | None], message: str, *, author: str = ""
    ) -> str:
        """Commit as if somebody had pushed: None removes a file; a missing branch is made."""
        with self.world.lock:
            by = self.world.user(author or self.owner.login)
            head = self.head(branch)
            tree = self.git.commit(head).tree if head else ""  # type: ignore[union-attr]
            changes = {
                path: None if data is None else (FILE, self.git.write_blob(data))
                for path, data in files.items()
            }
            oid = self.git.write_commit(
                tree=self.git.write_tree(tree, changes),
                parents=[head] if head else [],
                message=message,
                author=Person(by.name or by.login, by.email),
                at=self.world.now(),
            )
            self.move(branch, oid, by.login)
            return oid

    # -- what the server needs -------------------------------------------------------------

    @property
    def empty(self) -> bool:
        """Whether there is no commit at all."""
        return not self.git.refs()

    def _commit_of(self, branch: str) -> CommitFacts | None:
        head = self.head(branch)
        return self.git.commit(head) if head else None

    def move(self, branch: str, oid: str, login: str) -> None:
        """Let a branch point to a commit, which `login` pushed."""
        self.git.set_ref(f"refs/heads/{branch}", oid)
        self.pushed = self.world.now()
        if branch == self.default_branch:
            self.contributors.add(login)
        self.moved(branch, login)

    def moved(self, branch: str, login: str) -> None:
        """Let pull requests learn that a branch stands elsewhere, or is gone."""
        from ghblog.sandbox import pulls

        pulls.follow(self, branch, login)

    def permission_of(self, login: str) -> str:
        """The rank of a user: ADMIN for the owner, else that of a collaborator, or nothing."""
        return "ADMIN" if login == self.owner.login else self.collaborators.get(login, "")

    def association(self, login: str) -> str:
        """GitHub's CommentAuthorAssociation."""
        if login == self.owner.login:
            return "OWNER"
        if login in self.collaborators:
            return "MEMBER" if self.owner.kind == "Organization" else "COLLABORATOR"
        return "CONTRIBUTOR" if login in self.contributors else "NONE"

    def visible(self, created: datetime) -> bool:
        """Whether lists and search show by now what was made then."""
        return (self.world.now() - created).total_seconds() >= self.world.lag

    def listed(self, *kinds: ItemKind) -> list[Item]:
        """Items of these kinds as lists and search show them, which lag behind."""
        return [item for item in self.of(*kinds) if self.visible(item.created)]

    def label(self, name: str) -> Label | None:
        """The label of this name; case does not count."""
        return self.labels.get(name.casefold())

    def make_label(self, name: str, color: str, description: str) -> Label:
        """Make a label."""
        made = Label(self.world.next_id(), name, color, description, self.world.now())
        self.labels[name.casefold()] = made
        return made

    def _open(
        self, kind: ItemKind, title: str, body: str, author: str, labels: Iterable[str]
    ) -> Item:
        with self.world.lock:
            by = self.world.user(author or self.owner.login).login
            names = [self.add_label(name).name for name in labels]
            return self.open(kind, title=title, body=body, author=by, labels=names)

    def open(
        self, kind: ItemKind, *, title: str, body: str, author: str, labels: list[str]
    ) -> Item:
        """Make an item under the next number."""
        now = self.world.now()
        self.last_number += 1
        item = Item(
            kind, self.world.next_id(), self.last_number, title, body, author, now, now, labels
        )
        self.items[item.number] = item
        self.touch(item)
        return item

    def touch(self, item: Item) -> None:
        """Note that an item changed and is to be saved."""
        self.dirty.add(item.number)

    def assignable(self, login: str) -> bool:
        """Whether somebody can be assigned: the owner and who has a right here."""
        user = self.world.users.get(login.casefold())
        return user is not None and bool(self.permission_of(user.login))

    def make_categories(self) -> None:
        """The categories that GitHub makes when Discussions are switched on."""
        for name, emoji in CATEGORIES:
            number = self.world.next_id()
            slug = name.lower().replace("&", "-")
            self.categories[number] = Category(
                number, name, slug, emoji, "", self.world.now(), answerable=name == "Q&A"
            )
