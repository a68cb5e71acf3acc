"""Looking at a blog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ghblog.checking import findings_of
from ghblog.errors import GhblogError
from ghblog.linting.old_names import OldNames
from ghblog.model import Change, Document, Finding, Picture, Post
from ghblog.placing import mime
from ghblog.posts.encoding import Legible, legible
from ghblog.posts.lookup import Lookup
from ghblog.prepare import Prepared, Sources
from ghblog.renamed import followed
from ghblog.viewing.drafts import Drafted, drafted, typed_title
from ghblog.viewing.exact import Exact, Renderer
from ghblog.viewing.github import Known, rendering
from ghblog.viewing.places import Places
from ghblog.viewing.readme import readme_of
from ghblog.viewing.summaries import summary_of
from ghblog.viewing.texts import Made, before_of, built, parts_of, remembering, told_of
from ghblog.viewing.values import Look, PostView, Summary
from ghblog.workshop import Workshop

_PRIVATE = "Something in it may be private, so it was not sent to GitHub, and the page is made here"


@dataclass
class Viewer:
    """Looks at a blog. Not for several threads at once.

    Attributes:
        origin: where the preview is served, such as `http://127.0.0.1:4000`.
        offline: never ask GitHub.
        exact: let GitHub render the texts that are looked at: they leave the machine.
        ready: told, in another thread, that a post shows something newer, by `exact`.
    """

    workshop: Workshop
    origin: str = ""
    offline: bool = False
    exact: bool = False
    ready: Callable[[], None] = field(default=lambda: None, repr=False)
    _known: Known = field(init=False, repr=False)
    _renderer: Renderer = field(init=False, repr=False)
    _prepared: Prepared | None = field(default=None, repr=False)
    _sources: Sources | None = field(default=None, repr=False)
    _names: OldNames = field(default_factory=OldNames, repr=False)
    _made: Made = field(default_factory=dict, repr=False)
    _last: dict[str, Post] = field(default_factory=dict, repr=False)  # path → when it was fit
    _drafted: dict[str, Picture] = field(default_factory=dict, repr=False)  # by keys

    def __post_init__(self) -> None:
        self._known = Known(self.workshop, offline=self.offline)
        render, clock = rendering(self.workshop), self.workshop.clock
        self._renderer = Renderer(render, clock, ready=self._tell)

    def follow(self, other: Viewer) -> None:
        """Take over what another viewer of this blog knows, and what it learns from now on: of
        posts that cannot be read, and of GitHub's pages."""
        self._last = {**other._last, **self._last}
        self._drafted = other._drafted
        if self.workshop.settings.repository == other.workshop.settings.repository:
            self._renderer = other._renderer.handed_on(self._tell)

    def look(self, *, refresh: bool = False, texts: bool = True) -> Look:
        """Read the files anew, and GitHub if it was not read yet or `refresh` is wanted.

        Args:
            texts: read GitHub's texts of posts that were edited since; else the look says that they
                are lacking.

        Raises GhblogError when the settings or the repository cannot be understood.
        """
        sources = remembering(self.workshop.sources(), self._made)
        self._known.ask(sources, again=refresh)
        self._prepared = self._known.prepare(sources, texts=texts)
        sources, self._names = followed(sources, self._prepared.read)
        self._sources = sources
        self._last.update((post.path, post) for post in sources.posts)
        plan = self._prepared.plan
        return Look(
            plan=plan,
            posts=tuple(self._summary(change) for change in plan.changes),
            as_of=self._known.memory.as_of if self._known.memory else None,
            offline=self._known.why,
            lacking=bool(self._known.lacking),
            notices=plan.notices,
        )

    def post(self, post_id: str) -> PostView | None:
        """A post as of the last look; None if there is no such post."""
        prepared, sources = self._looked()
        change = next((one for one in prepared.plan.changes if one.post == post_id), None)
        if change is None:
            return None
        document = change.document or built(change.source, sources, prepared.read.places)
        seen = self._source(change.path)
        local = parts_of(document, self._local_text)
        draft = Drafted("") if document else self._draft(change.path, seen.text)
        typed = (draft.text,) if draft.text else ()
        exact = self._exactly(local or typed, private=draft.private)
        return PostView(
            summary=self._summary(change),
            labels=change.source.labels if change.source else (),
            category=change.source.category if change.source else "",
            parts=parts_of(document, prepared.shown.text),
            local=local,
            exact=exact.pages,
            before=before_of(change),
            findings=self._findings(change.path),
            draft=typed,
            source=seen.text,
            notices=tuple(one for one in (told_of(seen), exact.notice) if one),
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
        """The index README before and after; empty texts where there is none."""
        return readme_of(*self._looked())

    def root(self) -> Path:
        """The blog's folder."""
        return self.workshop.settings.root

    def _tell(self) -> None:
        self.ready()

    def _looked(self) -> tuple[Prepared, Sources]:
        if self._prepared is None or self._sources is None:
            self.look()
        assert self._prepared
        assert self._sources
        return self._prepared, self._sources

    def _summary(self, change: Change) -> Summary:
        memory = self._known.memory
        repository = memory.snapshot.repository if memory else None
        made = summary_of(change, self._last.get(change.path), repository)
        if made.title:
            return made
        typed = typed_title(self._source(change.path).text, change.path)
        return replace(made, title=typed)

    def _local_text(self, document: Document, part: int) -> str:
        targets = {slot.target for part in document.parts for slot in part.slots}
        return self.workshop.composer().compose(document, part, self._places().urls(targets))

    def _places(self) -> Places:
        _, sources = self._looked()
        return Places.of(self.origin, sources.posts, sources.refusals, self._names)

    def _exactly(self, texts: tuple[str, ...], *, private: bool) -> Exact:
        if not self.exact or not texts:
            return Exact()
        return Exact(notice=_PRIVATE) if private else self._renderer.pages(texts)

    def _draft(self, path: str, source: str) -> Drafted:
        _, sources = self._looked()
        paths = [post.path for post in sources.posts] + [one.path for one in sources.refusals]
        files, places = self.workshop.files, self._places()
        lookup = Lookup(files, sources.settings, paths, self._names.owners)
        made = drafted(files, sources.settings, path, source, lookup, places)
        self._drafted.update((one.key, one) for one in made.pictures)
        return made

    def _findings(self, path: str) -> tuple[Finding, ...]:
        _, sources = self._looked()
        return findings_of(
            self.workshop.files,
            sources.settings,
            sources.posts,
            sources.refusals,
            [path],
            names=self._names,
        )

    def _source(self, path: str) -> Legible:
        try:
            return legible(self.workshop.files.read(path))
        except OSError:
            return Legible("", "UTF-8")
