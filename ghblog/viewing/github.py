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
        lacking: texts to compare with that were not read yet, as of the last look.
    """

    workshop: Workshop
    offline: bool = False
    memory: Memory | None = None
    why: str = ""
    lacking: tuple[str, ...] = ()
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

    def prepare(self, sources: Sources, *, texts: bool) -> Prepared:
        """What a publish would do, by what is known.

        Args:
            texts: read those that are lacking; else nobody waits for GitHub here.
        """
        prepared = self._prepare(sources)
        self.lacking = self._unread(prepared)
        if not texts or not self.lacking or not self._read_texts():
            return prepared
        return self._prepare(sources)

    def _prepare(self, sources: Sources) -> Prepared:
        door = self.workshop.offline(sources.settings, self.memory)
        return prepare(sources, Wish(force=True, offline=True), door, *self._hands)

    def _unread(self, prepared: Prepared) -> tuple[str, ...]:
        """Texts of posts that changed since GitHub was read; none where it was not read."""
        if self.why or self.memory is None:
            return ()
        known = self.memory.texts
        entries = (one.entry for one in prepared.plan.of(Action.UPDATE))
        return tuple(one.node for one in entries if one and one.node not in known)

    def _read_texts(self) -> bool:
        """Read the texts that are lacking; whether there were any."""
        assert self.memory
        try:
            texts = self.workshop.door().read_nodes(self.lacking)
        except GhblogError as error:
            self.why, self.lacking = str(error), ()
            return False
        self.lacking = tuple(node for node in self.lacking if node not in texts)
        self.memory = replace(self.memory, texts={**self.memory.texts, **texts})
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
