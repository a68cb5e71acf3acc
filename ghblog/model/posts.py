"""What the writer has: settings, posts, and the documents that GitHub should hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from ghblog.model.hashes import canonical, short_hash


class Kind(StrEnum):
    """What GitHub keeps a post as."""

    ISSUE = "issue"
    DISCUSSION = "discussion"


@dataclass(frozen=True, slots=True)
class Meta:
    """What a post wants besides title, text and labels. None: leave it as people have it.

    Attributes:
        closed: open or closed; `reason` is `completed` or `not_planned` for an issue, `resolved`,
            `outdated` or `duplicate` for a discussion; empty: GitHub's default.
        pinned: issues only; GitHub pins three.
        milestone: its title, issues only; empty: none.
        assignees: logins, issues only.
    """

    closed: bool | None = None
    reason: str = ""
    locked: bool | None = None
    pinned: bool | None = None
    milestone: str | None = None
    assignees: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, read and checked (`config`); the file's keys are in the comments.

    Attributes:
        root: the blog's root, absolute: nothing outside of it is read or uploaded.
    """

    root: Path
    repository: str = ""  # repository: "owner/name"; empty: from the git remote
    timezone: str = ""  # timezone: an IANA name; empty: the machine's own
    blog: str = "main"  # blog.name
    posts_folder: str = "."  # posts.folder, below the root; ids are paths below it
    include: tuple[str, ...] = ("**/*.md", "**/*.markdown")  # posts.include, globs below the folder
    exclude: tuple[str, ...] = ("README*.md", "**/README*.md")  # posts.exclude
    labels: tuple[str, ...] = ()  # posts.labels, added to each post's own
    kind: Kind = Kind.ISSUE  # posts.target
    category: str = ""  # posts.category, of discussions
    label_styles: tuple[str, ...] = ()  # posts.label_styles: "name = rrggbb description"
    max_new: int = 3  # publish.max_new
    publishers: tuple[str, ...] = ("github-actions",)  # publish.publishers
    dialects: tuple[str, ...] = (  # posts.dialects: those that are turned into what GitHub knows
        "embeds",
        "wikilinks",
        "comments",
        "callouts",
        "zoom",
        "root-url",
        "sizes",
        "spaces",
        "figures",
        "films",
    )
    mentions: str = "quiet"  # publish.mentions: quiet or keep
    allow_mentions: tuple[str, ...] = ()  # publish.allow_mentions: logins, teams as `org/team`
    backlinks: str = "keep"  # publish.backlinks: keep or quiet
    store: str = "auto"  # pictures.store
    picture_url: str = ""  # pictures.url, a template; empty: GitHub's own addresses
    max_width: int = 0  # pictures.max_width, in pixels; 0: as wide as they are
    strip_metadata: bool = True  # pictures.strip_metadata
    new_title: str = ""  # new.title: a style or a pattern; empty: as the last reports have it
    new_file: str = ""  # new.file: a pattern of paths below the posts folder
    index: bool = True  # index.enabled
    index_path: str = "README.md"  # index.path, in the repository
    index_commit: str = "branch"  # index.commit: branch, pull-request or file


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # the post is not published as it is
    WARNING = "warning"  # it is published, and is hardly what the writer meant
    INFO = "info"  # worth knowing


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a source file that a writer should know before publishing.

    Attributes:
        line: of the file, from 1.
        code: one of those in `docs/checks.md`, such as `dead-picture`.
        message: a whole sentence without its full stop.
        hint: what to do.
    """

    path: str
    line: int
    code: str
    severity: Severity
    message: str
    hint: str = ""

    def __str__(self) -> str:
        tip = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}: {self.message}{tip}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or film of the writer's, checked and fit to publish.

    Attributes:
        key: `short_hash` of its source bytes and what the preparation does to them.
        path: where the writer keeps it, below the blog's root, POSIX.
        suffix: the extension its content asks for, such as `.png`.
        size: of the source, in bytes: what is uploaded is prepared just before, and is
            smaller as a rule.
        film: whether it is played, not shown.
        line: of the file that first shows it.
    """

    key: str
    path: str
    suffix: str
    size: int
    film: bool = False
    line: int = 1

    @property
    def stored_path(self) -> str:
        """Where the `branch` store keeps it: named by content, never reused."""
        return f"pictures/{self.key[:2]}/{self.key}{self.suffix}"


