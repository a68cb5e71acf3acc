"""What the Python interface works with: files, settings, the door to GitHub, wired when needed.
Part of `blog`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ghblog.errors import UsageError
from ghblog.folder import (
    own_templates,
    picture_bytes,
    posts_meant,
    read_sources,
    site_of,
    with_repository,
)
from ghblog.hosting import api_of, home_of, pages_of
from ghblog.index_file import DiskIndex
from ghblog.model import (
    Clock,
    Composer,
    Files,
    GitHub,
    Listener,
    Machine,
    Picture,
    Progress,
    Settings,
    Web,
)
from ghblog.offline import Cache, Memory, Offline
from ghblog.placing import mime, why_not_attached
from ghblog.prepare import Sources
from ghblog.sync.keeping import FILE, branch_to_propose
from ghblog.sync.ledger import branch_name
from ghblog.sync.ports import Ports
from ghblog.sync.takeover import Patience

if TYPE_CHECKING:
    from ghblog.adopting import Room
    from ghblog.checkout import Checkout


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

    # --- the writer's side -----------------------------------------------------------------

    def repository(self) -> str:
        """`owner/name`. Raises UsageError when nothing tells it."""
        if name := self.named_settings().repository:
            return name
        raise UsageError(
            "nothing says which repository this blog is kept in",
            hint='write `repository = "owner/name"` into ghblog.toml, '
            "or run in a clone that has a remote on GitHub",
        )

    def named_settings(self) -> Settings:
        """The settings, with the repository filled in where it is known."""
        return with_repository(self.settings, self.checkout())

    def checkout(self) -> Checkout | None:
        """The checkout that the blog lies in; looked for once."""
        from ghblog.checkout import Checkout

        if self._found is None:
            self._found = (Checkout.find(self.settings.root, environ=self.environ),)
        return self._found[0]

    def sources(self, *, index_only: bool = False) -> Sources:
        """Read the files anew; they may have changed while somebody was asked."""
        now = self.clock.now()
        return read_sources(self.files, self.settings, self.checkout(), now, index_only=index_only)

    def read_posts(self) -> Sources:
        """Read the posts anew."""
        return self.sources(index_only=False)

    def only(self, paths: Sequence[str | Path]) -> frozenset[str] | None:
        """Paths as the user gave them → paths of posts below the root; None for all."""
        return posts_meant(self.files, self.settings, paths)

    def load(self, picture: Picture) -> bytes:
        """The bytes to upload. Raises GhblogError."""
        return picture_bytes(self.files, self.settings, picture)

    # --- GitHub's side ---------------------------------------------------------------------

    def door(self) -> GitHub:
        """GitHub; connected at the first need. Raises NotAuthenticatedError, UsageError."""
        if self.github is None:
            from ghblog.credentials import find_token
            from ghblog.github import connect

            api_url = api_of(self.environ)
            token = find_token(api_url, self.environ)
            self.github = connect(
                token.value, api_url, self.repository(), self.clock, notify=self._notify
            )
        return self.github

    def home(self) -> str:
        """Where the pages are that the API belongs to: `host` or `host:port`."""
        return home_of(api_of(self.environ))

    def pages_url(self) -> str:
        """Where GitHub's pages are, such as `https://github.com`. Raises UsageError."""
        return pages_of(api_of(self.environ))

    def web(self, *, all_hosts: bool = False) -> Web:
        """What fetches pictures; from GitHub's hosts only unless `all_hosts`."""
        from ghblog.credentials import find_token
        from ghblog.web import SafeWeb, any_host

        token = find_token(api_of(self.environ), self.environ).value
        return SafeWeb(any_host if all_hosts else None, token=token, home=self.home())

    # --- GitHub as it is remembered --------------------------------------------------------

    def remember(self, memory: Memory, settings: Settings) -> None:
        """Keep what was read, for looking at it offline."""
        self.cache.save(self.home(), settings.repository, settings.blog, memory)

    def remembered(self, settings: Settings) -> Memory | None:
        """What was read last; None if nothing was."""
        return self.cache.load(self.home(), settings.repository, settings.blog)

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

    # --- what a run works with -------------------------------------------------------------

    def composer(self) -> Composer:
        """What makes final texts."""
        from ghblog.posts import PartComposer

        return PartComposer(self.settings.blog)

    def ports(self) -> Ports:
        """Everything that a run may touch."""
        settings = self.named_settings()
        in_file = settings.index and settings.index_commit == FILE
        return Ports(
            github=self.door(),
            clock=self.clock,
            composer=self.composer(),
            machine=self.machine,
            load=self.load,
            branch=branch_name(self.settings.blog),
            index_path=self.settings.index_path,
            site=site_of(self.settings, self.checkout()),
            attachable=why_not_attached,
            mime=mime,
            templates=own_templates(self.files),
            listen=self.listen,
            stop=self.stop,
            proposal=branch_to_propose(settings),
            index_file=DiskIndex(settings, self.checkout()) if in_file else None,
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

    def _notify(self, text: str) -> None:
        self.listen(Progress("waiting", 0, 0, text))
