"""What the Python interface works with: files, settings, the door to GitHub, wired when needed.
Part of `blog`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from ghblog.errors import GhblogError, UsageError
from ghblog.model import (
    Clock,
    Composer,
    Document,
    Files,
    GitHub,
    Listener,
    Machine,
    Picture,
    Post,
    Progress,
    Refusal,
    Settings,
    Web,
)
from ghblog.offline import Cache, Memory, Offline
from ghblog.placing import locator, mime, why_not_attached
from ghblog.prepare import Sources
from ghblog.sync.addresses import Site
from ghblog.sync.ledger import branch_name
from ghblog.sync.ports import Ports
from ghblog.sync.takeover import Patience

if TYPE_CHECKING:
    from ghblog.adopting import Room
    from ghblog.checkout import Checkout

GITHUB_API = "https://api.github.com"
TEMPLATES = ("index.md.j2", "readme.md.j2", "removed-part.md.j2")


def quiet(progress: Progress) -> None:
    """Tell nobody."""


def _unheard(on: bool) -> None:  # noqa: FBT001  # a switch
    """Tell nobody."""


def never() -> bool:
    """Never stop."""
    return False


@dataclass
class Workshop:
    """What a blog works with.

    Attributes:
        github: the door to GitHub; made at the first need, since importing it is slow.
        listen: hears how far a run is.
        stop: asked between writes whether to stop.
        writing: told when writing begins and ends; in between a run should be let finish.
        max_wait: seconds to wait for somebody else's publish.
        cache: what was read of GitHub before, to look at.
    """

    settings: Settings
    files: Files
    clock: Clock
    machine: Machine
    environ: Mapping[str, str]
    listen: Listener = quiet
    stop: Callable[[], bool] = never
    writing: Callable[[bool], None] = _unheard
    max_wait: float = 600.0
    github: GitHub | None = None
    cache: Cache = field(default_factory=Cache, repr=False)
    _found: tuple[Checkout | None] | None = field(default=None, repr=False)

    def repository(self) -> str:
        """`owner/name`. Raises UsageError when nothing tells it."""
        if name := self.name_in(self.checkout()):
            return name
        raise UsageError(
            "nothing says which repository this blog is kept in",
            hint='write `repository = "owner/name"` into ghblog.toml, '
            "or run in a clone that has a remote on GitHub",
        )

    def sources(self, *, index_only: bool = False) -> Sources:
        """Read the files anew; they may have changed while somebody was asked."""
        from ghblog.posts import build_document, read_posts, zone_of

        checkout = self.checkout()
        # The owner's name is no hazard, and a link to the repository itself no backlink.
        settings = replace(self.settings, repository=self.name_in(checkout))
        posts: Sequence[Post] = ()
        refusals: Sequence[Refusal] = ()

        def first_commits() -> Mapping[str, date]:
            zone = zone_of(self.settings)
            return checkout.first_commits(self.settings.root, zone) if checkout else {}

        if not index_only:
            posts, refusals = read_posts(
                self.files, settings, now=self.clock.now(), first_commits=first_commits
            )

        def build(post: Post) -> Document | Refusal:
            return build_document(self.files, settings, post)

        return Sources(
            settings=settings,
            posts=posts,
            refusals=refusals,
            commit=checkout.head() if checkout else "",
            contains=lambda commit: _known(checkout, commit),
            build=build,
            templates=self.templates(),
            site=self.site(checkout),
            locate=locator(checkout, settings.root),
        )

    def read_posts(self) -> Sources:
        """Read the posts anew."""
        return self.sources(index_only=False)

    def only(self, paths: Sequence[str | Path]) -> frozenset[str] | None:
        """Paths as the user gave them → paths of posts below the root."""
        if not paths:
            return None
        from ghblog.posts import discover

        known = discover(self.files, self.settings)
        return frozenset(one for path in paths for one in self._below(Path(path), known))

    def _below(self, path: Path, known: Sequence[str]) -> list[str]:
        try:
            wanted = PurePosixPath(path.resolve().relative_to(self.settings.root).as_posix())
        except ValueError:
            wanted = PurePosixPath("..")
        found = [
            one for one in known if wanted in (PurePosixPath(one), *PurePosixPath(one).parents)
        ]
        if found:
            return found
        raise UsageError(
            f"“{path}” is no post of this blog",
            hint=f"posts are below {self.settings.root / self.settings.posts_folder}, "
            f"matching {', '.join(self.settings.include)}",
        )

    def door(self) -> GitHub:
        """GitHub; connected at the first need. Raises NotAuthenticatedError, UsageError."""
        if self.github is None:
            from ghblog.credentials import find_token
            from ghblog.github import connect

            api_url = self.environ.get("GITHUB_API_URL") or GITHUB_API
            token = find_token(api_url, self.environ)
            self.github = connect(
                token.value, api_url, self.repository(), self.clock, notify=self._notify
            )
        return self.github

    def home(self) -> str:
        """Where the pages are that the API belongs to: `host` or `host:port`."""
        return self._api().netloc.lower().rpartition("@")[2].removeprefix("api.")

    def pages_url(self) -> str:
        """Where GitHub's pages are, such as `https://github.com`. Raises UsageError."""
        return f"{self._api().scheme}://{self.home()}"

    def _api(self) -> SplitResult:
        url = self.environ.get("GITHUB_API_URL") or GITHUB_API
        try:
            return urlsplit(url)
        except ValueError as error:  # such as half an IPv6 address
            raise UsageError(
                f"GITHUB_API_URL is not the address of an API: {url!r}",
                hint="such as https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise",
            ) from error

    def remember(self, memory: Memory, settings: Settings) -> None:
        """Keep what was read, for looking at it offline."""
        self.cache.save(self.home(), settings.repository, settings.blog, memory)

    def offline(self, settings: Settings, memory: Memory | None) -> Offline:
        """GitHub as it is remembered."""
        name = settings.repository or "owner/name"
        return Offline(name, self.pages_url(), memory, self.clock, self._index_here())

    def _index_here(self) -> Mapping[str, str]:
        path = self.settings.index_path
        try:
            return {path: self.files.read(path).decode()}
        except (OSError, UnicodeDecodeError):
            return {}

    def remembered(self, settings: Settings) -> Memory | None:
        """What was read last; None if nothing was."""
        return self.cache.load(self.home(), settings.repository, settings.blog)

    def web(self, *, all_hosts: bool = False) -> Web:
        """What fetches pictures; from GitHub's hosts only unless `all_hosts`."""
        from ghblog.credentials import find_token
        from ghblog.web import SafeWeb, any_host

        api_url = self.environ.get("GITHUB_API_URL") or GITHUB_API
        token = find_token(api_url, self.environ).value
        return SafeWeb(any_host if all_hosts else None, token=token, home=self.home())

    def composer(self) -> Composer:
        """What makes final texts."""
        from ghblog.posts import PartComposer

        return PartComposer(self.settings.blog)

    def ports(self) -> Ports:
        """Everything that a run may touch."""
        return Ports(
            github=self.door(),
            clock=self.clock,
            composer=self.composer(),
            machine=self.machine,
            load=self.load,
            branch=branch_name(self.settings.blog),
            index_path=self.settings.index_path,
            site=self.site(self.checkout()),
            attachable=why_not_attached,
            mime=mime,
            templates=self.templates(),
            listen=self.listen,
            stop=self.stop,
        )

    def room(self) -> Room:
        """What adopting works with."""
        from ghblog.adopting import Room
        from ghblog.posts import zone_of

        zone = zone_of(self.settings)
        return Room(self.read_posts, self.ports(), self.patience(), zone, self.writing)

    def patience(self) -> Patience:
        """How to wait for somebody else's publish."""
        return Patience(self.clock, self.machine, self.listen, self.max_wait, self.stop)

    def load(self, picture: Picture) -> bytes:
        """The bytes to upload. Raises GhblogError."""
        from ghblog.pictures import Problem, Wishes, picture_key, prepare

        try:
            data, wishes = self.files.read(picture.path), Wishes.of(self.settings)
        except OSError as error:
            message = f"the picture cannot be read any more: {error.strerror or error}"
            raise GhblogError(message, where=picture.path, hint="run it again") from error
        if picture_key(data, wishes) != picture.key:
            message = "the picture changed while ghblog was running"
            raise GhblogError(message, where=picture.path, hint="run it again")
        made = prepare(data, wishes)
        if isinstance(made, Problem):
            message = f"the picture {made.message}"
            raise GhblogError(message, where=picture.path, hint=made.hint)
        return made

    def site(self, checkout: Checkout | None) -> Site:
        """What the writer's side tells of addresses."""
        template = self.settings.picture_url
        if checkout is None:
            return Site(template=template)
        folder = self.settings.root.relative_to(checkout.top.resolve()).as_posix()
        below = "" if folder == "." else f"{folder}/"
        return Site(template=template, source=checkout.repository(), folder=below)

    def name_in(self, checkout: Checkout | None) -> str:
        """`owner/name` by the settings, else by the checkout; empty if neither tells."""
        return self.settings.repository or (checkout.repository() if checkout else "")

    def checkout(self) -> Checkout | None:
        """The checkout that the blog lies in; looked for once."""
        from ghblog.checkout import Checkout

        if self._found is None:
            self._found = (Checkout.find(self.settings.root, environ=self.environ),)
        return self._found[0]

    def templates(self) -> dict[str, str]:
        """The blog's own templates, name → text. Raises GhblogError."""
        found = {}
        for name in TEMPLATES:
            if self.files.exists(path := f"templates/{name}"):
                found[name] = self._template(path)
        return found

    def _template(self, path: str) -> str:
        try:
            return self.files.read(path).decode()
        except OSError as error:
            why = error.strerror or str(error)
            raise GhblogError(f"it cannot be read: {why}", where=path) from error
        except UnicodeDecodeError as error:
            raise GhblogError("it is not UTF-8 text", where=path) from error

    def _notify(self, text: str) -> None:
        self.listen(Progress("waiting", 0, 0, text))


def _known(checkout: Checkout | None, commit: str) -> bool | None:
    """Whether the checkout has a commit; None if nobody can tell."""
    if checkout is None:
        return None
    return {"yes": True, "no": False}.get(checkout.contains(commit))
