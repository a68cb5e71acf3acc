"""The public Python interface: `Blog.open(path)`, `.plan()`, `.publish()`. Wires the rooms."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ghblog.clock import SystemClock
from ghblog.errors import GhblogError
from ghblog.marker import split_marker
from ghblog.model import (
    Change,
    Clock,
    Listener,
    Machine,
    Outcome,
    Plan,
)
from ghblog.offline import Memory, memory_of, with_ledger
from ghblog.prepare import Prepared, Wish, prepare
from ghblog.sync.apply import Read, apply
from ghblog.sync.ledger import branch_name
from ghblog.sync.ports import PlanOutdatedError
from ghblog.sync.settle import Settled
from ghblog.workshop import Workshop, never, quiet

if TYPE_CHECKING:
    from ghblog.checking import Checked
    from ghblog.importing import Choice, Order
    from ghblog.intake import Taken
    from ghblog.linting.moves import Mending, Stuck
    from ghblog.model.adoption import Adopted, Adoption
    from ghblog.viewing import Viewer


# How often to plan again because somebody else published in between.
TRIES = 5
# Longer than this, in seconds, and a person thought about the plan.
PROMPT = 1.0

Agree = Callable[[Plan], bool]


def _if_safe(plan: Plan) -> bool:
    return not plan.unsafe


@dataclass
class Blog(Workshop):
    """A folder of reports and the repository that holds them."""

    _last: Prepared | None = field(default=None, repr=False)

    @classmethod
    def open(
        cls,
        path: str | Path = ".",
        *,
        environ: Mapping[str, str] | None = None,
        overrides: Mapping[str, object] | None = None,
        clock: Clock | None = None,
        machine: Machine | None = None,
        listen: Listener = quiet,
        stop: Callable[[], bool] = never,
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
        offline: bool = False,
    ) -> Plan:
        """What a publish would do. Writes nothing. Raises GhblogError.

        Args:
            paths: limits the plan to these posts.
            refresh: compare every text with GitHub's.
            force: plan from a checkout older than the last publish.
            verify: read every published text: which were edited on the web?
            watchers: ask how many people new posts notify.
            offline: ask nobody: compare with what was read of GitHub last, if anything was.
        """
        if offline:
            return self._plan_offline(Wish(only=self.only(paths), force=True, offline=True))
        wish = Wish(
            only=self.only(paths),
            refresh=refresh,
            force=force,
            verify=verify,
            watchers=watchers,
        )
        return self._prepare(wish).plan

    def viewer(self, *, origin: str = "", offline: bool = False, exact: bool = False) -> Viewer:
        """What a preview shows of this blog.

        Args:
            origin: where the preview is served, such as `http://127.0.0.1:4000`.
            offline: never ask GitHub.
            exact: let GitHub render the texts: they leave the machine.
        """
        from ghblog.viewing import Viewer

        return Viewer(self, origin=origin, offline=offline, exact=exact)

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
            only=self.only(paths), refresh=refresh, force=force, writes=True, watchers=watchers
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
            only=self.only(paths),
            authors=tuple(authors),
            web=self.web() if pictures else None,
            home=self.home(),
            index=index and self.settings.index,
            force=force,
            writes=not dry_run,
        )
        return adopt(wish, agree, self.room())

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

        web = self.web(all_hosts=all_pictures)
        return take_in(choice, order, self.room(), web, home=self.home(), agree=agree)

    def check(self, paths: Sequence[str | Path] = ()) -> Checked:
        """What a writer should know before publishing; offline, and changes nothing.

        Args:
            paths: tell about these posts only.

        Raises GhblogError.
        """
        from ghblog.checking import check

        checkout = self.checkout()
        settings = replace(self.settings, repository=self.name_in(checkout))
        only = self.only(paths)

        def tracked() -> Collection[str] | None:
            return checkout.tracked(settings.root) if checkout else None

        return check(self.files, settings, now=self.clock.now(), only=only, tracked=tracked)

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

        root, only = self.settings.root, self.only(paths)
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

    # --- how it is done --------------------------------------------------------------------

    def _plan_offline(self, wish: Wish) -> Plan:
        sources = self.sources()
        memory = self.remembered(sources.settings)
        door = self.offline(sources.settings, memory)
        self._last = prepare(sources, wish, door, self.composer(), self.patience())
        return replace(self._last.plan, notices=(_as_of(memory), *self._last.plan.notices))

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
            self._remember_after(settled, prepared)
            return self._follow(outcome, settled, prepared)
        raise GhblogError(
            "somebody else keeps publishing to this blog", hint="try again in a few minutes"
        )

    def _remember_after(self, settled: Settled, prepared: Prepared) -> None:
        if settled.after is not None:
            memory = memory_of(prepared, self.door().now())
            branch = branch_name(self.settings.blog)
            self.remember(with_ledger(memory, settled.after, branch), prepared.settings)

    def _tidy(self, prepared: Prepared) -> None:
        """Clear away the claim of a dead run that left nothing to do."""
        if prepared.read.ledger.claim is None:
            return
        with contextlib.suppress(PlanOutdatedError):
            self._apply(prepared.plan, prepared.read)

    def _apply(self, plan: Plan, read: Read) -> tuple[Outcome, Settled]:
        self.writing(True)  # noqa: FBT003  # a switch, like a listener's event
        try:
            return apply(plan, read, self.settings, self.ports())
        finally:
            self.writing(False)  # noqa: FBT003

    def _prepare(self, wish: Wish) -> Prepared:
        sources = self.sources(index_only=wish.index_only)
        door = self.door()
        self._last = prepare(sources, wish, door, self.composer(), self.patience())
        self.remember(memory_of(self._last, door.now()), sources.settings)
        return self._last

    def _follow(self, outcome: Outcome, settled: Settled, prepared: Prepared) -> Outcome:
        """Bring a clean clone up to our commit on the default branch, or say how."""
        default, checkout = prepared.read.snapshot.default, self.checkout()
        if not settled.readme_head or default is None or checkout is None:
            return outcome
        if checkout.repository().casefold() != outcome.plan.repository.name.casefold():
            return outcome
        command = checkout.fast_forward(default.branch, default.oid)
        if not command:
            return outcome
        notice = f"the index was committed to {default.branch} on GitHub; bring it here: {command}"
        return replace(outcome, notices=(*outcome.notices, notice))


def _as_of(memory: Memory | None) -> str:
    if memory is None:
        return "offline, and GitHub was never read from here: every post counts as new"
    return f"offline: as GitHub was on {memory.as_of:%Y-%m-%d at %H:%M} UTC"


def _alike(one: Plan, other: Plan) -> bool:
    """Whether two plans would do the same, so that one yes holds for both."""
    return [_gist(change) for change in one.writes] == [_gist(change) for change in other.writes]


def _gist(change: Change) -> tuple[str, str, str]:
    return change.action, change.post, change.document.digest if change.document else ""
