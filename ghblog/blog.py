"""The public Python interface: `Blog.open(path)`, `.plan()`, `.publish()`. Wires the rooms."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ghblog.clock import SystemClock
from ghblog.marker import split_marker
from ghblog.model import Change, Clock, Listener, Machine, Outcome, Plan
from ghblog.prepare import Prepared, Wish
from ghblog.publishing import Agree, plan_offline, plan_online, publish
from ghblog.workshop import Workshop, never, quiet

if TYPE_CHECKING:
    from ghblog.checking import Checked
    from ghblog.exporting import Exported
    from ghblog.importing import Choice, Order
    from ghblog.intake import Taken
    from ghblog.linting.moves import Mending, Stuck
    from ghblog.model.adoption import Adopted, Adoption
    from ghblog.viewing import Viewer


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
            max_wait: seconds at most to wait for somebody else who publishes.

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
        only = self.only(paths)
        if offline:
            self._last = plan_offline(self, Wish(only=only, force=True, offline=True))
            return self._last.plan
        wish = Wish(only=only, refresh=refresh, force=force, verify=verify, watchers=watchers)
        return self._planned(wish).plan

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
        return publish(self, lambda: self._planned(wish), agree)

    def write_index(self, *, agree: Agree = _if_safe) -> Outcome | None:
        """Write the index README alone. Raises GhblogError."""
        wish = Wish(index_only=True, writes=True)
        return publish(self, lambda: self._planned(wish), agree)

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
        from ghblog.renamed import remembered_ledger

        checkout, settings = self.checkout(), self.named_settings()
        only = self.only(paths)

        def tracked() -> Collection[str] | None:
            return checkout.tracked(settings.root) if checkout else None

        return check(
            self.files,
            settings,
            now=self.clock.now(),
            only=only,
            tracked=tracked,
            ledger=remembered_ledger(self),
        )

    def export(
        self, post: str | Path, *, html: bool = True, local: bool = False, offline: bool = False
    ) -> Exported:
        """A post as other platforms take it, without its marker; changes nothing.

        Args:
            post: the path of its file, or its id.
            html: a page that stands alone; else Markdown.
            local: pictures from the files: in the page itself, in Markdown as paths.
            offline: go by what was read of GitHub last.

        Raises GhblogError, such as for a picture that is not published yet, unless `local`.
        """
        from ghblog.exporting import Order, export

        return export(self, str(post), Order(html=html, local=local, offline=offline))

    def fix(
        self,
        paths: Sequence[str | Path] = (),
        *,
        agree: Callable[[Mending], bool] = lambda _: True,
    ) -> tuple[Stuck, ...]:
        """Copy pictures that only this computer has into the blog, and correct their paths in the
        posts, addresses that run on into the words behind them, and links by old names of posts;
        what went wrong.

        Args:
            paths: mend these posts only.
            agree: asked once with what would be done, and what cannot be.

        Raises GhblogError.
        """
        from ghblog.mending import Mender
        from ghblog.mending_disk import mend
        from ghblog.posts import discover
        from ghblog.renamed import remembered_names

        root, only = self.settings.root, self.only(paths)
        wanted = discover(self.files, self.settings) if only is None else sorted(only)
        names, lookup = remembered_names(self)
        mending = Mender(self.files, root, names=names, lookup=lookup).plan(wanted)
        return mend(mending, self.files, root) if agree(mending) else ()

    def plan_index(self) -> Plan:
        """What would become of the index README. Raises GhblogError."""
        return self._planned(Wish(index_only=True)).plan

    def text(self, change: Change) -> str:
        """The text, without its marker, that a change of the last plan would send; pictures at
        the addresses they will have."""
        if change.document is None or self._last is None:
            return ""
        parts = range(1, len(change.document.parts) + 1)
        texts = [self._last.shown.text(change.document, part) for part in parts]
        return "\n".join(split_marker(text)[0] for text in texts)

    def _planned(self, wish: Wish) -> Prepared:
        self._last = plan_online(self, wish)
        return self._last
