"""What is known of GitHub while somebody looks: read once, else remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ghblog.errors import GhblogError
from ghblog.hosting import api_of
from ghblog.model import Action, Composer, GitHub
from ghblog.offline import Memory, memory_of
from ghblog.prepare import Prepared, Sources, Wish, prepare
from ghblog.sync.takeover import Patience
from ghblog.workshop import Workshop

_PATIENCE = 5.0  # seconds that a preview waits, in all, before it asks once more


@dataclass
class Known:
    """What GitHub held when it was read last.

    Attributes:
        offline: never ask GitHub.
        memory: None if it never was read.
        why: why it was not read now; empty if it was.
    """

    workshop: Workshop
    offline: bool = False
    memory: Memory | None = None
    why: str = ""
    _asked: bool = field(default=False, repr=False)

    def ask(self, sources: Sources, *, again: bool) -> None:
        """Read GitHub if that is possible, else remember what was read before; once, unless
        `again` is wanted."""
        if self._asked and not again:
            return
        self._asked = True
        self.why = "offline, as asked" if self.offline else ""
        if not self.offline:
            try:
                door = self.workshop.door()
                prepared = prepare(sources, Wish(force=True), door, *self._hands)
            except GhblogError as error:
                self.why = str(error)
            else:
                self.memory = memory_of(prepared, door.now())
                self.workshop.remember(self.memory, sources.settings)
                return
        self.memory = self.memory or self.workshop.remembered(sources.settings)

    def prepare(self, sources: Sources) -> Prepared:
        """What a publish would do, by what is known."""
        prepared = self._prepare(sources)
        return self._prepare(sources) if self._read_texts(prepared) else prepared

    def _prepare(self, sources: Sources) -> Prepared:
        door = self.workshop.offline(sources.settings, self.memory)
        return prepare(sources, Wish(force=True, offline=True), door, *self._hands)

    def _read_texts(self, prepared: Prepared) -> bool:
        """Read the texts of posts that changed since GitHub was read; whether there were any."""
        if self.why or self.memory is None:
            return False
        known = self.memory.texts
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
            self.why = str(error)
            return False
        self.memory = replace(self.memory, texts={**known, **texts})
        return bool(texts)

    @property
    def _hands(self) -> tuple[Composer, Patience]:
        return self.workshop.composer(), self.workshop.patience()


def rendering(workshop: Workshop) -> Callable[[str], str]:
    """Text → GitHub's HTML, through a door of its own: it is used in another thread, and rather
    fails than waits."""
    doors: list[GitHub] = []

    def render(text: str) -> str:
        if not doors:
            doors.append(_quick_door(workshop))
        return doors[0].render(text, workshop.repository())

    return render


def _quick_door(workshop: Workshop) -> GitHub:
    """Raises NotAuthenticatedError, UsageError."""
    from ghblog.credentials import find_token
    from ghblog.github import connect

    api_url = api_of(workshop.environ)
    token = find_token(api_url, workshop.environ).value
    name, clock = workshop.repository(), workshop.clock
    return connect(token, api_url, name, clock, lambda _: None, max_wait=_PATIENCE)
