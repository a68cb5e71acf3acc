"""The public Python interface: `Blog.open(path)`, `.plan()`, `.publish()`. Wires the rooms."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from ghblog.clock import SystemClock
from ghblog.errors import GhblogError, UsageError
from ghblog.marker import split_marker
from ghblog.model import (
    Change,
    Clock,
    Composer,
    Document,
    Files,
    GitHub,
    Listener,
    Machine,
    Outcome,
    Picture,
    Plan,
    Post,
    Progress,
    Refusal,
    Settings,
    Web,
)
from ghblog.placing import locator, mime, why_not_attached
from ghblog.prepare import Prepared, Sources, Wish, prepare
from ghblog.sync.addresses import Site
from ghblog.sync.apply import Read, apply
from ghblog.sync.ledger import branch_name
from ghblog.sync.ports import PlanOutdatedError, Ports
from ghblog.sync.settle import Settled
from ghblog.sync.takeover import Patience

if TYPE_CHECKING:
    from ghblog.adopting import Room
    from ghblog.checking import Checked
    from ghblog.checkout import Checkout
    from ghblog.importing import Choice, Order
    from ghblog.intake import Taken
    from ghblog.linting.moves import Mending, Stuck
    from ghblog.model.adoption import Adopted, Adoption

GITHUB_API = "https://api.github.com"
TEMPLATES = ("index.md.j2", "readme.md.j2", "removed-part.md.j2")
# How often to plan again because somebody else published in between.
TRIES = 5
# Longer than this, in seconds, and a person thought about the plan.
PROMPT = 1.0

Agree = Callable[[Plan], bool]


def _quiet(progress: Progress) -> None:
    """Tell nobody."""


def _unheard(on: bool) -> None:  # noqa: FBT001  # a switch
    """Tell nobody."""


def _never() -> bool:
    return False


def _if_safe(plan: Plan) -> bool:
    return not plan.unsafe


@dataclass
class Blog:
    """A folder of reports and the repository that holds them.

    Attributes:
        github: the door to GitHub; made at the first need, since importing it is slow.
        listen: hears how far a run is.
        stop: asked between writes whether to stop.
        writing: told when writing begins and ends; in between a run should be let finish.
        max_wait: seconds to wait for somebody else's publish.
    """

    settings: Settings
    files: Files
    clock: Clock
    machine: Machine
    environ: Mapping[str, str]
    listen: Listener = _quiet
    stop: Callable[[], bool] = _never
    writing: Callable[[bool], None] = _unheard
    max_wait: float = 600.0
    github: GitHub | None = None
    _last: Prepared | None = field(default=None, repr=False)
    _found: tuple[Checkout | None] | None = field(default=None, repr=False)

    @classmethod
    def open(
        cls,
        path: str | Path = ".",
        *,
        environ: Mapping[str, str] | None = None,
        overrides: Mapping[str, object] | None = None,
        clock: Clock | None = None,
        machine: Machine | None = None,
        listen: Listener = _quiet,
        stop: Callable[[], bool] = _never,
        max_wait: float = 600.0,
    ) -> Self:
        """The blog that a folder belongs to.

        Args:
            path: the folder, or one inside it.
            environ: the environment; by default the process's own.
            overrides: settings by key path, such as `{"publish.max_new": 10}`.

        Raises ConfigError.
        """
        from ghblog.config import load
        from ghblog.machine import ThisMachine
        from ghblog.posts import DiskFiles

        environ = os.environ if environ is None else environ
        clock = clock or SystemClock()
        settings = load(Path(path), environ=environ, overrides=overrides or {})
        return cls(
            settings=settings,
            files=DiskFiles(settings.root),
            clock=clock,
            machine=machine or ThisMachine(clock),
            environ=environ,
            listen=listen,
            stop=stop,
            max_wait=max_wait,
        )

    # --- what people call ------------------------------------------------------------------

    def plan(
        self,
        paths: Sequence[str | Path] = (),
        *,
        refresh: bool = False,
        force: bool = False,
        verify: bool = False,
        watchers: bool = False,
    ) -> Plan:
        """What a publish would do. Writes nothing. Raises GhblogError.

        Args:
            paths: limits the plan to these posts.
            refresh: compare every text with GitHub's.
            force: plan from a checkout older than the last publish.
            verify: read every published text: which were edited on the web?
            watchers: ask how many people new posts notify.
        """
        wish = Wish(
            only=self._only(paths),
            refresh=refresh,
            force=force,
            verify=verify,
            watchers=watchers,
        )
        return self._prepare(wish).plan

    def publish(
        self,
        paths: Sequence[str | Path] = (),
        *,
        refresh: bool = False,
        force: bool = False,
        watchers: bool = False,
        agree: Agree = _if_safe,
    ) -> Outcome | None:
        """Make GitHub hold exactly the posts; None if nothing was to be done or not agreed to.

        Args:
            paths: limits the plan to these posts; the index still covers all.
            watchers: ask how many people new posts notify, for the plan.
            agree: asked once with the plan; by default an unsafe plan is not carried out.

        Raises GhblogError.
        """
        wish = Wish(
            only=self._only(paths), refresh=refresh, force=force, writes=True, watchers=watchers
        )
        return self._carry_out(wish, agree)

    def write_index(self, *, agree: Agree = _if_safe) -> Outcome | None:
        """Write the index README alone. Raises GhblogError."""
        return self._carry_out(Wish(index_only=True, writes=True), agree)

    def adopt(
        self,
        paths: Sequence[str | Path] = (),
        *,
        authors: Sequence[str] = (),
        pictures: bool = False,
        index: bool = True,
        force: bool = False,
        dry_run: bool = False,
        agree: Callable[[Adoption], bool] = lambda adoption: not adoption.unsafe,
    ) -> Adopted | None:
        """Record which posts are which issues and discussions that exist already, and edit none
        of them; None if nothing was to be recorded or it was not agreed to.

        Args:
            paths: limits it to these posts.
            authors: logins whose issues may be posts; by default all who may publish here.
            pictures: fetch pictures that are on GitHub, to recognise them.
            index: write the index README.
            force: go on although the checkout is older than the last publish.
            dry_run: only show what was found to `agree`.
            agree: asked once with what was found; by default all of it must be exact.

        Raises GhblogError.
        """
        from ghblog.adopting import AdoptWish, adopt

        wish = AdoptWish(
            only=self._only(paths),
            authors=tuple(authors),
            web=self._web() if pictures else None,
            home=self._home(),
            index=index and self.settings.index,
            force=force,
            writes=not dry_run,
        )
        return adopt(wish, agree, self._room())

    def take_in(
        self,
        choice: Choice,
        order: Order,
        *,
        all_pictures: bool = False,
        agree: Callable[[Adoption], bool] | None = lambda _: True,
    ) -> Taken:
        """Make files of issues and discussions (`ghblog import`), and record them as `adopt` does.

        Args:
            all_pictures: fetch pictures from other hosts than GitHub's, too.
            agree: asked once whether to record them, so that publishing them changes nothing;
                None: they are not recorded.

        Raises GhblogError.
        """
        from ghblog.intake import take_in

        web = self._web(all_hosts=all_pictures)
        return take_in(choice, order, self._room(), web, home=self._home(), agree=agree)

    def check(self, paths: Sequence[str | Path] = ()) -> Checked:
        """What a writer should know before publishing; offline, and changes nothing.

        Args:
            paths: tell about these posts only.

        Raises GhblogError.
        """
        from ghblog.checking import check

        settings = replace(self.settings, repository=self._name(self._checkout()))
        only = self._only(paths)
        return check(self.files, settings, now=self.clock.now(), only=only)

    def fix(
        self,
        paths: Sequence[str | Path] = (),
        *,
        agree: Callable[[Mending], bool] = lambda _: True,
    ) -> tuple[Stuck, ...]:
        """Copy pictures that only this computer has into the blog, and correct their paths in the
        posts; what went wrong.

        Args:
            paths: mend these posts only.
            agree: asked once with what would be done, and what cannot be.

        Raises GhblogError.
        """
        from ghblog.mending import Mender
        from ghblog.mending_disk import mend
        from ghblog.posts import discover

        root, only = self.settings.root, self._only(paths)
        wanted = discover(self.files, self.settings) if only is None else sorted(only)
        mending = Mender(self.files, root).plan(wanted)
        return mend(mending, self.files, root) if agree(mending) else ()

    def plan_index(self) -> Plan:
        """What would become of the index README. Raises GhblogError."""
        return self._prepare(Wish(index_only=True)).plan

    def text(self, change: Change) -> str:
        """The text, without its marker, that a change of the last plan would send; pictures at
        the addresses they will have."""
        if change.document is None or self._last is None:
            return ""
        parts = range(1, len(change.document.parts) + 1)
        texts = [self._last.shown.text(change.document, part) for part in parts]
        return "\n".join(split_marker(text)[0] for text in texts)

    def repository(self) -> str:
        """`owner/name`. Raises UsageError when nothing tells it."""
        if name := self._name(self._checkout()):
            return name
        raise UsageError(
            "nothing says which repository this blog is kept in",
            hint='write `repository = "owner/name"` into ghblog.toml, '
            "or run in a clone that has a remote on GitHub",
        )

    def _name(self, checkout: Checkout | None) -> str:
        return self.settings.repository or (checkout.repository() if checkout else "")

    def _site(self, checkout: Checkout | None) -> Site:
        template = self.settings.picture_url
        if checkout is None:
            return Site(template=template)
        folder = self.settings.root.relative_to(checkout.top.resolve()).as_posix()
        below = "" if folder == "." else f"{folder}/"
        return Site(template=template, source=checkout.repository(), folder=below)

    # --- how it is done --------------------------------------------------------------------

    def _carry_out(self, wish: Wish, agree: Agree) -> Outcome | None:
        agreed: Plan | None = None
        for _ in range(TRIES):
            prepared = self._prepare(wish)
            plan = prepared.plan
            if not plan.pending:
                agree(plan)
                self._tidy(prepared)
                return None
            asked = self.clock.monotonic()
            if not (agreed and _alike(agreed, plan)) and not agree(plan):
                return None
            agreed, read = plan, prepared.read
            if self.clock.monotonic() - asked > PROMPT:  # texts may have been edited meanwhile
                read = replace(read, at=-math.inf)
            try:
                outcome, settled = self._apply(plan, read)
            except PlanOutdatedError:
                continue
            return self._follow(outcome, settled, prepared)
        raise GhblogError(
            "somebody else keeps publishing to this blog", hint="try again in a few minutes"
        )

    def _tidy(self, prepared: Prepared) -> None:
        """Clear away the claim of a dead run that left nothing to do."""
        if prepared.read.ledger.claim is None:
            return
        with contextlib.suppress(PlanOutdatedError):
            self._apply(prepared.plan, prepared.read)

    def _apply(self, plan: Plan, read: Read) -> tuple[Outcome, Settled]:
        self.writing(True)  # noqa: FBT003  # a switch, like a listener's event
        try:
            return apply(plan, read, self.settings, self._ports())
        finally:
            self.writing(False)  # noqa: FBT003

    def _prepare(self, wish: Wish) -> Prepared:
        sources = self._read(index_only=wish.index_only)
        patience = Patience(self.clock, self.machine, self.listen, self.max_wait, self.stop)
        self._last = prepare(sources, wish, self._door(), self._composer(), patience)
        return self._last

    def _room(self) -> Room:
        from ghblog.adopting import Room
        from ghblog.posts import zone_of

        patience = Patience(self.clock, self.machine, self.listen, self.max_wait, self.stop)
        zone = zone_of(self.settings)
        return Room(self._read_posts, self._ports(), patience, zone, self.writing)

    def _read_posts(self) -> Sources:
        return self._read(index_only=False)

    def _read(self, *, index_only: bool) -> Sources:
        """Read the files anew; they may have changed while somebody was asked."""
        from ghblog.posts import build_document, read_posts, zone_of

        checkout = self._checkout()
        # The owner's name is no hazard, and a link to the repository itself no backlink.
        settings = replace(self.settings, repository=self._name(checkout))
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
            templates=self._templates(),
            site=self._site(checkout),
            locate=locator(checkout, settings.root),
        )

    def _only(self, paths: Sequence[str | Path]) -> frozenset[str] | None:
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

    def _templates(self) -> dict[str, str]:
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

    def _composer(self) -> Composer:
        from ghblog.posts import PartComposer

        return PartComposer(self.settings.blog)

    def _door(self) -> GitHub:
        if self.github is None:
            from ghblog.credentials import find_token
            from ghblog.github import connect

            api_url = self.environ.get("GITHUB_API_URL") or GITHUB_API
            token = find_token(api_url, self.environ)
            self.github = connect(
                token.value, api_url, self.repository(), self.clock, notify=self._notify
            )
        return self.github

    def _home(self) -> str:
        """Where the pages are that the API belongs to: `host` or `host:port`."""
        parts = urlsplit(self.environ.get("GITHUB_API_URL") or GITHUB_API)
        return parts.netloc.lower().removeprefix("api.")

    def _web(self, *, all_hosts: bool = False) -> Web:
        from ghblog.credentials import find_token
        from ghblog.web import SafeWeb, any_host

        api_url = self.environ.get("GITHUB_API_URL") or GITHUB_API
        token = find_token(api_url, self.environ).value
        return SafeWeb(any_host if all_hosts else None, token=token, home=self._home())

    def _notify(self, text: str) -> None:
        self.listen(Progress("waiting", 0, 0, text))

    def _ports(self) -> Ports:
        return Ports(
            github=self._door(),
            clock=self.clock,
            composer=self._composer(),
            machine=self.machine,
            load=self._load,
            branch=branch_name(self.settings.blog),
            index_path=self.settings.index_path,
            site=self._site(self._checkout()),
            attachable=why_not_attached,
            mime=mime,
            templates=self._templates(),
            listen=self.listen,
            stop=self.stop,
        )

    def _load(self, picture: Picture) -> bytes:
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

    def _follow(self, outcome: Outcome, settled: Settled, prepared: Prepared) -> Outcome:
        """Bring a clean clone up to our commit on the default branch, or say how."""
        default, checkout = prepared.read.snapshot.default, self._checkout()
        if not settled.readme_head or default is None or checkout is None:
            return outcome
        if checkout.repository().casefold() != outcome.plan.repository.name.casefold():
            return outcome
        command = checkout.fast_forward(default.branch, default.oid)
        if not command:
            return outcome
        notice = f"the index was committed to {default.branch} on GitHub; bring it here: {command}"
        return replace(outcome, notices=(*outcome.notices, notice))

    def _checkout(self) -> Checkout | None:
        """The checkout that the blog lies in; looked for once."""
        from ghblog.checkout import Checkout

        if self._found is None:
            self._found = (Checkout.find(self.settings.root, environ=self.environ),)
        return self._found[0]


def _known(checkout: Checkout | None, commit: str) -> bool | None:
    """Whether the checkout has a commit; None if nobody can tell."""
    if checkout is None:
        return None
    return {"yes": True, "no": False}.get(checkout.contains(commit))


def _alike(one: Plan, other: Plan) -> bool:
    """Whether two plans would do the same, so that one yes holds for both."""
    return [_gist(change) for change in one.writes] == [_gist(change) for change in other.writes]


def _gist(change: Change) -> tuple[str, str, str]:
    return change.action, change.post, change.document.digest if change.document else ""
