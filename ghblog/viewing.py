"""A blog to look at while it is written: every post, its state, its text. Part of `blog`.

GitHub is read once at most; from then on every look compares the files with what was read. Nothing
here writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

from ghblog.checking import findings_of
from ghblog.errors import GhblogError
from ghblog.index import IndexProblemError
from ghblog.markdown.references import Reference, RewriteError, find_references, rewrite
from ghblog.marker import split_marker
from ghblog.model import (
    Action,
    Change,
    Composer,
    Document,
    Finding,
    Kind,
    Picture,
    Plan,
    Post,
    Refusal,
)
from ghblog.offline import Memory, memory_of
from ghblog.pictures import Wishes
from ghblog.placing import mime
from ghblog.posts.curator import Curator
from ghblog.posts.faults import FaultError
from ghblog.posts.front_matter import read_front_matter
from ghblog.posts.source import take_apart
from ghblog.posts.targets import Base, Spot, is_elsewhere, locate, slash_folders
from ghblog.prepare import Prepared, Sources, Wish, prepare
from ghblog.render.exact import exact_page
from ghblog.sync.addresses import FILE, POST, post_url
from ghblog.sync.entries import entries_after
from ghblog.sync.readme import readme_after, wants_index
from ghblog.sync.takeover import Patience
from ghblog.workshop import Workshop

PICTURES = "/user-attachments/assets/"  # what GitHub calls them, so that films play alike
POSTS, FILES = "/posts/", "/files/"
MISSING = "/missing/"  # before what was typed for a picture that is not there
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n.*?^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the list of posts.

    Attributes:
        state: what a publish would do, as `Action`.
        number: on GitHub; 0 if it is not there.
        url: on GitHub; empty if it is not there.
    """

    id: str
    path: str
    title: str
    date: date | None
    kind: Kind
    state: Action
    reason: str = ""
    hint: str = ""
    number: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as it is in its file now.

    Attributes:
        parts: the text and comments as they will be sent, without markers; addresses as far as
            they are known.
        local: the same with addresses of the preview.
        exact: pages of `local` as GitHub itself made them, where that was asked for.
        before: the text on GitHub, all parts; None if it is not known, empty if there is none.
        draft: a text that cannot be published, as typed, but with addresses of the preview for
            its pictures; front matter taken off.
        findings: of `ghblog check`.
        source: the file's text; empty if it cannot be read.
    """

    summary: Summary
    labels: tuple[str, ...] = ()
    category: str = ""
    parts: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    before: str | None = None
    draft: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """All posts at one moment.

    Attributes:
        as_of: when GitHub was read; None if it never was: then every post is new.
        offline: why GitHub could not be read; empty if it was.
    """

    plan: Plan
    posts: tuple[Summary, ...]
    as_of: datetime | None = None
    offline: str = ""
    notices: tuple[str, ...] = ()


@dataclass
class Viewer:
    """Looks at a blog. Not for several threads at once.

    Attributes:
        origin: where the preview is served, such as `http://127.0.0.1:4000`.
        offline: never ask GitHub.
        exact: let GitHub render the texts: they leave the machine.
    """

    workshop: Workshop
    origin: str = ""
    offline: bool = False
    exact: bool = False
    _pages: dict[str, str] = field(default_factory=dict, repr=False)
    _memory: Memory | None = field(default=None, repr=False)
    _why: str = field(default="", repr=False)
    _asked: bool = field(default=False, repr=False)
    _prepared: Prepared | None = field(default=None, repr=False)
    _sources: Sources | None = field(default=None, repr=False)
    _made: dict[str, tuple[Post, Document | Refusal]] = field(default_factory=dict, repr=False)
    _last: dict[str, Post] = field(default_factory=dict, repr=False)  # path → when it was fit
    _drafted: dict[str, Picture] = field(default_factory=dict, repr=False)  # by keys

    def follow(self, other: Viewer) -> None:
        """Take over what another viewer of this blog knew of posts that cannot be read now."""
        self._last = {**other._last, **self._last}
        self._drafted = {**other._drafted, **self._drafted}

    def look(self, *, refresh: bool = False) -> Look:
        """Read the files anew, and GitHub if it was not read yet or `refresh` is wanted. Raises
        GhblogError when the settings or the repository cannot be understood."""
        sources = self._remembering(self.workshop.sources())
        if refresh or not self._asked:
            self._asked = True
            self._ask(sources)
        prepared = self._prepare(sources)
        if self._read_texts(prepared):
            prepared = self._prepare(sources)
        self._sources, self._prepared = sources, prepared
        self._last.update((post.path, post) for post in sources.posts)
        plan = prepared.plan
        return Look(
            plan=plan,
            posts=tuple(self._summary(change) for change in plan.changes),
            as_of=self._memory.as_of if self._memory else None,
            offline=self._why,
            notices=plan.notices,
        )

    def post(self, post_id: str) -> PostView | None:
        """A post as of the last look; None if there is no such post."""
        prepared, sources = self._looked()
        change = next((one for one in prepared.plan.changes if one.post == post_id), None)
        if change is None:
            return None
        places = prepared.read.places
        document = change.document or self._build(change.source, sources, places)
        source = self._source(change.path)
        local = self._texts(document, self._local_text)
        return PostView(
            summary=self._summary(change),
            labels=change.source.labels if change.source else (),
            category=change.source.category if change.source else "",
            parts=self._texts(document, prepared.shown.text),
            local=local,
            exact=self._exactly(local),
            before=self._before(change),
            findings=self._findings(change.path),
            draft=() if document else self._draft(change.path, source),
            source=source,
        )

    def picture(self, key: str) -> tuple[bytes, str] | None:
        """A picture that some post shows, prepared, and its media type; None if none does."""
        _, sources = self._looked()
        shown = (one for post in sources.posts for one in post.pictures if one.key == key)
        picture: Picture | None = next(shown, None)
        picture = picture or self._drafted.get(key)
        if picture is None:
            return None
        try:
            return self.workshop.load(picture), mime(picture)
        except (GhblogError, OSError):
            return None

    def readme(self) -> tuple[str, str]:
        """The index README before and after; empty texts where there is none. Where GitHub was
        never read, the one that lies here stands for it."""
        prepared, sources = self._looked()
        path, read = sources.settings.index_path, prepared.read
        default = read.snapshot.default
        before = default.files.get(path, "") if default else ""
        published = {**read.ledger.posts, **read.recovered}
        changed, dropped = entries_after(published, prepared.plan.changes)
        entries = {id_: one for id_, one in published.items() if id_ not in dropped} | changed
        repository = read.snapshot.repository
        if not sources.settings.index or not wants_index(path, default, entries.values()):
            return before, before
        try:
            after = readme_after(path, default, repository, entries.values(), sources.templates)
        except IndexProblemError:
            after = before  # the plan says why
        return before, after

    def root(self) -> Path:
        """The blog's folder."""
        return self.workshop.settings.root

    def _looked(self) -> tuple[Prepared, Sources]:
        if self._prepared is None or self._sources is None:
            self.look()
        assert self._prepared
        assert self._sources
        return self._prepared, self._sources

    def _ask(self, sources: Sources) -> None:
        """Read GitHub if that is possible, else remember what was read before."""
        self._why = "offline, as asked" if self.offline else ""
        if not self.offline:
            try:
                door = self.workshop.door()
                prepared = prepare(sources, Wish(force=True), door, *self._hands)
            except GhblogError as error:
                self._why = str(error)
            else:
                self._memory = memory_of(prepared, door.now())
                self.workshop.remember(self._memory, sources.settings)
                return
        self._memory = self._memory or self.workshop.remembered(sources.settings)

    def _read_texts(self, prepared: Prepared) -> bool:
        """Read the texts of posts that changed since GitHub was read; whether there were any."""
        if self._why or self._memory is None:
            return False
        known = self._memory.texts
        wanted = [
            one.entry.node
            for one in prepared.plan.of(Action.UPDATE)
            if one.entry and one.entry.node not in known
        ]
        if not wanted:
            return False
        try:
            texts = self.workshop.door().read_nodes(wanted)
        except GhblogError as error:
            self._why = str(error)
            return False
        self._memory = replace(self._memory, texts={**known, **texts})
        return bool(texts)

    @property
    def _hands(self) -> tuple[Composer, Patience]:
        return self.workshop.composer(), self.workshop.patience()

    def _prepare(self, sources: Sources) -> Prepared:
        door = self.workshop.offline(sources.settings, self._memory)
        return prepare(sources, Wish(force=True, offline=True), door, *self._hands)

    def _summary(self, change: Change) -> Summary:
        post, entry = change.source or self._last.get(change.path), change.entry
        title = change.title if change.source or not post else post.title
        repository = self._memory.snapshot.repository if self._memory else None
        return Summary(
            id=change.post,
            path=change.path,
            title=title or self._typed_title(change.path),
            date=post.date if post else entry.date if entry else None,
            kind=post.kind if post else entry.kind if entry else Kind.ISSUE,
            state=change.action,
            reason=change.reason,
            hint=change.hint,
            number=entry.number if entry else 0,
            url=post_url(repository, entry) if repository and entry else "",
        )

    def _build(
        self, post: Post | None, sources: Sources, places: Mapping[str, str]
    ) -> Document | None:
        made = sources.build(post) if post else None
        return made.linked(places) if isinstance(made, Document) else None

    def _remembering(self, sources: Sources) -> Sources:
        """The same, making again only the documents of posts that changed."""
        build, made = sources.build, self._made

        def remembered(post: Post) -> Document | Refusal:
            known = made.get(post.id)
            if known is None or known[0] != post:
                made[post.id] = known = (post, build(post))
            return known[1]

        return replace(sources, build=remembered)

    def _texts(
        self, document: Document | None, text: Callable[[Document, int], str]
    ) -> tuple[str, ...]:
        if document is None:
            return ()
        parts = range(1, len(document.parts) + 1)
        return tuple(split_marker(text(document, part))[0] for part in parts)

    def _local_text(self, document: Document, part: int) -> str:
        return self.workshop.composer().compose(document, part, self._local_urls(document))

    def _local_urls(self, document: Document) -> Mapping[str, str]:
        _, sources = self._looked()
        ids = {POST + post.path: post.id for post in sources.posts}
        targets = {slot.target for part in document.parts for slot in part.slots}
        return {one: self._local(one, ids) for one in targets if _known(one, ids)}

    def _local(self, target: str, ids: Mapping[str, str]) -> str:
        if target.startswith(POST):
            return f"{self.origin}{POSTS}{quote(ids[target], safe='')}"
        if target.startswith(FILE):
            return f"{self.origin}{FILES}{quote(target.removeprefix(FILE))}"
        return f"{self.origin}{PICTURES}{target}"

    def _before(self, change: Change) -> str | None:
        if change.entry is None:
            return ""
        if change.present is None:
            return None
        bodies = [change.present.body, *(one.body for one in change.further if one)]
        return "\n".join(split_marker(body)[0] for body in bodies)

    def _exactly(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """GitHub's own pages of these texts, each asked for once; none if it cannot be asked."""
        if not self.exact:
            return ()
        name = self._looked()[1].settings.repository
        try:
            for text in texts:
                if text not in self._pages:
                    self._pages[text] = exact_page(self.workshop.door().render(text, name))
        except GhblogError as error:
            self._why = str(error)
            return ()
        return tuple(self._pages[text] for text in texts)

    def _findings(self, path: str) -> tuple[Finding, ...]:
        _, sources = self._looked()
        files = self.workshop.files
        return findings_of(files, sources.settings, sources.posts, sources.refusals, [path])

    def _typed_title(self, path: str) -> str:
        """The title of a text that cannot be published; its path if it tells none."""
        source = self._source(path)
        try:
            return take_apart(source, read_front_matter(source), path).title
        except FaultError:
            return path

    def _draft(self, path: str, source: str) -> tuple[str, ...]:
        """The writer should see a text that cannot be published all the same."""
        text = typed_text(source)
        if not text:
            return ()
        base, curator = self._base(path, source), Curator(self.workshop.files, self._wishes)
        found = find_references(text, wanted=lambda raw: not is_elsewhere(raw))
        shown = [one for one in found if one.image or one.media]
        urls = ((one, self._drawn(one, base, curator)) for one in shown)
        try:
            return (rewrite(text, [(one.start, one.end, url, one.bare) for one, url in urls]),)
        except RewriteError:
            return (text,)

    def _drawn(self, reference: Reference, base: Base, curator: Curator) -> str:
        """Where the preview shows a picture or film of a draft, or tells that it is missing."""
        spot = locate(self.workshop.files, base, reference.raw, reference.url)
        look = curator.picture if reference.image else curator.film
        picture = look(spot.path) if isinstance(spot, Spot) else None
        if not isinstance(picture, Picture):
            return f"{self.origin}{MISSING}{quote(reference.raw, safe='')}"
        self._drafted[picture.key] = picture
        return f"{self.origin}{PICTURES}{picture.key}"

    @property
    def _wishes(self) -> Wishes:
        return Wishes.of(self.workshop.settings)

    def _base(self, path: str, source: str) -> Base:
        """What a draft's destinations are relative to."""
        settings = self.workshop.settings
        try:
            root_url = read_front_matter(source).get("typora-root-url")
        except FaultError:
            root_url = None
        if not root_url or not root_url.text or "root-url" not in settings.dialects:
            return Base(path)
        return Base(path, slash_folders(settings.root, path, root_url.text))

    def _source(self, path: str) -> str:
        try:
            return self.workshop.files.read(path).decode("utf-8-sig", "replace")
        except OSError:
            return ""


def typed_text(source: str) -> str:
    """A file's text, front matter taken off, that may be broken; empty if it is blank."""
    text = _FRONT_MATTER.sub("", source.replace("\r\n", "\n"), count=1)
    return text if text.strip() else ""


def _known(target: str, ids: Mapping[str, str]) -> bool:
    return not target.startswith(POST) or target in ids
