"""Who would be notified by a text, and whose issues would get a trace of it; and keeping both
from happening."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ghblog.markdown.hazards import Hazard, HazardKind, find_hazards, hush
from ghblog.markdown.swapping import Swapped
from ghblog.model import Finding, Settings, Severity

_NUMBER = re.compile(r"#[0-9]")
_SEVERAL = 8  # names told in one finding


@dataclass(frozen=True, slots=True)
class Quieted:
    """A text whose hazards were made quiet, as far as the settings say and it can be proved.

    Attributes:
        loud: those that act on people and issues as the text is sent.
        silent: those that no longer do.
    """

    swapped: Swapped
    loud: tuple[Hazard, ...] = ()
    silent: tuple[Hazard, ...] = ()

    @property
    def mentions(self) -> int:
        """How many people and teams are notified."""
        return len(_names(each for each in self.loud if each.kind is HazardKind.MENTION))

    @property
    def backlinks(self) -> int:
        """How many issues and the like of other repositories get a trace."""
        return len({each.url for each in self.loud if each.url})

    @property
    def silenced(self) -> int:
        """How many people and issues are left in peace."""
        return len(_names(self.silent))

    def findings(self, path: str, line_of: Callable[[int], int]) -> Iterator[Finding]:
        """One a line of the file, a code, and whether it acts.

        Args:
            line_of: offset in the text that was made quiet → line of the file.
        """
        told: dict[tuple[int, str, bool], list[Hazard]] = {}
        for silent, hazards in ((False, self.loud), (True, self.silent)):
            for each in hazards:
                code = _code(each)
                if code:
                    told.setdefault((line_of(each.start), code, silent), []).append(each)
        for (line, code, silent), group in sorted(told.items()):
            names = list(dict.fromkeys(" ".join(each.text.split()) for each in group))
            several = len(names) > 1
            yield _finding(path, line, code, _list(names), silent=silent, several=several)


def quiet(text: str, settings: Settings) -> Quieted:
    """`text` with mentions and backlinks made quiet as `publish.mentions` and
    `publish.backlinks` ask."""
    found = _may_have_some(text) and find_hazards(
        text,
        owner=settings.repository.partition("/")[0],
        repository=settings.repository,
        allowed=settings.allow_mentions,
    )
    if not found:
        return Quieted(Swapped(text))
    chosen = [each for each in found if _is_unwanted(each, settings)]
    swapped = hush(text, chosen)
    kept = set(swapped.refused)
    silent = tuple(each for each in chosen if each.quiet and each.quiet not in kept)
    quieted = set(silent)
    loud = tuple(each for each in found if each not in quieted)
    return Quieted(swapped, loud, silent)


def _may_have_some(text: str) -> bool:
    """Whether a closer look is worth its time: most posts need none."""
    if "@" in text or "&" in text or _NUMBER.search(text):
        return True
    low = text.lower()
    return "github.com/" in low or "gh-" in low


def _is_unwanted(hazard: Hazard, settings: Settings) -> bool:
    mention = hazard.kind is HazardKind.MENTION
    return (settings.mentions if mention else settings.backlinks) == "quiet"


def _code(hazard: Hazard) -> str:
    """The code it is told by; empty if nobody needs to know: a URL of the own repository, which the
    writer surely meant."""
    if hazard.kind is HazardKind.MENTION:
        return "mention"
    if hazard.kind is HazardKind.CLOSING:
        return "closing"
    if hazard.url:
        return "backlink"
    return "" if "/" in hazard.text else "own-reference"


def _finding(
    path: str, line: int, code: str, names: str, *, silent: bool, several: bool
) -> Finding:
    if silent and several:
        what = "notify nobody: they are" if code == "mention" else "leave no trace: they are"
        return Finding(path, line, code, Severity.INFO, f"{names} {what} made quiet")
    if silent:
        what = "notifies nobody" if code == "mention" else "leaves no trace"
        return Finding(path, line, code, Severity.INFO, f"{names} {what}: it is made quiet")
    if code == "mention":
        hint = "put it into backquotes, or list it in publish.allow_mentions if it is meant"
        message = f"{names} {'are' if several else 'is'} notified"
        return Finding(path, line, code, Severity.WARNING, message, hint)
    if code == "own-reference":
        what = "become links to issues of these numbers here"
        what = what if several else "becomes a link to the issue of this number here"
        hint = "put it into backquotes if no issue is meant"
        return Finding(path, line, code, Severity.INFO, f"{names} {what}", hint)
    if code == "closing":
        hint = "write it in other words, or put the number into backquotes"
        message = f"“{names}” ties that issue to this text, and may close it"
        if several:
            message = f"“{names}” tie those issues to this text, and may close them"
        return Finding(path, line, code, Severity.WARNING, message, hint)
    # Only for information: they are kept by the writer's own wish, and the plan counts them.
    hint = 'publish.backlinks = "quiet" leaves none'
    return Finding(
        path,
        line,
        code,
        Severity.INFO,
        f"{names} {'get' if several else 'gets'} a trace of this post",
        hint,
    )


def _names(hazards: Iterable[Hazard]) -> set[str]:
    return {(each.url or each.text).casefold() for each in hazards}


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SEVERAL} more" if len(names) > _SEVERAL else ""
    return ", ".join(names[:_SEVERAL]) + more
