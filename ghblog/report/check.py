"""Findings as lines for people, as JSON data, and as GitHub Actions' annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ghblog.codes import CODES, Code
from ghblog.model import Finding, Severity
from ghblog.report.data import VERSION
from ghblog.report.plain import plain
from ghblog.report.style import count_text

Paint = Callable[[str, str], str]

# More findings of one code in one post than this are counted, not shown.
MOST = 3
_COLORS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def check_text(
    findings: Sequence[Finding], files: int, *, every: bool = False, color: bool = False
) -> str:
    """A line a finding, its hint below it, and a summary.

    Args:
        files: how many posts were looked at.
        every: fold nothing; else many of a kind, and what is only worth knowing, are counted.
    """
    paint = _painted if color else _bare
    shown = list(findings) if every else [each for each in findings if not _is_info(each)]
    counts = Counter((each.path, each.code) for each in shown)
    seen: Counter[tuple[str, str]] = Counter()
    lines: list[str] = []
    hints: set[tuple[str, str]] = set()
    for each in shown:
        key = (each.path, each.code)
        seen[key] += 1
        # One more is not worth a line that says so.
        if every or counts[key] <= MOST + 1 or seen[key] <= MOST:
            lines += _lines(each, paint, hints)
        elif seen[key] == counts[key]:
            lines.append(
                f"{_one_line(each.path)}: {counts[key] - MOST} more {paint(_tag(each), '2')}"
            )
    lines += _folded([] if every else [each for each in findings if _is_info(each)], paint)
    folded = not every and (
        len(shown) < len(findings) or max(counts.values(), default=0) > MOST + 1
    )
    told = _told(findings, files, folded=folded)
    return "\n".join([*lines, "", told] if lines else [told]) + "\n"


def summary(findings: Sequence[Finding], files: int) -> str:
    """`3 errors, 12 warnings, 1 note in 5 of 300 posts`."""
    posts = count_text(files, "post")
    if not findings:
        return f"Nothing to mend in {posts}."
    kinds = Counter(each.severity for each in findings)
    told = ", ".join(
        count_text(kinds[severity], _WORDS[severity]) for severity in Severity if kinds[severity]
    )
    return f"{told} in {len({each.path for each in findings})} of {posts}"


def check_data(findings: Sequence[Finding], files: int) -> dict[str, Any]:
    """All findings, as JSON data."""
    kinds = Counter(each.severity for each in findings)
    return {
        "version": VERSION,
        "ok": not kinds[Severity.ERROR],
        "posts": files,
        "counts": {str(severity): kinds[severity] for severity in Severity},
        "findings": [
            {
                "path": each.path,
                "line": each.line,
                "code": each.code,
                "severity": str(each.severity),
                "message": each.message,
                "hint": each.hint,
            }
            for each in findings
        ],
    }


def annotations_text(
    findings: Sequence[Finding], files: int, *, every: bool = False, prefix: str = ""
) -> str:
    """A workflow command a finding, the gravest first, since GitHub shows ten of a kind; and a
    summary.

    Args:
        every: what is only worth knowing, too.
        prefix: the blog's folder below the repository's, ending in `/`; empty if they are one.
    """
    shown = [each for each in findings if every or not _is_info(each)]
    shown.sort(key=lambda each: list(Severity).index(each.severity))
    lines = [f"{_annotation(each, prefix)}\n" for each in shown]
    return "".join([*lines, _told(findings, files, folded=len(shown) < len(findings)), "\n"])


def explanation(code: Code) -> str:
    """What `docs/checks.md` says of a code."""
    return f"{code.title} [{code.name}], {code.severity}\n\n{code.why}\n\n{code.what_to_do}\n"


def _told(findings: Sequence[Finding], files: int, *, folded: bool) -> str:
    return summary(findings, files) + (" (--all shows each)" if folded else "")


def _annotation(each: Finding, prefix: str) -> str:
    # The escapes are those that the runner undoes (actions/toolkit, core/src/command.ts).
    place = f"file={_property(plain(prefix + each.path))},line={each.line}"
    message = _data(f"{plain(each.message)}\n{plain(each.hint)}".rstrip())
    return f"::{_LEVELS[each.severity]} {place},title={_property(each.code)}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _is_info(each: Finding) -> bool:
    return each.severity is Severity.INFO


def _lines(each: Finding, paint: Paint, hints: set[tuple[str, str]]) -> Iterator[str]:
    """The finding, and its hint unless that was given before."""
    place = f"{_one_line(each.path)}:{each.line}:"
    kind = paint(f"{each.severity}:", _COLORS[each.severity])
    yield f"{place} {kind} {_one_line(each.message)} {paint(_tag(each), '2')}"
    if each.hint and (each.code, each.hint) not in hints:
        hints.add((each.code, each.hint))
        yield f"    {_one_line(each.hint)}"


def _folded(findings: Sequence[Finding], paint: Paint) -> Iterator[str]:
    """What is only worth knowing, a line a code."""
    for code, count in sorted(Counter(each.code for each in findings).items()):
        posts = len({each.path for each in findings if each.code == code})
        title = CODES[code].title if code in CODES else code
        kind = paint(f"{Severity.INFO}:", _COLORS[Severity.INFO])
        told = f"{count:,} times in {count_text(posts, 'post')}" if count > 1 else "once"
        yield f"{kind} {title}, {told} {paint(f'[{code}]', '2')}"


def _tag(each: Finding) -> str:
    return f"[{each.code}]"


def _one_line(text: str) -> str:
    return " ".join(plain(text).split("\n"))


def _painted(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


def _bare(text: str, _style: str) -> str:
    return text


def move_text(path: str, line: int, raw: str, target: str, source: str) -> str:
    """What `--fix` would do: copy `source`, if given, to `target`, and lead `raw` there."""
    if not source:
        return _one_line(f"{path}:{line}: {raw}: use {target}, which is there already")
    # Where the text says it in other words, such as with %20, or a link leads elsewhere.
    named = "" if raw == source else f"{raw}: "
    return _one_line(f"{path}:{line}: {named}copy {source} to {target}")


def edit_text(path: str, line: int, raw: str, new: str) -> str:
    """What `--fix` would write otherwise."""
    return _one_line(f"{path}:{line}: {raw}: write {new}")


def fixed_text(copied: int, posts: int) -> str:
    """What `--fix` has done."""
    corrected = f"orrected {count_text(posts, 'post')}."
    return f"Copied {count_text(copied, 'picture')}, c{corrected}" if copied else f"C{corrected}"


def stuck_text(path: str, line: int, raw: str, why: str) -> str:
    """What `--fix` cannot mend; `raw` is empty where it is the post itself."""
    return _one_line(f"{path}:{line}: {raw} {why}" if raw else f"{path}: {why}")
