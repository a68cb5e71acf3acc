"""A post's words as GitHub gets them: dialects turned, mentions and backlinks made quiet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ghblog.markdown.dialects import Dialect, Doubt, Turned, Turning, Vault, turn
from ghblog.markdown.dialects.comments import left_over
from ghblog.markdown.dialects.values import END
from ghblog.markdown.swapping import Chain
from ghblog.model import Finding, Settings, Severity
from ghblog.posts.faults import FaultError, LineNumbers
from ghblog.posts.plugging import plugged
from ghblog.posts.quieting import Quieted, quiet
from ghblog.posts.source import Source

_SHOWN = 60  # characters of a piece that was turned, in what is told of it


@dataclass(slots=True)
class FileLines:
    """Lines of the file, for places in the texts that were made of it."""

    source: Source
    chain: Chain
    _file: LineNumbers | None = field(default=None, init=False)
    _body: LineNumbers | None = field(default=None, init=False)

    def at(self, offset: int) -> int:
        """The line of an offset in the final text."""
        return self.of_body(self.chain.origin(offset))

    def of_body(self, offset: int) -> int:
        """The line of an offset in the body."""
        if self._file is None:
            self._file = LineNumbers(self.source.text)
        return self._file.at(self.source.offset(offset))

    def of_body_line(self, line: int) -> int:
        """The line of the file for a line of the body."""
        if self._body is None:
            self._body = LineNumbers(self.source.body)
        return self.of_body(self._body.start(line))


@dataclass(frozen=True, slots=True)
class Wording:
    """The final text but for its URLs, and what became of the writer's.

    Attributes:
        faults: what makes the post unfit to publish.
        films: where links stand in the text that a dialect made of films.
        packages: name and version of those, besides ghblog, that turned something.
    """

    text: str
    lines: FileLines
    quieted: Quieted
    findings: tuple[Finding, ...] = ()
    faults: tuple[FaultError, ...] = ()
    films: tuple[tuple[int, int], ...] = ()
    packages: tuple[str, ...] = ()

    def is_film(self, offset: int) -> bool:
        """Whether what stands there was a film's player or picture in the writer's words."""
        return any(start <= offset < end for start, end in self.films)


def word(source: Source, path: str, settings: Settings, vault: Vault) -> Wording:
    """What GitHub is to get for a body, before pictures and links have their URLs.

    Raises ConfigError where a dialect of another package cannot be used.
    """
    others = plugged(settings)
    turning = turn(source.body, vault, settings.dialects, others)
    quieted = quiet(turning.swapped.text, settings)
    lines = FileLines(source, Chain(turning.swapped, quieted.swapped))
    doubts = [each for each in turning.doubts if not each.error]
    findings = [
        *(_turned(path, lines, each) for each in turning.turned),
        *(_doubt(path, lines, each) for each in doubts),
        *quieted.findings(path, lambda offset: lines.of_body(turning.swapped.origin(offset))),
    ]
    return Wording(
        text=quieted.swapped.text,
        lines=lines,
        quieted=quieted,
        findings=tuple(findings),
        faults=(
            *_private_title(source, settings),
            *(
                FaultError(
                    lines.of_body_line(each.line), _message(lines, each), each.hint, each.code
                )
                for each in turning.doubts
                if each.error
            ),
        ),
        films=tuple(_films(turning, quieted)),
        packages=_packages(turning, others),
    )


def _packages(turning: Turning, others: Sequence[Dialect]) -> tuple[str, ...]:
    used = {each.dialect for each in turning.turned}
    return tuple(sorted({each.package for each in others if each.name in used}))


def _private_title(source: Source, settings: Settings) -> Iterator[FaultError]:
    """A title is plain text, of which nothing is taken out."""
    if "comments" not in settings.dialects or "%%" not in source.title:
        return
    title = source.text[slice(*source.cut)] or source.title
    if any(each.error for each in left_over(title)):
        message = "has %% in its title, and what stands there may be private"
        hint = "take it out of the title, or write `%%` as code where you mean it"
        yield FaultError(source.title_line, message, hint, "private-comment")


def _turned(path: str, lines: FileLines, turned: Turned) -> Finding:
    line = lines.of_body_line(turned.line)
    new = f"becomes {_short(turned.new)}" if turned.new.strip() else "is left out"
    message = f"{_short(turned.old)} {new} ({turned.dialect})"
    return Finding(path, line, "turned", Severity.INFO, message)


def _doubt(path: str, lines: FileLines, doubt: Doubt) -> Finding:
    line = lines.of_body_line(doubt.line)
    return Finding(path, line, doubt.code, Severity.WARNING, _message(lines, doubt), doubt.hint)


def _message(lines: FileLines, doubt: Doubt) -> str:
    if not doubt.end:
        return doubt.message
    return doubt.message.replace(END, str(lines.of_body_line(doubt.end)))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"


def _films(turning: Turning, quieted: Quieted) -> Iterator[tuple[int, int]]:
    """Where the new pieces of the dialect `films` are in the final text."""
    made = {each.new for each in turning.turned if each.dialect == "films"}
    if not made:
        return
    shift = 0
    for each in turning.swapped.done:
        start = each.start + shift
        shift += len(each.new) - (each.end - each.start)
        if each.new in made:
            first = quieted.swapped.now(start)
            last = quieted.swapped.now(start + len(each.new))
            if first is not None and last is not None:
                yield first, last