@dataclass(frozen=True, slots=True)
class Slot:
    """A destination in a part's text that stands for something until its URL is known.

    Attributes:
        start, end: character offsets of the destination as typed, `text[start:end]`.
        target: what it leads to: a picture's key, `post:<path>`, or `file:<path>`, paths below
            the blog's root. One of the latter two without a URL stays as it was typed.
        bare: an HTML attribute value without quotes: the URL brings its own.
        fragment: what follows the URL, such as `#heading`.
        around: of a film alone on its line: offsets of the whole link, which gives way to the
            bare URL where GitHub plays it; else (0, 0).
    """

    start: int
    end: int
    target: str
    bare: bool = False
    fragment: str = ""
    around: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """One body or comment: text as the writer typed it, with slots in ascending order."""

    text: str
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A source file as read. It holds no text: 10,000 posts must fit in memory.

    Attributes:
        id: identity for ever: `id:` in the front matter, else the path below the posts
            folder without suffix, NFC, `/` on every system.
        path: below the blog's root, POSIX.
        source: `short_hash` of the file's bytes.
        inputs: hash of source, settings, renderer version and what each reference resolved to.
        date: in the blog's time zone; `date_guessed` unless the front matter gave it.
        held: why it is not published yet (draft, future date), for people; empty: it is.
        pictures: every local picture that is live in the text, once each.
        links: the `post:<path>` that its text leads to, once each.
        sought: keys of notes that it leads to and that are not there: files may have moved.
        former: of these, what the ledger told: (path that a post had, the post's id).
        findings: what the writer should know; those that matter are told with the plan.
        mentions, backlinks: how many people, and issues of other repositories, the text as it
            will be sent notifies or leaves a trace in.
        silenced: how many mentions and backlinks were made quiet.
        named: whether the front matter gives the id: the writer decided who it is.
        category: the discussion category's name; empty for issues.
        number: the issue or discussion that the front matter names (`issue: 12`); 0 if none.
    """

    id: str
    path: str
    source: str
    inputs: str
    title: str
    date: date
    date_guessed: bool
    labels: tuple[str, ...] = ()
    kind: Kind = Kind.ISSUE
    held: str = ""
    pictures: tuple[Picture, ...] = ()
    links: tuple[str, ...] = ()
    sought: tuple[str, ...] = ()
    former: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    mentions: int = 0
    backlinks: int = 0
    silenced: int = 0
    named: bool = False
    category: str = ""
    meta: Meta = Meta()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source file that cannot be published as it is, and why. Spoils no other post.

    Attributes:
        id: the post's id where it could be told, else its path without suffix.
        code: one of those in `docs/checks.md`.
        unread: the file gave no post at all (encoding, YAML), so nobody knows its id for sure.
        number: the issue or discussion that its front matter names; 0 if none.
    """

    path: str
    line: int
    message: str
    hint: str = ""
    id: str = ""
    unread: bool = False
    number: int = 0
    code: str = "unfit"

    def __str__(self) -> str:
        tip = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}: {self.message}{tip}"


@dataclass(frozen=True, slots=True)
class Document:
    """What GitHub should hold for a post. Final text comes from the composer, with URLs.

    Attributes:
        parts: the body, and the comments below it that go on where it is too long.
        links: `post:<path>` → where that post is, such as `issues/12`, of those that are known.
    """

    post: str
    kind: Kind
    title: str
    parts: tuple[Part, ...]
    labels: tuple[str, ...] = ()
    category: str = ""
    meta: Meta = Meta()
    links: Mapping[str, str] = field(default_factory=dict)

    def linked(self, known: Mapping[str, str]) -> Document:
        """The same with its links to other posts leading to where these are known to be."""
        targets = {slot.target for part in self.parts for slot in part.slots}
        return replace(self, links={one: known[one] for one in sorted(targets & known.keys())})

    @property
    def digest(self) -> str:
        """Hash over all of it, pictures by their keys and links to posts by their numbers: equal
        digests, nothing to write."""
        parts = [_segments(part, self.links) for part in self.parts]
        rest = [self.kind, self.title, sorted(self.labels), self.category, asdict(self.meta)]
        return short_hash(canonical([parts, *rest]))


def _segments(part: Part, links: Mapping[str, str]) -> list[object]:
    segments: list[object] = []
    position = 0
    for slot in part.slots:
        known = links.get(slot.target, slot.target)
        segments += [part.text[position : slot.start], {"to": known + slot.fragment}]
        position = slot.end
    return [*segments, part.text[position:]]
