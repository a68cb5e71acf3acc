"""How fast a run is, and how a moment of it reads. Pure but for the clock that is handed in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from rich.cells import cell_len, set_cell_size

from ghblog.model import Progress
from ghblog.report.plain import plain
from ghblog.report.style import size_text

NAMES = {
    "pictures": "pictures",
    "posts": "publishing",
    "updates": "updating",
    "files": "importing",
}
"""Stage → what its line begins with; other stages are waits."""

_WINDOW = 120.0  # seconds of the past that a rate is told from
_BAR = 24  # cells
_LEAST_BAR, _LEAST_TEXT = 8, 12


class Pace:
    """What was done when: so much a second, and so many seconds to go.

    Args:
        now: seconds from some start.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, done: int) -> None:
        """So much is done now: steps, or bytes."""
        self._seen.append((self._now(), done))
        while len(self._seen) > 2 and self._seen[-1][0] - self._seen[1][0] > _WINDOW:
            self._seen.popleft()

    @property
    def speed(self) -> float:
        """So much a second; 0 while nobody can tell."""
        if not self._seen:
            return 0.0
        (start, first), (end, last) = self._seen[0], self._seen[-1]
        return (last - first) / (end - start) if end > start else 0.0

    def left(self, total: int) -> float | None:
        """Seconds until all is done; None while nobody can tell."""
        if not self.speed:
            return None
        at, done = self._seen[-1]
        return max(0.0, (total - done) / self.speed - (self._now() - at))


def steps(event: Progress) -> tuple[int, int]:
    """What a pace is told from: bytes (done, in all) where they are counted, else steps."""
    return (event.sent, event.size) if event.size else (event.done, event.total)


def count_told(event: Progress) -> str:
    """How far: `3/40`, and bytes where they are counted: `3/40, 1.2/8.0 MB`."""
    count = f"{event.done}/{event.total}"
    return f"{count}, {bytes_told(event.sent, event.size)}" if event.size else count


def bytes_told(sent: int, size: int) -> str:
    """`1.2/8.0 MB`: both in the unit of the latter."""
    whole = size_text(size)
    unit = {"B": 1, "kB": 1000, "MB": 1_000_000}[whole.split()[-1]]
    digits = 1 if "." in whole else 0
    return f"{sent / unit:.{digits}f}/{whole}"


def rate_text(speed: float | None, name: str) -> str:
    """How fast it goes, for people: `2.5 posts/s`, `40 posts/min`; empty if nobody knows yet.

    Args:
        speed: steps a second.
        name: what a step is, such as `picture`.
    """
    if not speed:
        return ""
    return f"{speed:.1f} {name}s/s" if speed >= 1 else f"{speed * 60:.0f} {name}s/min"


def time_told(seconds: float | None) -> str:
    """`0:07`, `12:30`, `1:02:03`; empty if nobody knows."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02} left" if hours else f"{minutes}:{rest:02} left"


def waiting_told(event: Progress) -> str:
    """What is waited for, and how long at the most."""
    seconds = event.total - event.done
    return f"waiting {seconds} s: {event.text}" if seconds else event.text


def plain_line(event: Progress) -> str:
    """A moment as a line of a log."""
    return plain(f"{NAMES[event.stage]}: {count_told(event)} {event.text}".rstrip())


def drawn_line(event: Progress, pace: Pace, width: int, *, signs: Sequence[str] = "━─…") -> str:
    """A moment as a line of at most `width` cells. Where there is little room, first what is worked
    on goes, then the bar, the rate, the stage's name, and the time left at last.

    Args:
        signs: what is done, what is not, and what was cut, a cell each.
    """
    done, total = steps(event)
    facts = _facts(event, pace, width)
    room = width - cell_len("  ".join(facts)) - 2
    if room >= _LEAST_BAR:
        cells = min(_BAR, max(_LEAST_BAR, room - _LEAST_TEXT - 2))
        full = min(cells, cells * done // max(total, 1))
        facts.insert(1, signs[0] * full + signs[1] * (cells - full))
        room -= cells + 2
    text = plain(" ".join(event.text.split()))
    if text and room >= _LEAST_TEXT:
        facts.append(text if cell_len(text) <= room else set_cell_size(text, room - 1) + signs[2])
    line = "  ".join(facts)
    return line if cell_len(line) <= width else set_cell_size(line, width)


def _facts(event: Progress, pace: Pace, width: int) -> list[str]:
    """The words of a line that has room for a bar behind the first."""
    name, count = NAMES[event.stage], count_told(event)
    left = time_told(pace.left(steps(event)[1]))
    step = "picture" if event.stage == "pictures" else "post"
    fast = f"{size_text(round(pace.speed))}/s" if event.size else rate_text(pace.speed, step)
    rate = fast if pace.speed else ""
    for facts in ((name, count, left, rate), (name, count, left), (count, left)):
        told = [fact for fact in facts if fact]
        if cell_len("  ".join(told)) <= width:
            return told
    return [count]


def each(total: int) -> int:
    """How many steps a line of a log stands for: at most ten lines for a stage."""
    return max(10, -(-total // 10))
