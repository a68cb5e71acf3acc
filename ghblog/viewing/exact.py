"""Pages as GitHub itself makes them, asked for where nobody has to wait.

A text is sent when its page is looked at, once, and never two at a time. While somebody types, the
newest text alone is sent, a second after the last one was answered at the earliest. When GitHub
refuses, it is left alone for a while.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ghblog.errors import GhblogError
from ghblog.model import Clock
from ghblog.render.exact import exact_page

GAP = 1.0  # seconds from an answer to the next request
REST = 30.0  # seconds for which GitHub is left alone after it refused
PATIENCE = 0.7  # seconds that a page waits for GitHub's before it is made here
KEPT = 64  # pages
_SENT = "GitHub made this page: its text was sent there (--exact)"
_SENDING = "The text was sent to GitHub (--exact); until its page is here, this one is made here"
_FAILED = "GitHub did not make this page, so it was made here: {}"


@dataclass(frozen=True, slots=True)
class Exact:
    """GitHub's pages of some texts; none while there are not all of them.

    Attributes:
        notice: a sentence that says so, or why there are none.
    """

    pages: tuple[str, ...] = ()
    notice: str = ""


class Renderer:
    """Lets GitHub make pages.

    Args:
        render: text → GitHub's HTML, one request; called in a thread of its own. Raises
            GhblogError.
        ready: told, in that thread, that pages are there which somebody did not wait for, or that
            they will not come.
        patience: seconds that somebody waits for an answer; by default `PATIENCE`.
    """

    def __init__(
        self,
        render: Callable[[str], str],
        clock: Clock,
        *,
        ready: Callable[[], None] = lambda: None,
        patience: float | None = None,
    ) -> None:
        self._render, self._clock = render, clock
        self._ready = ready
        self._patience = PATIENCE if patience is None else patience
        self._bell = threading.Condition()
        self._known: OrderedDict[str, str] = OrderedDict()
        self._wanted: tuple[str, ...] = ()
        self._works = self._late = False
        self._answered = self._rests_until = -REST
        self._trouble = ""

    def pages(self, texts: Sequence[str]) -> Exact:
        """GitHub's pages of the texts of one post, as far as they are there by now."""
        with self._bell:
            if found := self._found(texts):
                return found
            self._wanted = tuple(texts)
            if not self._works:
                self._works = True
                threading.Thread(target=self._work, name="ghblog-exact", daemon=True).start()
            if not self._late:  # or GitHub is known to be slow just now
                self._bell.wait_for(lambda: self._found(texts), self._patience)
            found = self._found(texts)
            self._late = self._late or found is None
            return found or Exact(notice=_SENDING)

    def handed_on(self, ready: Callable[[], None]) -> Renderer:
        """The same for another viewer; GitHub may be asked at once, whatever it said before."""
        with self._bell:
            self._ready, self._rests_until = ready, -REST
        return self

    def _found(self, texts: Sequence[str]) -> Exact | None:
        if all(text in self._known for text in texts):
            return Exact(tuple(self._known[text] for text in texts), _SENT if texts else "")
        if self._clock.monotonic() < self._rests_until:
            return Exact(notice=_FAILED.format(self._trouble))
        return None

    def _work(self) -> None:
        while (text := self._next()) is not None:
            page, trouble = "", ""
            try:
                page = exact_page(self._render(text))
            except GhblogError as error:
                trouble = str(error)
            except Exception as error:  # noqa: BLE001  # the page tells it
                trouble = f"{type(error).__name__}: {error}"
            self._note(text, page, trouble)

    def _next(self) -> str | None:
        """The next text to send, when its time has come; None, and the work is over, if there is
        none."""
        self._clock.sleep(max(0.0, self._answered + GAP - self._clock.monotonic()))
        with self._bell:
            missing = (text for text in self._wanted if text not in self._known)
            text = next(missing, None)
            if text is None or self._clock.monotonic() < self._rests_until:
                self._works = False
                return None
            return text

    def _note(self, text: str, page: str, trouble: str) -> None:
        with self._bell:
            self._answered = self._clock.monotonic()
            if trouble:
                self._trouble, self._rests_until = trouble, self._answered + REST
            else:
                self._known[text] = page
                while len(self._known) > max(KEPT, len(self._wanted)):
                    self._known.popitem(last=False)
            done = self._found(self._wanted) is not None
            late, self._late = done and self._late, self._late and not done
            self._bell.notify_all()
        if late:
            self._ready()
